// @ts-check
/**
 * Sends a finished session, and does not lose it: while the app does not answer, the form stays on
 * the page and is sent again. Its request id makes a second arrival count once.
 */

import { part } from "./session_timer.js";

const AGAIN_MS = 4000;
const LATER = [500, 502, 503, 504];

export class Sender {
  #busy = false;
  #waiting = false;
  /** @type {number | undefined} */
  #again;

  /**
   * @param {HTMLFormElement} form
   * @param {{ sending: () => void, kept: () => void }} ears `kept`: it could not be sent yet
   */
  constructor(form, ears) {
    this.form = form;
    this.ears = ears;
    this.news = part(form, "[data-news]");
    this.open = part(form, "[data-open-profile]");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.send();
    });
    const retry = () => {
      if (this.#waiting && document.visibilityState === "visible") void this.send();
    };
    window.addEventListener("online", retry);
    window.addEventListener("focus", retry);
    document.addEventListener("visibilitychange", retry);
    window.addEventListener("beforeunload", (event) => {
      if (this.#waiting) event.preventDefault();
    });
  }

  async send() {
    if (this.#busy) return;
    this.#busy = true;
    window.clearTimeout(this.#again);
    if (!this.#waiting) this.#say("sending");
    this.ears.sending();
    try {
      await this.#deliver(await this.#post());
    } catch {
      this.#wait("waiting");
    } finally {
      this.#busy = false;
    }
  }

  /** @returns {Promise<Response>} the answer; with a fresh token where the old one has lapsed */
  async #post() {
    const answer = await this.#once();
    return answer.status === 403 && (await this.#renew()) ? this.#once() : answer;
  }

  #once() {
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) body.append(name, String(value));
    // A page that is closed at this moment still sends what it began to send.
    return fetch("/session", { method: "POST", body, keepalive: true });
  }

  /** The app was started anew: take the token of the session that is open now, if one is. */
  async #renew() {
    const page = await fetch("/today");
    if (!page.ok || new URL(page.url).pathname === "/") return false;
    const fresh = new DOMParser().parseFromString(await page.text(), "text/html");
    const token = fresh.querySelector('input[name="token"]');
    const own = this.form.querySelector('input[name="token"]');
    if (!(token instanceof HTMLInputElement) || !(own instanceof HTMLInputElement)) return false;
    own.value = token.value;
    return true;
  }

  /** @param {Response} answer */
  async #deliver(answer) {
    const path = new URL(answer.url).pathname;
    if (answer.ok && path !== "/") {
      this.#waiting = false;
      window.location.assign(path);
    } else if (answer.status === 403 || path === "/") {
      this.#wait("closed");
    } else if (LATER.includes(answer.status)) {
      this.#wait("waiting");
    } else {
      this.#waiting = false;
      this.#say("refused");
      this.ears.kept();
    }
  }

  /** @param {"waiting" | "closed"} why */
  #wait(why) {
    this.#waiting = true;
    this.#say(why);
    this.open.hidden = why !== "closed";
    this.ears.kept();
    this.#again = window.setTimeout(() => void this.send(), AGAIN_MS);
  }

  /** @param {string} name */
  #say(name) {
    const words = this.news.dataset[name] ?? "";
    this.news.hidden = false;
    this.news.dataset["state"] = name;
    // Said once, not at every try.
    if (this.news.textContent !== words) this.news.textContent = words;
  }
}

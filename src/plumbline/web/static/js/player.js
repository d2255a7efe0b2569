// @ts-check
/** The session full-screen: one exercise at a time, then how it was. */

import { SwapQuestion } from "./player_swap.js";
import { part } from "./session_timer.js";

/** @typedef {import("./session_item.js").Item} Item */
/** @typedef {import("./session.js").Session} Session */

export const LIST = -1;

/** Keeps the screen awake while the player is open, where the browser can. */
class Awake {
  /** @type {WakeLockSentinel | undefined} */
  #lock;
  #wanted = false;

  constructor() {
    document.addEventListener("visibilitychange", () => void this.#hold());
  }

  /** @param {boolean} wanted */
  want(wanted) {
    this.#wanted = wanted;
    if (wanted) void this.#hold();
    else void this.#lock?.release().catch(() => undefined);
  }

  async #hold() {
    if (!this.#wanted || document.visibilityState !== "visible" || !("wakeLock" in navigator)) {
      return;
    }
    try {
      this.#lock = await navigator.wakeLock.request("screen");
    } catch {
      // A low battery may refuse.
    }
  }
}

export class Player {
  place = LIST;
  #awake = new Awake();
  #root = document.documentElement;

  /** @param {Session} session */
  constructor(session) {
    this.session = session;
    this.top = part(document, "[data-player-top]");
    this.bottom = part(document, "[data-player-bottom]");
    this.end = part(document, "[data-end]");
    this.next = part(this.bottom, "[data-next]");
    this.previous = /** @type {HTMLButtonElement} */ (part(this.bottom, "[data-previous]"));
    this.nextSays = this.next.textContent ?? "";
    const dialog = /** @type {HTMLDialogElement} */ (part(document, "[data-swap]"));
    this.question = new SwapQuestion(dialog, {
      decided: (item, decided) => session.decide(item, decided),
    });
    const begin = part(document, "[data-begin]");
    begin.hidden = false;
    part(begin, "button").addEventListener("click", () => this.show(0));
    this.next.addEventListener("click", () => this.show(this.place + 1));
    this.previous.addEventListener("click", () => this.show(this.place - 1));
    part(this.top, "[data-stop]").addEventListener("click", () => this.stop());
    part(this.bottom, "[data-other]").addEventListener("click", () => this.ask());
    for (const how of this.#hows) how.addEventListener("click", () => this.#was(how));
    document.addEventListener("keydown", (event) => this.#key(event));
  }

  get playing() {
    return this.place !== LIST;
  }

  get atEnd() {
    return this.place === this.session.items.length;
  }

  /** @returns {Item | undefined} */
  get current() {
    return this.session.items[this.place];
  }

  /** @param {number} place LIST, an exercise, or one past the last: how it was */
  show(place) {
    const { items } = this.session;
    const before = this.current;
    if (place < LIST || place > items.length) return;
    if (before?.timer.running) before.timer.pause();
    before?.count();
    this.place = place;
    if (place < items.length && place !== LIST) this.#last = place;
    this.#root.classList.toggle("in-player", this.playing);
    this.#root.classList.toggle("at-end", this.playing && this.atEnd);
    for (const item of items) {
      item.entry.classList.toggle("current", item === this.current);
      item.move(item === this.current);
    }
    this.top.hidden = !this.playing;
    this.bottom.hidden = !this.playing || this.atEnd;
    this.end.hidden = !this.playing || !this.atEnd;
    this.#tell();
    this.#awake.want(this.playing && !this.atEnd);
    this.session.save();
    window.scrollTo(0, 0);
    if (this.playing) this.#focus();
  }

  /** End here: nothing more is asked than how it was. */
  stop() {
    this.show(this.atEnd ? LIST : this.session.items.length);
  }

  ask() {
    const item = this.current;
    if (!item) return;
    if (item.timer.running) item.timer.pause();
    this.question.ask(item, new Set(this.session.items.map((one) => one.name)));
  }

  #last = 0;

  #focus() {
    const heading = this.atEnd ? part(this.end, "h2") : this.current?.heading;
    heading?.focus({ preventScroll: true });
    const item = this.current;
    if (item) this.session.voice.say(item.title, item.dose);
    else this.session.voice.hush();
  }

  #tell() {
    const { length } = this.session.items;
    const at = Math.min(this.place + 1, length);
    const text = part(this.top, "[data-place]");
    text.textContent = (text.dataset["says"] ?? "")
      .replace("{done}", String(at))
      .replace("{all}", String(length));
    text.hidden = this.atEnd;
    const bar = /** @type {HTMLProgressElement} */ (part(this.top, "[data-place-bar]"));
    bar.value = this.place / Math.max(1, length);
    const stop = part(this.top, "[data-stop]");
    stop.textContent = (this.atEnd ? stop.dataset["saysList"] : stop.dataset["saysStop"]) ?? "";
    this.previous.disabled = this.place === 0;
    const lastOne = this.place === length - 1;
    this.next.textContent = lastOne ? (this.next.dataset["saysEnd"] ?? "") : this.nextSays;
  }

  /** @returns {HTMLElement[]} */
  get #hows() {
    return [...this.end.querySelectorAll("[data-how]")].filter((e) => e instanceof HTMLElement);
  }

  /**
   * One tap for the whole session; the marks below follow it, but for what was said of one exercise.
   * @param {HTMLElement} how
   */
  #was(how) {
    for (const one of this.#hows) one.setAttribute("aria-pressed", String(one === how));
    const { items } = this.session;
    if (how.dataset["how"] === "all") {
      for (const item of items) if (!item.told) item.mark("done");
    } else {
      for (const item of items) item.count();
      if (how.dataset["how"] === "hurt") items[this.#last]?.mark("stopped_pain");
    }
    this.session.save();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (!this.playing || this.question.dialog.open) return;
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const target = event.target instanceof Element ? event.target : document.body;
    if (event.key === "Escape") this.stop();
    if (this.atEnd || target.closest("input, select, textarea")) return;
    if (event.key === "ArrowRight") this.show(this.place + 1);
    else if (event.key === "ArrowLeft" && this.place > 0) this.show(this.place - 1);
    else if (event.key === " " && !target.closest("button, a, summary")) {
      this.current?.timer.toggle();
    } else return;
    event.preventDefault();
  }
}

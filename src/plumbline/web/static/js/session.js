// @ts-check
/**
 * Today's session: the list with its timers, the player, swaps, and finishing. Without this the
 * page is a list and a form.
 *
 * What survives a reload is written by session_kept.js: bare numbers, no word of health.
 */

import { LIST, Player } from "./player.js";
import { LEFT, NOTED, REASONS, offersOf, templateOf } from "./player_swap.js";
import { Item } from "./session_item.js";
import { Kept } from "./session_kept.js";
import { Sender } from "./session_send.js";
import { Tone, Voice } from "./session_sound.js";
import { part } from "./session_timer.js";

/** @typedef {import("./player_swap.js").Decided} Decided */
/** @typedef {import("./session_kept.js").SwapMade} SwapMade */
/** @typedef {import("./session_timer.js").Timer} Timer */

export class Session {
  tone = new Tone();
  voice = new Voice();
  /** @type {Item[]} */
  items = [];
  /** @type {SwapMade[]} */
  swaps = [];
  #ready = false;
  #sent = false;

  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.form = form;
    this.kept = new Kept(form.dataset["session"] ?? "");
    for (const entry of form.querySelectorAll("[data-item]")) {
      if (entry instanceof HTMLElement) this.items.push(this.#item(entry));
    }
    this.player = new Player(this);
    this.#restore();
    form.addEventListener("change", () => this.save());
    new Sender(form, {
      sending: () => {
        for (const item of this.items) if (item.timer.running) item.timer.pause();
        this.#sent = true;
        this.kept.forget();
      },
      kept: () => {
        this.#sent = false;
        this.save();
      },
    });
    window.addEventListener("pagehide", () => this.save());
    // Paper cannot be unfolded.
    window.addEventListener("beforeprint", () => {
      for (const how of form.querySelectorAll(".how-details")) how.setAttribute("open", "");
    });
  }

  save() {
    if (!this.#ready || this.#sent) return;
    this.kept.saveMarks(
      this.items.map((item) => item.marked),
      this.items.map((item) => item.timer.state),
      this.items.map((item) => Number(item.chosen)),
    );
    this.kept.savePlace(this.player.place, this.swaps);
  }

  /**
   * A swap as the person wants it.
   * @param {Item} item
   * @param {Decided} decided
   */
  decide(item, { reason, offer, end }) {
    const place = this.items.indexOf(item);
    /** @type {SwapMade} */
    const made = [place, REASONS.indexOf(reason), offer];
    this.#apply(made);
    this.swaps.push(made);
    if (end) this.player.show(this.items.length);
    else this.player.show(offer === LEFT ? place + 1 : place);
  }

  #restore() {
    const { p, s } = this.kept.place;
    const { m, t, c } = this.kept.marks;
    for (const made of s) {
      if (this.#apply(made)) this.swaps.push(made);
    }
    this.items.forEach((item, place) => {
      item.marked = m[place] ?? -1;
      item.chosen = c[place] === 1;
      const [phase, left] = t[place] ?? [];
      if (Number.isInteger(phase) && Number.isFinite(left)) {
        item.timer.restore(/** @type {[number, number]} */ ([phase, left]));
        item.showSide();
      }
    });
    this.#ready = true;
    if (p !== LIST && p <= this.items.length) this.player.show(p);
  }

  /** @param {SwapMade} made @returns {boolean} whether it could be done */
  #apply([place, number, offer]) {
    const item = this.items[place];
    const reason = REASONS[number];
    if (!item || !reason) return false;
    const to = offer >= 0 ? (offersOf(item, reason) ?? [])[offer] : "";
    if (to === undefined) return false;
    this.#note(`swap.${item.name}`, `${reason}:${to}`);
    if (to) return this.#replace(place, item, reason, to);
    if (offer !== NOTED) item.mark(reason === "hurts" ? "stopped_pain" : "skipped", { left: true });
    return true;
  }

  /**
   * Put the exercise on offer in the place of the other, which keeps its mark in hidden fields.
   * @param {number} place
   * @param {Item} item
   * @param {string} reason
   * @param {string} to
   */
  #replace(place, item, reason, to) {
    const fresh = templateOf(to)?.content.querySelector("[data-item]")?.cloneNode(true);
    if (!(fresh instanceof HTMLElement)) return false;
    const mark = reason === "hurts" ? "stopped_pain" : item.timer.begun ? "part" : "skipped";
    this.#note("exercise", item.name);
    this.#note(`done.${item.name}`, mark);
    if (item.timer.running) item.timer.reset();
    part(fresh, ".count").textContent = String(place + 1);
    item.entry.replaceWith(fresh);
    this.items[place] = this.#item(fresh);
    return true;
  }

  /** @param {string} name @param {string} value */
  #note(name, value) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    field.value = value;
    this.form.append(field);
  }

  /** @param {HTMLElement} entry */
  #item(entry) {
    /** @type {Item} */
    const item = new Item(entry, {
      changed: (timer) => this.#changed(item, timer),
      turned: () => this.tone.play(),
      said: (words) => this.voice.say(words),
      moved: () => this.voice.add(item.follow()),
    });
    return item;
  }

  /** @param {Item} item @param {Timer} timer */
  #changed(item, timer) {
    // One clock at a time: starting the next one pauses the one before.
    if (timer.running) {
      for (const other of this.items) {
        if (other.timer !== timer && other.timer.running) other.timer.pause();
      }
    }
    item.showSide();
    this.voice.add(item.follow());
    if (this.player.playing && timer.finished) item.count();
    this.save();
  }
}

/** @param {Session} session */
function offerSound(session) {
  const switches = part(document, "[data-switches]");
  switches.hidden = false;
  const [tone, voice] = ["[data-sound]", "[data-voice]"].map(
    (name) => /** @type {HTMLInputElement} */ (part(switches, name)),
  );
  if (!tone || !voice) return;
  tone.addEventListener("change", () => {
    session.tone.on = tone.checked;
    session.tone.play();
  });
  const look = () => {
    const found = session.voice.voice !== undefined;
    voice.disabled = !found;
    part(switches, "[data-no-voice]").hidden = found;
    if (!found) voice.checked = session.voice.on = false;
  };
  session.voice.watch(look);
  look();
  voice.addEventListener("change", () => (session.voice.on = voice.checked));
}

const form = document.querySelector("form[data-session]");
if (form instanceof HTMLFormElement) offerSound(new Session(form));

// @ts-check
/** One exercise of the session: its entry in the list, its timer, figures, cues and mark. */

import { Cues, cuesOf } from "./session_cues.js";
import { steer } from "./session_figure.js";
import { Timer, part } from "./session_timer.js";

/** @typedef {import("./session_timer.js").Ears} Ears */
/** @typedef {"done" | "part" | "skipped" | "stopped_pain"} Mark */

export class Item {
  /** Marks that the person chose; what is counted never overrules them. */
  #chosen = false;
  #left = false;
  #looked = false;

  /**
   * @param {HTMLElement} entry
   * @param {Ears} ears
   */
  constructor(entry, ears) {
    this.entry = entry;
    this.heading = part(entry, "h2");
    this.marks = /** @type {HTMLInputElement[]} */ ([...entry.querySelectorAll(".marks input")]);
    this.figures = /** @type {HTMLElement[]} */ ([...entry.querySelectorAll("[data-figure]")]);
    this.working = part(entry, "[data-working]");
    const panel = part(entry, "[data-timer]");
    this.timer = new Timer(panel, ears);
    this.cues = new Cues(cuesOf(entry), part(entry, "[data-cue]"), {
      counted: Number(panel.dataset["repetitions"]) + Number(panel.dataset["hold"]) > 0,
    });
    part(entry, ".marks").addEventListener("change", () => (this.#chosen = true));
    this.showSide();
    this.move(false);
  }

  get name() {
    return this.entry.dataset["item"] ?? "";
  }

  get title() {
    return part(this.entry, ".title").textContent ?? "";
  }

  get dose() {
    return part(this.entry, ".dose").textContent ?? "";
  }

  /** The place of the mark, -1 for none. */
  get marked() {
    return this.marks.findIndex((input) => input.checked);
  }

  set marked(place) {
    const input = this.marks[place];
    if (input) input.checked = true;
  }

  /**
   * @param {Mark} mark
   * @param {{ left?: boolean }} [why] `left`: the person left it out, and one tap for the whole
   *   session does not say otherwise
   */
  mark(mark, { left = false } = {}) {
    this.marked = this.marks.findIndex((input) => input.value === mark);
    if (left) this.#left = true;
  }

  /** Whether the person marked it by hand. */
  get chosen() {
    return this.#chosen;
  }

  set chosen(chosen) {
    this.#chosen = chosen;
  }

  /** Whether the mark is what the person said of this very exercise. */
  get told() {
    return this.#chosen || this.#left || this.stopped;
  }

  get stopped() {
    return this.marks[this.marked]?.value === "stopped_pain";
  }

  /** Note what the timer counted, unless the person has said otherwise. */
  count() {
    if (this.#chosen || this.stopped) return;
    if (this.timer.finished) this.mark("done");
    else if (this.timer.begun && this.marks[this.marked]?.value !== "done") this.mark("part");
  }

  /** The figure and the words of the side at work. */
  showSide() {
    const { side } = this.timer;
    for (const figure of this.figures) {
      const own = figure.dataset["figure"];
      figure.hidden = this.figures.length > 1 && own !== side;
    }
    this.working.hidden = !side;
    this.working.textContent = side ? this.timer.words(side) : "";
  }

  /** Only what is looked at moves: it spares the battery. @param {boolean} on */
  move(on) {
    this.#looked = on;
    this.follow();
  }

  /** The figure moves with the timer. @returns {string} the cue of this moment, if there is one */
  follow() {
    const { timer } = this;
    for (const picture of this.entry.querySelectorAll(".figure-moving svg")) {
      if (picture instanceof SVGSVGElement) steer(picture, timer, this.#looked);
    }
    if (!timer.begun) this.cues.reset();
    const { moment } = timer;
    return timer.working && moment ? this.cues.at(moment, performance.now() / 1000) : "";
  }
}

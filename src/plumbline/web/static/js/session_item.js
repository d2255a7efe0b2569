// @ts-check
/** One exercise of the session: its entry in the list, its timer, its figures and its mark. */

import { Timer, part } from "./session_timer.js";

/** @typedef {import("./session_timer.js").Ears} Ears */
/** @typedef {"done" | "part" | "skipped" | "stopped_pain"} Mark */

export class Item {
  /** Marks that the person chose; what is counted never overrules them. */
  #chosen = false;

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
    this.cues = (entry.dataset["cues"] ?? "").split("\n").filter(Boolean);
    this.timer = new Timer(part(entry, "[data-timer]"), ears);
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

  /** @param {Mark} mark */
  mark(mark) {
    this.marked = this.marks.findIndex((input) => input.value === mark);
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
    for (const picture of this.entry.querySelectorAll(".figure-moving svg")) {
      if (!(picture instanceof SVGSVGElement)) continue;
      if (on) picture.unpauseAnimations();
      else picture.pauseAnimations();
    }
  }
}

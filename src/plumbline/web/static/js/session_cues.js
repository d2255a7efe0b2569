// @ts-check
/** The cues of an exercise: each at its moment of the repetition, and soon no more than one. */

/** @typedef {import("./session_phases.js").Moment} Moment */
/** @typedef {{ at: number, say: string }} Cue a line, and its second of a repetition */

/** So many repetitions have all their cues; later ones only the last: a reminder, not a nag. */
const TAUGHT = 2;
/** Seconds between two cues: at first, later, and later where nobody counts (a long walk). */
const APART = { first: 1.5, later: 15, uncounted: 180 };

/**
 * The cues that stand at an exercise, in their order.
 * @param {HTMLElement} entry
 * @returns {Cue[]}
 */
export function cuesOf(entry) {
  /** @type {Cue[]} */
  const cues = JSON.parse(entry.dataset["cues"] ?? "[]");
  return cues.sort((one, other) => one.at - other.at);
}

export class Cues {
  #repetition = -1;
  #next = 0;
  #last = -Infinity;

  /**
   * @param {Cue[]} cues
   * @param {HTMLElement} line where the cue of the moment is read
   * @param {{ counted: boolean }} how whether repetitions or holds are counted
   */
  constructor(cues, line, { counted }) {
    this.cues = cues;
    this.line = line;
    this.later = counted ? APART.later : APART.uncounted;
    this.reset();
  }

  /** As before the first repetition: the first cue is there to be read. */
  reset() {
    this.#repetition = -1;
    this.#last = -Infinity;
    this.#show(this.cues[0]);
  }

  /**
   * The cue that has come due, shown and given back to be said aloud; empty where none has.
   * @param {Moment} moment
   * @param {number} now seconds on any clock
   * @returns {string}
   */
  at({ repetition, at }, now) {
    if (repetition !== this.#repetition) {
      this.#repetition = repetition;
      this.#next = 0;
    }
    /** @type {Cue | undefined} */
    let due;
    for (let cue = this.cues[this.#next]; cue && cue.at <= at; cue = this.cues[this.#next]) {
      due = cue;
      this.#next += 1;
    }
    const taught = repetition >= TAUGHT;
    if (!due || (taught && due !== this.cues.at(-1))) return "";
    if (now - this.#last < (taught ? this.later : APART.first)) return "";
    this.#last = now;
    this.#show(due);
    return due.say;
  }

  /** @param {Cue | undefined} cue */
  #show(cue) {
    this.line.textContent = cue?.say ?? "";
    this.line.hidden = !cue;
  }
}

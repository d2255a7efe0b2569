// @ts-check
/**
 * What survives a reload: bare numbers in this tab's sessionStorage. Which list entry, which mark,
 * how far the clock, which offer. No exercise, no answer, no word of health is written there.
 */

const MARKS = "plumbline.session";
const PLACE = "plumbline.player";

/** A swap by numbers: place in the session, place of the reason, place of the offer.
 * @typedef {[number, number, number]} SwapMade */

export class Kept {
  /** @param {string} name the day and the plan's version */
  constructor(name) {
    this.name = name;
  }

  /**
   * @param {number[]} marks the place of each exercise's mark, -1 for none
   * @param {[number, number][]} times
   * @param {number[]} chosen 1 where the person marked it by hand, else 0
   */
  saveMarks(marks, times, chosen) {
    this.#write(MARKS, { n: this.name, m: marks, t: times, c: chosen });
  }

  /**
   * @param {number} place -1 is the list
   * @param {SwapMade[]} swaps
   */
  savePlace(place, swaps) {
    this.#write(PLACE, { n: this.name, p: place, s: swaps });
  }

  /** @returns {{ m: number[], t: [number, number][], c: number[] }} */
  get marks() {
    const { m, t, c } = this.#read(MARKS);
    return {
      m: Array.isArray(m) ? m : [],
      t: Array.isArray(t) ? t : [],
      c: Array.isArray(c) ? c : [],
    };
  }

  /** @returns {{ p: number, s: SwapMade[] }} */
  get place() {
    const { p, s } = this.#read(PLACE);
    return { p: Number.isInteger(p) ? p : -1, s: Array.isArray(s) ? s : [] };
  }

  forget() {
    try {
      sessionStorage.removeItem(MARKS);
      sessionStorage.removeItem(PLACE);
    } catch {
      // There was none.
    }
  }

  /** @param {string} key @param {object} state */
  #write(key, state) {
    try {
      sessionStorage.setItem(key, JSON.stringify(state));
    } catch {
      // No storage: the session goes on, only a reload starts afresh.
    }
  }

  /** @param {string} key @returns {any} */
  #read(key) {
    try {
      const state = JSON.parse(sessionStorage.getItem(key) ?? "null");
      return state && state.n === this.name ? state : {};
    } catch {
      return {};
    }
  }
}

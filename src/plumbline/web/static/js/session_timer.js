// @ts-check
/** The timer of one exercise: holds, pauses, sides and sets. */

import { clockText, isRest, momentOf, phasesOf } from "./session_phases.js";

const TICK_MS = 250;

/**
 * What a timer tells: `changed` whenever its state should be kept, `turned` when a phase has run
 * out, `said` what it says, `moved` that time has passed.
 * @typedef {{
 *   changed: (timer: Timer) => void, turned: () => void, said: (words: string) => void,
 *   moved: (timer: Timer) => void,
 * }} Ears
 */

export class Timer {
  /** @type {number | undefined} */
  #beat;
  #last = 0;
  #phase = 0;
  #left;
  #live;
  #heading;
  #clock;
  #bar;
  #round;
  #go;
  #skip;
  #reset;

  /**
   * @param {HTMLElement} panel
   * @param {Ears} ears
   */
  constructor(panel, ears) {
    this.panel = panel;
    this.ears = ears;
    const number = (/** @type {string} */ name) => Number(panel.dataset[name] ?? 0);
    this.period = number("period");
    this.phases = phasesOf({
      sets: number("sets"),
      repetitions: number("repetitions"),
      hold: number("hold"),
      sides: number("sides"),
      seconds: number("seconds"),
      moreOn: panel.dataset["moreOn"] ?? "",
      period: this.period,
      into: number("into"),
      leave: number("leave"),
    });
    this.sets = number("sets");
    this.#left = this.phases[0]?.seconds ?? 0;
    this.#live = part(panel, "[data-live]");
    this.#heading = part(panel, "[data-phase]");
    this.#clock = part(panel, "[data-clock]");
    this.#bar = /** @type {HTMLProgressElement} */ (part(panel, "[data-bar]"));
    this.#round = part(panel, "[data-round]");
    this.#go = part(panel, "[data-go]");
    this.#go.addEventListener("click", () => this.toggle());
    this.#skip = part(panel, "[data-skip]");
    this.#skip.addEventListener("click", () => {
      this.#left = 0;
      this.#go.focus();
      this.#advance();
    });
    this.#reset = part(panel, "[data-reset]");
    this.#reset.addEventListener("click", () => {
      this.reset();
      // The button is about to hide: whoever uses the keyboard goes on at the other one.
      this.#go.focus();
    });
    panel.hidden = false;
    this.show();
  }

  get running() {
    return this.#beat !== undefined;
  }

  get finished() {
    return this.#phase >= this.phases.length;
  }

  get begun() {
    const phase = this.phases[this.#phase];
    return this.#phase > 0 || (phase !== undefined && this.#left < phase.seconds);
  }

  /** Where the figure is and how many repetitions went before; none at the end. */
  get moment() {
    const phase = this.phases[this.#phase];
    return phase && momentOf(phase, phase.seconds - this.#left, this.period);
  }

  /** Whether it is at an exercise, neither in a pause between sets nor waiting. */
  get working() {
    return this.running && !isRest(this.phases[this.#phase]);
  }

  /** The side at work now or next; empty where the exercise has none. */
  get side() {
    return (this.phases[this.#phase] ?? this.phases.at(-1))?.side ?? "";
  }

  /** @returns {[number, number]} the phase and the seconds left in it */
  get state() {
    return [this.#phase, Math.ceil(this.#left)];
  }

  /** @param {[number, number]} state */
  restore([phase, left]) {
    if (phase > this.phases.length || phase < 0) return;
    this.#phase = phase;
    this.#left = Math.max(0, Math.min(left, this.phases[phase]?.seconds ?? 0));
    this.show();
  }

  toggle() {
    if (this.running) this.pause();
    else this.start();
  }

  start() {
    if (this.finished) this.reset();
    this.#last = performance.now();
    this.#beat = window.setInterval(() => this.#tick(), TICK_MS);
    this.#announce(this.phases[this.#phase]?.say ?? "go");
    this.show();
    this.ears.changed(this);
  }

  pause() {
    this.#stop();
    this.#announce("paused");
    this.show();
    this.ears.changed(this);
  }

  reset() {
    this.#stop();
    this.#phase = 0;
    this.#left = this.phases[0]?.seconds ?? 0;
    this.#live.textContent = "";
    this.show();
    this.ears.changed(this);
  }

  show() {
    const phase = this.phases[this.#phase];
    this.#reset.hidden = !this.begun || this.running;
    this.#skip.hidden = !this.running || !isRest(phase);
    const waiting = this.begun ? "paused" : "ready";
    const name = this.finished ? "finished" : this.running ? (phase?.say ?? "go") : waiting;
    this.#heading.textContent = this.words(name);
    this.#clock.textContent = clockText(this.#left);
    this.#bar.value = phase ? 1 - this.#left / phase.seconds : 1;
    this.#round.textContent = this.#count();
    this.#round.hidden = !this.#round.textContent;
    this.#go.textContent = this.words(this.running ? "pause" : this.begun ? "resume" : "start");
    if (this.finished) this.#go.textContent = this.words("start");
    this.panel.dataset["state"] = this.running ? (phase?.say ?? "go") : name;
  }

  /** The repetition of this set and side, then the set: 3 of 8, set 1 of 2. */
  #count() {
    const phase = this.phases[this.#phase] ?? this.phases.at(-1);
    if (!phase) return "";
    const { before, round, rounds, set } = phase;
    const going = phase.say === "go" && this.moment;
    const done = this.finished ? rounds : going ? going.repetition - before + 1 : round;
    const counts = [
      rounds > 1 ? this.#of("says", done, rounds) : "",
      this.sets > 1 && set <= this.sets ? this.#of("saysSet", set, this.sets) : "",
    ];
    return counts.filter(Boolean).join(" · ");
  }

  /** @param {string} name @param {number} done @param {number} all */
  #of(name, done, all) {
    return (this.#round.dataset[name] ?? "")
      .replace("{done}", String(Math.min(done, all)))
      .replace("{all}", String(all));
  }

  /** @param {string} name the message of a phase, side or button */
  words(name) {
    return this.panel.dataset[`say${name.charAt(0).toUpperCase()}${name.slice(1)}`] ?? "";
  }

  #tick() {
    // A sleeping phone wakes up with the true time, not with the ticks it missed.
    const now = performance.now();
    this.#left -= (now - this.#last) / 1000;
    this.#last = now;
    this.#advance();
  }

  #advance() {
    let moved = false;
    while (this.#left <= 0 && !this.finished) {
      this.#phase += 1;
      this.#left += this.phases[this.#phase]?.seconds ?? 0;
      moved = true;
    }
    if (this.finished) {
      this.#stop();
      this.#left = 0;
    }
    this.show();
    if (moved) {
      this.ears.turned();
      this.#announce(this.finished ? "finished" : (this.phases[this.#phase]?.say ?? "go"));
      this.ears.changed(this);
    }
    this.ears.moved(this);
  }

  #stop() {
    window.clearInterval(this.#beat);
    this.#beat = undefined;
  }

  /** @param {string} name */
  #announce(name) {
    const phase = this.phases[this.#phase];
    const before = this.phases[this.#phase - 1];
    const turns = phase?.side && this.running && (isRest(phase) || !before);
    const words = turns ? `${this.words(name)}. ${this.words(phase.side)}` : this.words(name);
    this.#live.textContent = words;
    this.ears.said(words);
  }
}

/**
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {HTMLElement}
 */
export function part(root, selector) {
  const found = root.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new Error(`missing ${selector}`);
  return found;
}

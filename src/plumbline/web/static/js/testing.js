// @ts-check
/**
 * The stopwatch of a test. It fills in the field below it, and nothing else: what counts is what
 * the person sends. The page works without it, with a clock of one's own.
 *
 * In this tab's sessionStorage stands only whether beeps are wanted; no test and no result.
 */

import { faceText, resultText, standingAt } from "./testing_clock.js";

const TICK_MS = 100;
const MARK_SECONDS = 10;
const SOUND_KEY = "plumbline.beeps";

/** Short tones, only where the person asked for them. */
class Beeper {
  /** @type {AudioContext | undefined} */
  #context;
  on = false;

  /** A browser lets a page sound only after a touch: call this from one. */
  wake() {
    if (this.on) this.#context ??= new AudioContext();
  }

  /**
   * @param {number} frequency
   * @param {number} seconds
   */
  play(frequency, seconds) {
    if (!this.on) return;
    this.#context ??= new AudioContext();
    const start = this.#context.currentTime;
    const tone = new OscillatorNode(this.#context, { type: "sine", frequency });
    const volume = new GainNode(this.#context, { gain: 0 });
    volume.gain.linearRampToValueAtTime(0.25, start + 0.02);
    volume.gain.setValueAtTime(0.25, start + seconds);
    volume.gain.linearRampToValueAtTime(0, start + seconds + 0.05);
    tone.connect(volume).connect(this.#context.destination);
    tone.start(start);
    tone.stop(start + seconds + 0.1);
  }
}

/** Keeps the screen of a phone on while the clock runs, where the browser can. */
class Awake {
  /** @type {WakeLockSentinel | undefined} */
  #lock;

  async hold() {
    try {
      this.#lock = await navigator.wakeLock?.request("screen");
    } catch {
      // The screen may go dark; the clock counts on all the same.
    }
  }

  release() {
    void this.#lock?.release();
    this.#lock = undefined;
  }
}

/** The clock on the page. */
class Stopwatch {
  /** @type {number | undefined} */
  #beat;
  #begun = 0;
  #marks = -1;
  #awake = new Awake();
  #phase;
  #clock;
  #live;
  #go;

  /**
   * @param {HTMLElement} panel
   * @param {Beeper} beeper
   * @param {(result: string) => void} finished called with what was counted
   */
  constructor(panel, beeper, finished) {
    this.panel = panel;
    this.beeper = beeper;
    this.finished = finished;
    const number = (/** @type {string} */ name) => Number(panel.dataset[name] ?? 0);
    this.test = { lead: number("lead"), cap: number("cap") };
    this.digits = number("digits");
    this.#phase = part(panel, "[data-phase]");
    this.#clock = part(panel, "[data-clock]");
    this.#live = part(panel, "[data-live]");
    this.#go = part(panel, "[data-go]");
    this.#go.addEventListener("click", () => (this.#beat === undefined ? this.start() : this.stop()));
    panel.hidden = false;
  }

  start() {
    this.beeper.wake();
    void this.#awake.hold();
    this.#begun = performance.now();
    this.#marks = -1;
    this.#beat = window.setInterval(() => this.#tick(), TICK_MS);
    this.#say("lead");
    this.#tick();
    // The other way to stop is to be in reach as well, above the bar of a phone.
    document.querySelector(".pain-stop")?.scrollIntoView({ block: "nearest" });
  }

  stop() {
    const standing = this.#now();
    this.#halt();
    if (standing.phase === "lead") {
      this.#show("ready", "0", "start");
      this.#live.textContent = "";
      return;
    }
    const result = resultText(standing.seconds, this.digits);
    const capped = standing.phase === "capped";
    this.#show(capped ? "capped" : "stopped", result, "again");
    this.#live.textContent = `${this.#words(capped ? "capped" : "stopped")} ${this.#passed(result)}`;
    this.beeper.play(capped ? 880 : 520, capped ? 0.8 : 0.2);
    this.finished(result);
  }

  #now() {
    return standingAt((performance.now() - this.#begun) / 1000, this.test);
  }

  #tick() {
    const standing = this.#now();
    if (standing.phase === "capped") {
      this.stop();
      return;
    }
    const running = standing.phase === "running";
    this.#show(standing.phase, faceText(standing), running ? "stop" : "cancel");
    const marks = running ? Math.floor(standing.seconds / MARK_SECONDS) : -1;
    if (marks > this.#marks) {
      this.#marks = marks;
      // The start is the longest beep: it is heard from the floor.
      this.beeper.play(marks ? 660 : 880, marks ? 0.12 : 0.4);
      this.#live.textContent = marks
        ? this.#passed(String(marks * MARK_SECONDS))
        : this.#words("running");
    }
  }

  #halt() {
    window.clearInterval(this.#beat);
    this.#beat = undefined;
    this.#awake.release();
  }

  /**
   * @param {string} state
   * @param {string} face
   * @param {string} button
   */
  #show(state, face, button) {
    this.panel.dataset["state"] = state;
    this.#phase.textContent = this.#words(state);
    this.#clock.textContent = face;
    this.#go.textContent = this.#words(button);
  }

  /** @param {string} name */
  #say(name) {
    this.#live.textContent = this.#words(name);
  }

  /** @param {string} seconds */
  #passed(seconds) {
    return this.#words("passed").replace("{n}", seconds);
  }

  /** @param {string} name */
  #words(name) {
    return this.panel.dataset[`say${name.charAt(0).toUpperCase()}${name.slice(1)}`] ?? "";
  }
}

/**
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {HTMLElement}
 */
function part(root, selector) {
  const found = root.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new Error(`missing ${selector}`);
  return found;
}

/**
 * The switch for the beeps; off until the person turns it on, then kept for this tab.
 * @param {HTMLElement} label
 * @param {Beeper} beeper
 */
function offerSound(label, beeper) {
  const box = label.querySelector("input");
  if (box === null) return;
  label.hidden = false;
  try {
    box.checked = beeper.on = sessionStorage.getItem(SOUND_KEY) === "1";
  } catch {
    // No storage: the switch is set anew on each screen.
  }
  box.addEventListener("change", () => {
    beeper.on = box.checked;
    beeper.play(660, 0.12);
    try {
      sessionStorage.setItem(SOUND_KEY, box.checked ? "1" : "0");
    } catch {
      // As above.
    }
  });
}

/** @param {HTMLElement} panel */
function begin(panel) {
  const form = part(document, "form[data-amount]");
  const field = form.querySelector("input[name=amount]");
  const keep = part(form, "button[type=submit]");
  if (!(field instanceof HTMLInputElement)) return;
  const beeper = new Beeper();
  new Stopwatch(panel, beeper, (result) => {
    field.value = result;
    keep.focus();
    form.scrollIntoView({ block: "nearest" });
  });
  const sound = document.querySelector("[data-sound]");
  if (sound instanceof HTMLElement) offerSound(sound, beeper);
}

const panel = document.querySelector("[data-stopwatch]");
if (panel instanceof HTMLElement) begin(panel);

// @ts-check
/**
 * The session's timer: holds, pauses and sides, one exercise at a time. The page works without it.
 *
 * What survives a reload stands in this tab's sessionStorage as bare numbers: which list entry,
 * which mark, how far the clock. No exercise, no answer, no word of health is written there.
 */

import { clockText, phasesOf } from "./session_phases.js";

const TICK_MS = 250;

/** A soft tone, only where the person asked for one. */
class Tone {
  /** @type {AudioContext | undefined} */
  #context;
  on = false;

  play() {
    if (!this.on) return;
    this.#context ??= new AudioContext();
    const start = this.#context.currentTime;
    const tone = new OscillatorNode(this.#context, { type: "sine", frequency: 440 });
    const volume = new GainNode(this.#context, { gain: 0 });
    volume.gain.linearRampToValueAtTime(0.12, start + 0.05);
    volume.gain.linearRampToValueAtTime(0, start + 0.6);
    tone.connect(volume).connect(this.#context.destination);
    tone.start(start);
    tone.stop(start + 0.7);
  }
}

/** The timer of one exercise. */
class Timer {
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
  #reset;

  /**
   * @param {HTMLElement} panel
   * @param {Tone} tone
   * @param {(timer: Timer) => void} changed called whenever the state should be kept
   */
  constructor(panel, tone, changed) {
    this.panel = panel;
    this.tone = tone;
    this.changed = changed;
    const number = (/** @type {string} */ name) => Number(panel.dataset[name] ?? 0);
    this.phases = phasesOf({
      sets: number("sets"),
      repetitions: number("repetitions"),
      hold: number("hold"),
      sides: number("sides"),
      seconds: number("seconds"),
    });
    this.rounds = this.phases.at(-1)?.round ?? 1;
    this.#left = this.phases[0]?.seconds ?? 0;
    this.#live = part(panel, "[data-live]");
    this.#heading = part(panel, "[data-phase]");
    this.#clock = part(panel, "[data-clock]");
    this.#bar = /** @type {HTMLProgressElement} */ (part(panel, "[data-bar]"));
    this.#round = part(panel, "[data-round]");
    this.#go = part(panel, "[data-go]");
    this.#go.addEventListener("click", () => (this.running ? this.pause() : this.start()));
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

  start() {
    if (this.finished) this.reset();
    this.#last = performance.now();
    this.#beat = window.setInterval(() => this.#tick(), TICK_MS);
    this.#announce(this.phases[this.#phase]?.say ?? "go");
    this.show();
    this.changed(this);
  }

  pause() {
    this.#stop();
    this.#announce("paused");
    this.show();
    this.changed(this);
  }

  reset() {
    this.#stop();
    this.#phase = 0;
    this.#left = this.phases[0]?.seconds ?? 0;
    this.#live.textContent = "";
    this.show();
    this.changed(this);
  }

  show() {
    const phase = this.phases[this.#phase];
    const begun = this.#phase > 0 || (phase !== undefined && this.#left < phase.seconds);
    this.#reset.hidden = !begun && !this.running;
    const waiting = begun ? "paused" : "ready";
    const name = this.finished ? "finished" : this.running ? (phase?.say ?? "go") : waiting;
    this.#heading.textContent = this.#words(name);
    this.#clock.textContent = clockText(this.#left);
    this.#bar.value = phase ? 1 - this.#left / phase.seconds : 1;
    const counting = this.rounds > 1;
    this.#round.hidden = !counting;
    this.#round.textContent = (this.#round.dataset["says"] ?? "")
      .replace("{done}", String(phase?.round ?? this.rounds))
      .replace("{all}", String(this.rounds));
    this.#go.textContent = this.#words(this.running ? "pause" : begun ? "resume" : "start");
    this.panel.dataset["state"] = this.running ? (phase?.say ?? "go") : name;
  }

  #tick() {
    // A sleeping phone wakes up with the true time, not with the ticks it missed.
    const now = performance.now();
    this.#left -= (now - this.#last) / 1000;
    this.#last = now;
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
    if (moved) {
      this.tone.play();
      this.#announce(this.finished ? "finished" : (this.phases[this.#phase]?.say ?? "go"));
      this.changed(this);
    }
    this.show();
  }

  #stop() {
    window.clearInterval(this.#beat);
    this.#beat = undefined;
  }

  /** @param {string} name */
  #announce(name) {
    this.#live.textContent = this.#words(name);
  }

  /** @param {string} name */
  #words(name) {
    return this.panel.dataset[`say${name.charAt(0).toUpperCase()}${name.slice(1)}`] ?? "";
  }
}

/**
 * @param {HTMLElement} root
 * @param {string} selector
 * @returns {HTMLElement}
 */
function part(root, selector) {
  const found = root.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new Error(`missing ${selector}`);
  return found;
}

/** What a reload brings back: the marks by place, and each timer's phase and seconds. */
class Kept {
  /**
   * @param {string} name the day and the plan's version
   * @param {HTMLFormElement} form
   */
  constructor(name, form) {
    this.key = "plumbline.session";
    this.name = name;
    this.form = form;
  }

  /** @returns {(HTMLInputElement[])[]} the marks of every exercise */
  get marks() {
    return [...this.form.querySelectorAll(".marks")].map((set) => [
      ...set.querySelectorAll("input"),
    ]);
  }

  /** @param {Timer[]} timers */
  save(timers) {
    const marks = this.marks.map((inputs) => inputs.findIndex((input) => input.checked));
    const state = { n: this.name, m: marks, t: timers.map((timer) => timer.state) };
    try {
      sessionStorage.setItem(this.key, JSON.stringify(state));
    } catch {
      // No storage: the session goes on, only a reload starts afresh.
    }
  }

  /** @param {Timer[]} timers */
  load(timers) {
    let state;
    try {
      state = JSON.parse(sessionStorage.getItem(this.key) ?? "null");
    } catch {
      return;
    }
    if (!state || state.n !== this.name) return;
    this.marks.forEach((inputs, place) => {
      const input = inputs[state.m?.[place]];
      if (input) input.checked = true;
    });
    timers.forEach((timer, place) => {
      const [phase, left] = state.t?.[place] ?? [];
      if (Number.isInteger(phase) && Number.isFinite(left)) timer.restore([phase, left]);
    });
  }

  forget() {
    try {
      sessionStorage.removeItem(this.key);
    } catch {
      // There was none.
    }
  }
}

/** @param {HTMLFormElement} form */
function begin(form) {
  const tone = new Tone();
  const kept = new Kept(form.dataset["session"] ?? "", form);
  /** @type {Timer[]} */
  const timers = [];
  /** @param {Timer} changed */
  const onChange = (changed) => {
    // One clock at a time: starting the next one pauses the one before.
    if (changed.running) timers.forEach((t) => t !== changed && t.running && t.pause());
    kept.save(timers);
  };
  for (const panel of form.querySelectorAll("[data-timer]")) {
    if (panel instanceof HTMLElement) timers.push(new Timer(panel, tone, onChange));
  }
  kept.load(timers);
  const sound = document.querySelector("[data-sound]");
  if (sound instanceof HTMLElement) {
    sound.hidden = false;
    sound.addEventListener("change", (event) => {
      tone.on = event.target instanceof HTMLInputElement && event.target.checked;
      tone.play();
    });
  }
  form.addEventListener("change", () => kept.save(timers));
  let sent = false;
  form.addEventListener("submit", () => {
    sent = true;
    kept.forget();
  });
  window.addEventListener("pagehide", () => {
    if (!sent && timers.some((timer) => timer.running)) kept.save(timers);
  });
}

const form = document.querySelector("form[data-session]");
if (form instanceof HTMLFormElement) begin(form);

// @ts-check
/** What the session's timer counts: the phases of one exercise, and how a time is written. */

/**
 * One stretch of time. `say` names the message that announces it, `side` is the side at work or
 * the one that comes next. `round` of `rounds` is the repetition within this set and side, `before`
 * counts the repetitions of all that went before. In it the figure goes from its second `from` to
 * `to` and stays there; `to` without end: it goes round and round, one repetition a time.
 * @typedef {{
 *   say: string, seconds: number, side: string, set: number, round: number, rounds: number,
 *   before: number, from: number, to: number,
 * }} Phase
 */

/**
 * `period`, `into` and `leave` are the figure's tempo: seconds of a repetition, of the way into
 * the held pose, and when it is left; 0 where there is none.
 * @typedef {{
 *   sets: number, repetitions: number, hold: number, sides: number, seconds: number,
 *   moreOn: string, period?: number, into?: number, leave?: number,
 * }} Dose
 */

/**
 * Where a repetition is: how many went before it, the figure's second, and whether the figure
 * moves.
 * @typedef {{ repetition: number, at: number, moves: boolean }} Moment
 */

/**
 * Seconds between two holds, two sides and two sets. They are usual practice, not from a study;
 * every longer one can be skipped.
 * @type {Record<string, number>}
 */
const PAUSES = { relax: 3, side: 8, set: 30, more: 30 };
const SHORTEST_SET = 15;

/**
 * One set on one side; `before` names the pause that leads to it.
 * @typedef {{ before: string, side: string, set: number }} Bout
 */

/** @param {Dose} dose */
function boutsOf(dose) {
  const sides = dose.sides > 1 ? ["left", "right"] : [""];
  /** @type {Bout[]} */
  const bouts = [];
  for (let set = 0; set < dose.sets; set += 1) {
    sides.forEach((side, place) => {
      bouts.push({ before: place > 0 ? "side" : "set", side, set: set + 1 });
    });
  }
  if (dose.moreOn) bouts.push({ before: "more", side: dose.moreOn, set: dose.sets + 1 });
  return bouts;
}

/**
 * The phases of one exercise. Repetitions are counted in the figure's own tempo; where there is
 * no figure, holds have their seconds, and the rest shares the minutes of the plan.
 * @param {Dose} dose
 * @returns {Phase[]}
 */
export function phasesOf(dose) {
  const bouts = boutsOf(dose);
  const resting = bouts.slice(1).reduce((sum, bout) => sum + (PAUSES[bout.before] ?? 0), 0);
  const share = Math.max(SHORTEST_SET, Math.round((dose.seconds - resting) / bouts.length));
  const { period = 0, into = 0, leave = 0 } = dose;
  const counted = Boolean(dose.hold || (dose.repetitions && period));
  const rounds = counted ? Math.max(1, dose.repetitions) : 1;
  /** @type {Phase[]} */
  const phases = [];
  bouts.forEach(({ before, side, set }, place) => {
    const own = { side, set, rounds, before: place * rounds };
    if (place > 0) {
      const same = bouts[place - 1]?.side === side && dose.hold && into;
      const way = same ? { from: leave, to: period } : { from: 0, to: 0 };
      phases.push({ ...own, ...way, say: before, seconds: PAUSES[before] ?? 0, round: 1 });
    }
    if (dose.hold) phases.push(...holdsOf(dose, own));
    else {
      const seconds = counted ? rounds * period : share;
      phases.push({ ...own, say: "go", seconds, round: 1, from: 0, to: Infinity });
    }
  });
  return phases;
}

/**
 * The holds of one set and side: into the pose, hold it, and back.
 * @param {Dose} dose
 * @param {{ side: string, set: number, rounds: number, before: number }} own
 */
function holdsOf(dose, own) {
  const { period = 0, into = 0, leave = 0 } = dose;
  const back = into ? period - leave : 0;
  /** @type {Phase[]} */
  const phases = [];
  for (let round = 1; round <= own.rounds; round += 1) {
    const one = { ...own, round, before: own.before + round - 1 };
    if (into) phases.push({ ...one, say: "into", seconds: into, from: 0, to: into });
    const to = into ? leave : period ? Infinity : 0;
    phases.push({ ...one, say: "hold", seconds: dose.hold, from: into, to });
    if (round < own.rounds) {
      const seconds = Math.max(PAUSES["relax"] ?? 0, back);
      phases.push({ ...one, say: "relax", seconds, from: leave, to: into ? period : 0 });
    }
  }
  return phases;
}

/**
 * Where the figure is in a phase.
 * @param {Phase} phase
 * @param {number} elapsed seconds of the phase that are over
 * @param {number} period seconds of one repetition; 0 where there is no figure
 * @returns {Moment}
 */
export function momentOf(phase, elapsed, period) {
  const { before, from, to } = phase;
  if (to === Infinity) {
    if (!period) return { repetition: before, at: 0, moves: false };
    // A fraction of a second must not count as one repetition more.
    const whole = Math.floor(elapsed / period + 1e-6);
    return { repetition: before + whole, at: Math.max(0, elapsed - whole * period), moves: true };
  }
  const at = Math.min(from + elapsed, to);
  return { repetition: before, at, moves: at < to };
}

/** Whether a phase is a pause that may be skipped. @param {Phase | undefined} phase */
export function isRest(phase) {
  return phase !== undefined && ["side", "set", "more"].includes(phase.say);
}

/**
 * A time as minutes and seconds: 1:05.
 * @param {number} seconds
 */
export function clockText(seconds) {
  const whole = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

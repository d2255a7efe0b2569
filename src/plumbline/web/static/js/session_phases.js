// @ts-check
/** What the session's timer counts: the phases of one exercise, and how a time is written. */

/**
 * One stretch of time; `say` names the message that announces it, `round` counts repetitions,
 * `side` is the side at work, or the one that comes next.
 * @typedef {{ say: string, seconds: number, round: number, side: string }} Phase
 */

/**
 * @typedef {{
 *   sets: number, repetitions: number, hold: number, sides: number, seconds: number,
 *   moreOn: string,
 * }} Dose
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
 * @typedef {{ before: string, side: string }} Bout
 */

/** @param {Dose} dose */
function boutsOf(dose) {
  const sides = dose.sides > 1 ? ["left", "right"] : [""];
  /** @type {Bout[]} */
  const bouts = [];
  for (let set = 0; set < dose.sets; set += 1) {
    sides.forEach((side, place) => bouts.push({ before: place > 0 ? "side" : "set", side }));
  }
  if (dose.moreOn) bouts.push({ before: "more", side: dose.moreOn });
  return bouts;
}

/**
 * The phases of one exercise.
 * @param {Dose} dose
 * @returns {Phase[]}
 */
export function phasesOf(dose) {
  const bouts = boutsOf(dose);
  const resting = bouts.slice(1).reduce((sum, bout) => sum + (PAUSES[bout.before] ?? 0), 0);
  const going = Math.max(SHORTEST_SET, Math.round((dose.seconds - resting) / bouts.length));
  const times = dose.hold ? Math.max(1, dose.repetitions) : 1;
  const work = dose.hold ? { say: "hold", seconds: dose.hold } : { say: "go", seconds: going };
  /** @type {Phase[]} */
  const phases = [];
  let round = 0;
  for (const { before, side } of bouts) {
    for (let time = 0; time < times; time += 1) {
      const pause = time > 0 ? "relax" : before;
      if (round > 0) phases.push({ say: pause, seconds: PAUSES[pause] ?? 0, round, side });
      round += 1;
      phases.push({ ...work, round, side });
    }
  }
  return phases;
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

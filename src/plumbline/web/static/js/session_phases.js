// @ts-check
/** What the session's timer counts: the phases of one exercise, and how a time is written. */

/**
 * One stretch of time; `say` names the message that announces it, `round` counts repetitions.
 * @typedef {{ say: string, seconds: number, round: number }} Phase
 */

/** A breath between two holds. */
const RELAX_SECONDS = 3;

/**
 * The phases of one exercise.
 * @param {{ sets: number, repetitions: number, hold: number, sides: number, seconds: number }} dose
 * @returns {Phase[]}
 */
export function phasesOf(dose) {
  if (!dose.hold) {
    return [{ say: "go", seconds: dose.seconds, round: 1 }];
  }
  const repetitions = Math.max(1, dose.repetitions);
  /** @type {Phase[]} */
  const phases = [];
  let round = 0;
  for (let set = 0; set < dose.sets; set += 1) {
    for (let side = 0; side < dose.sides; side += 1) {
      for (let time = 0; time < repetitions; time += 1) {
        if (phases.length > 0) {
          const say = time > 0 ? "relax" : side > 0 ? "side" : "set";
          phases.push({ say, seconds: RELAX_SECONDS, round });
        }
        round += 1;
        phases.push({ say: "hold", seconds: dose.hold, round });
      }
    }
  }
  return phases;
}

/**
 * A time as minutes and seconds: 1:05.
 * @param {number} seconds
 */
export function clockText(seconds) {
  const whole = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

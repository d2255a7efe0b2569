// @ts-check
/** What a test's stopwatch counts: a moment to get into place, then up to the test's end. */

/**
 * Where a stopwatch stands; `seconds` are those left to get into place, or those counted.
 * @typedef {{ phase: "lead" | "running" | "capped", seconds: number }} Standing
 */

/**
 * @param {number} elapsed seconds since the button was pressed
 * @param {{ lead: number, cap: number }} test `cap` 0: the test has no end of its own
 * @returns {Standing}
 */
export function standingAt(elapsed, test) {
  if (elapsed < test.lead) return { phase: "lead", seconds: test.lead - elapsed };
  const seconds = elapsed - test.lead;
  return test.cap > 0 && seconds >= test.cap
    ? { phase: "capped", seconds: test.cap }
    : { phase: "running", seconds };
}

/**
 * A result as it is written into the field. Holds count whole seconds that were really held.
 * @param {number} seconds
 * @param {number} digits behind the point
 */
export function resultText(seconds, digits) {
  return digits > 0 ? String(Number(seconds.toFixed(digits))) : String(Math.floor(seconds));
}

/**
 * What the large clock shows: whole seconds, up while counting, down while getting into place.
 * @param {Standing} standing
 */
export function faceText(standing) {
  const { phase, seconds } = standing;
  return String(phase === "lead" ? Math.ceil(seconds) : Math.floor(seconds));
}

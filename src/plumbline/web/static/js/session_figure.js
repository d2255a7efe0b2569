// @ts-check
/** The moving figure follows the timer: it goes in its own tempo, and waits in the held pose. */

/** @typedef {import("./session_timer.js").Timer} Timer */

/** Seconds by which the figure may differ from the timer before it is set right. */
const LOOSE = 0.3;

/**
 * @param {SVGSVGElement} picture
 * @param {Timer} timer
 * @param {boolean} looked whether anybody sees it
 */
export function steer(picture, timer, looked) {
  const { moment, period } = timer;
  if (!looked) picture.pauseAnimations();
  else if (timer.finished || !period || !(timer.running || timer.begun)) picture.unpauseAnimations();
  else {
    const at = moment?.at ?? 0;
    const moves = timer.running && (moment?.moves ?? false);
    if (apart(picture.getCurrentTime() % period, at, period) > (moves ? LOOSE : 0.01)) {
      picture.setCurrentTime(at);
    }
    if (moves) picture.unpauseAnimations();
    else picture.pauseAnimations();
  }
}

/**
 * Seconds between two moments of a round.
 * @param {number} one
 * @param {number} other
 * @param {number} period
 */
function apart(one, other, period) {
  const way = Math.abs(one - other);
  return Math.min(way, period - way);
}

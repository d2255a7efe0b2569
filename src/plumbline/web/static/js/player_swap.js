// @ts-check
/** "Something else": why, what is offered instead, and what is noted of it. */

import { part } from "./session_timer.js";

/** @typedef {import("./session_item.js").Item} Item */
/** The reasons in the order in which they are kept by number. */
export const REASONS = /** @type {const} */ (["hurts", "too_easy", "no_kit"]);
/** @typedef {typeof REASONS[number]} Reason */
/** Instead of an exercise on offer: it is left out, or only noted. */
export const LEFT = -1;
export const NOTED = -2;

/**
 * The exercises on offer for a reason.
 * @param {Item} item
 * @param {Reason} reason
 * @returns {string[] | undefined} undefined where the reason cannot be
 */
export function offersOf(item, reason) {
  const name = reason.replace("_", "-");
  return item.entry.getAttribute(`data-offers-${name}`)?.split(" ").filter(Boolean);
}

/**
 * How heavy an offer is for the lower back beside the exercise.
 * @param {Item} item
 * @param {string} name
 * @returns {string}
 */
function besideOf(item, name) {
  return JSON.parse(item.entry.dataset["beside"] ?? "{}")[name] ?? "";
}

/** @param {string} name @returns {HTMLTemplateElement | null} */
export function templateOf(name) {
  const found = document.querySelector(`template[data-offer="${CSS.escape(name)}"]`);
  return found instanceof HTMLTemplateElement ? found : null;
}

/**
 * What a swap decided: the place of the offer, or LEFT, or NOTED; `end` ends the session.
 * @typedef {{ reason: Reason, offer: number, end: boolean }} Decided
 */

export class SwapQuestion {
  /** @type {Item | undefined} */
  #item;
  /** @type {Reason} */
  #reason = "hurts";
  /** @type {Set<string>} */
  #held = new Set();

  /**
   * @param {HTMLDialogElement} dialog
   * @param {{ decided: (item: Item, decided: Decided) => void }} ears
   */
  constructor(dialog, ears) {
    this.dialog = dialog;
    this.ears = ears;
    this.why = part(dialog, '[data-step="why"]');
    this.offer = part(dialog, '[data-step="offer"]');
    this.list = part(dialog, "[data-offers]");
    for (const button of this.#buttons("[data-why]")) {
      button.addEventListener("click", () => {
        this.#answer(/** @type {Reason} */ (button.dataset["why"] ?? "hurts"));
      });
    }
    for (const button of this.#buttons("[data-close]")) {
      button.addEventListener("click", () => dialog.close());
    }
    part(dialog, "[data-leave]").addEventListener("click", () => this.#decide(LEFT));
    part(dialog, "[data-stay]").addEventListener("click", () => this.#decide(NOTED));
    part(dialog, "[data-end-here]").addEventListener("click", () => this.#decide(LEFT, true));
  }

  /**
   * @param {Item} item
   * @param {Set<string>} held what the session holds already
   */
  ask(item, held) {
    this.#item = item;
    this.#held = held;
    this.why.hidden = false;
    this.offer.hidden = true;
    for (const button of this.#buttons("[data-why]")) {
      const reason = /** @type {Reason} */ (button.dataset["why"]);
      button.hidden = reason !== "hurts" && offersOf(item, reason) === undefined;
    }
    this.dialog.showModal();
  }

  /** @param {Reason} reason */
  #answer(reason) {
    const item = this.#item;
    if (!item) return;
    this.#reason = reason;
    const offers = (offersOf(item, reason) ?? []).map((name, place) => ({ name, place }));
    const open = offers.filter(({ name }) => !this.#held.has(name) && templateOf(name));
    this.list.replaceChildren(...open.map(({ name, place }) => this.#button(name, place)));
    for (const line of this.#buttons("[data-said]")) {
      const said = line.dataset["said"];
      line.hidden = said !== reason && !(said === "nothing" && open.length === 0);
    }
    part(this.dialog, "[data-stay]").hidden = reason !== "too_easy";
    part(this.dialog, "[data-end-here]").hidden = reason !== "hurts";
    part(this.offer, "[data-close]").hidden = reason !== "no_kit";
    this.why.hidden = true;
    this.offer.hidden = false;
    const first = this.offer.querySelector("button:not([hidden])");
    if (first instanceof HTMLElement) first.focus();
  }

  /** @param {string} name @param {number} place */
  #button(name, place) {
    const template = templateOf(name);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "option offer-option";
    button.dataset["take"] = name;
    const title = document.createElement("strong");
    title.textContent = template?.dataset["title"] ?? "";
    const dose = document.createElement("span");
    dose.className = "quiet small";
    dose.textContent = template?.dataset["dose"] ?? "";
    const load = document.createElement("span");
    load.className = "quiet small";
    load.textContent = this.#item ? besideOf(this.#item, name) : "";
    button.append(title, dose, load);
    button.addEventListener("click", () => this.#decide(place));
    return button;
  }

  /** @param {number} offer @param {boolean} end */
  #decide(offer, end = false) {
    const item = this.#item;
    this.dialog.close();
    if (item) this.ears.decided(item, { reason: this.#reason, offer, end });
  }

  /** @param {string} selector @returns {HTMLElement[]} */
  #buttons(selector) {
    return [...this.dialog.querySelectorAll(selector)].filter((e) => e instanceof HTMLElement);
  }
}

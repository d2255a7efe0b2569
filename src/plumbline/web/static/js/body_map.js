// @ts-check
/**
 * The pain map as a second way to tick the list beside it. Each place becomes a checkbox that any
 * key, finger or pointer can use. The list's own boxes hold the answer; the map only shows them,
 * so nothing is sent or kept that the list does not say. Without this script it is a picture.
 */

/** The finding that says "below the knee", of either leg. */
const BELOW_KNEE = "pain_below_knee";
const FILLS = { true: "ticked", mixed: "either" };

/** One map with its list. */
class PainMap {
  #form;
  #picture;
  #said;
  /** @type {SVGGElement[]} */
  #places;

  /** @param {Element} figure */
  constructor(figure) {
    this.#form = needed(figure.closest("form"));
    this.#picture = needed(figure.querySelector("svg"));
    this.#said = /** @type {HTMLElement} */ (needed(figure.querySelector("[role=status]")));
    this.#places = [...this.#picture.querySelectorAll("g.place")].filter(
      (place) => place instanceof SVGGElement,
    );
    for (const place of this.#places) this.#open(place);
    this.#picture.setAttribute("role", "group");
    this.#picture.removeAttribute("aria-describedby");
    for (const one of figure.querySelectorAll("[data-without-script], [data-with-script]")) {
      one.toggleAttribute("hidden", one.hasAttribute("data-without-script"));
    }
    this.#form.addEventListener("change", (event) => this.#listChanged(event));
    this.show();
  }

  /** Show in the picture what the list says. */
  show() {
    for (const place of this.#places) {
      const state = this.#state(place);
      place.setAttribute("aria-checked", state);
      if (state === "false") place.removeAttribute("fill");
      else place.setAttribute("fill", `url(#${this.#name}-${FILLS[state]})`);
    }
  }

  /** What the ids of this picture begin with. */
  get #name() {
    return needed(this.#picture.querySelector("title")).id.replace(/-title$/, "");
  }

  /** @param {SVGGElement} place */
  #open(place) {
    place.setAttribute("role", "checkbox");
    place.setAttribute("tabindex", "0");
    const label = needed(place.querySelector("title")).textContent ?? "";
    place.setAttribute("aria-label", label);
    place.addEventListener("click", () => this.#toggle(place));
    place.addEventListener("keydown", (event) => {
      if (event.key !== " " && event.key !== "Enter") return;
      event.preventDefault();
      this.#toggle(place);
    });
  }

  /**
   * @param {SVGGElement} place
   * @returns {"true" | "mixed" | "false"} "mixed": ticked, but the list cannot say on which side
   */
  #state(place) {
    const finding = place.dataset["finding"] ?? "";
    if (!this.#isTicked(finding)) return "false";
    if (finding !== BELOW_KNEE) return "true";
    const legs = this.#legs().filter((leg) => this.#isTicked(leg));
    if (legs.length !== 1) return "mixed";
    return legs[0] === place.dataset["leg"] ? "true" : "false";
  }

  /** @param {SVGGElement} place */
  #toggle(place) {
    const finding = place.dataset["finding"] ?? "";
    const leg = place.dataset["leg"];
    const before = this.#ticked();
    if (this.#state(place) !== "false") {
      this.#tick(finding, false);
      // Nothing can hurt below the knee of a leg that does not hurt.
      const others = this.#legs().filter((one) => this.#isTicked(one));
      if (this.#legs().includes(finding) && !others.length) this.#tick(BELOW_KNEE, false);
    } else {
      this.#tick(finding, true);
      if (leg) this.#tick(leg, true);
    }
    this.show();
    this.#say(before);
  }

  /** @param {Event} event */
  #listChanged(event) {
    const box = event.target;
    if (!(box instanceof HTMLInputElement)) return;
    const before = this.#ticked();
    if (box.name === "none" && box.checked) {
      for (const one of this.#boxes("tick", "unsure")) one.checked = false;
      this.#say([...before]);
    } else if (box.name === "tick" && box.checked) {
      this.#tick(box.value, true);
    } else if (box.name === "unsure" && box.checked) {
      for (const one of this.#boxes("none")) one.checked = false;
    }
    this.show();
  }

  /**
   * Tick or untick the list's box; what would contradict it is cleared.
   * @param {string} finding
   * @param {boolean} on
   */
  #tick(finding, on) {
    for (const box of this.#boxes("tick")) if (box.value === finding) box.checked = on;
    if (!on) return;
    for (const box of this.#boxes("unsure")) if (box.value === finding) box.checked = false;
    for (const box of this.#boxes("none")) box.checked = false;
  }

  /** @param {string[]} before */
  #say(before) {
    const now = this.#ticked();
    const line = (/** @type {string} */ finding, /** @type {string} */ words) =>
      words.replace("{place}", () => document.getElementById(`t-${finding}`)?.textContent ?? "");
    const { on = "", off = "" } = this.#said.dataset;
    this.#said.textContent = [
      ...now.filter((one) => !before.includes(one)).map((one) => line(one, on)),
      ...before.filter((one) => !now.includes(one)).map((one) => line(one, off)),
    ].join(" ");
  }

  /** The findings of the two legs, where they are asked on this page. */
  #legs() {
    return this.#places.map((place) => place.dataset["leg"]).filter((leg) => leg !== undefined);
  }

  #ticked() {
    return this.#boxes("tick").filter((box) => box.checked).map((box) => box.value);
  }

  /** @param {string} finding */
  #isTicked(finding) {
    return this.#ticked().includes(finding);
  }

  /** @param {string[]} names */
  #boxes(...names) {
    return [...this.#form.querySelectorAll("input")].filter((box) => names.includes(box.name));
  }
}

/**
 * @template T
 * @param {T | null} one
 * @returns {T}
 */
function needed(one) {
  if (one === null) throw new Error("the body map's page lacks a part");
  return one;
}

/** @type {WeakMap<Element, PainMap>} */
const maps = new WeakMap();

/** Every map on the page that has no script yet; the others show their list anew. */
function open() {
  for (const figure of document.querySelectorAll("[data-body-map]")) {
    const map = maps.get(figure);
    if (map) map.show();
    else maps.set(figure, new PainMap(figure));
  }
}

open();
// Pages of questions replace one another without a load, and a browser may fill in a form later.
document.addEventListener("htmx:load", open);
addEventListener("pageshow", open);

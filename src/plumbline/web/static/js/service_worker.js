// @ts-check
/**
 * Keeps what is the same for everybody: styles, scripts, pictures, and one page that says the app
 * is not running. A page about a person is never kept, nor is anything that was sent.
 */

/**
 * The parts of a service worker used here.
 * @typedef {Event & { waitUntil(work: Promise<unknown>): void }} Stage
 * @typedef {Stage & { request: Request, respondWith(answer: Promise<Response>): void }} Asked
 * @typedef {{
 *   addEventListener(kind: "install" | "activate", listener: (event: Stage) => void): void,
 *   addEventListener(kind: "fetch", listener: (event: Asked) => void): void,
 *   skipWaiting(): Promise<void>,
 *   clients: { claim(): Promise<void> },
 *   location: Location,
 * }} Worker_
 */

const worker = /** @type {Worker_} */ (/** @type {unknown} */ (self));
const PREFIX = "plumbline-";
const OFFLINE = "/offline";

async function fill() {
  const shell = await (await fetch("/shell.json", { cache: "no-store" })).json();
  const cache = await caches.open(PREFIX + shell.name);
  await cache.addAll(shell.files);
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && name !== PREFIX + shell.name) await caches.delete(name);
  }
}

/** The newest file while the app answers, else the kept one. @param {Request} request */
async function file(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.match(request, { ignoreSearch: true });
    if (kept) return kept;
    throw error;
  }
}

/** A page comes from the app or not at all. @param {Request} request */
async function page(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.match(OFFLINE);
    if (kept) return kept;
    throw error;
  }
}

worker.addEventListener("install", (event) => {
  event.waitUntil(fill().then(() => worker.skipWaiting()));
});

worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== worker.location.origin) return;
  if (address.pathname.startsWith("/static/")) event.respondWith(file(request));
  else if (request.mode === "navigate") event.respondWith(page(request));
});

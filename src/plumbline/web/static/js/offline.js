// @ts-check
/** Lets the browser keep styles and scripts, so that a page can say what is up when we are not. */

if ("serviceWorker" in navigator && window.isSecureContext) {
  window.addEventListener("load", () => {
    navigator.serviceWorker.register("/service-worker.js").catch(() => {
      // Private windows may refuse; everything works without it.
    });
  });
}

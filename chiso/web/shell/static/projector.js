// The projector (projector.py): a meeting sees a screen whole. Where it is higher than the window its letters are smaller
// (chrome.css), as far as they are still read from the last row; only what is higher even so scrolls.
"use strict";
(() => {
  const LEAST = 0.65;  // 16 of 24 pixels
  const root = document.documentElement;
  const fit = () => {
    const main = document.querySelector("[data-testid=stMain]");
    const fits = (size) => {
      root.style.setProperty("--co-chu", size);
      return main.scrollHeight <= main.clientHeight;
    };
    if (!main || !document.querySelector(".st-key-trinh_chieu") || fits(1)) return;
    let [least, most] = [LEAST, 1];
    for (let turn = 0; turn < 5; turn += 1) {
      const middle = (least + most) / 2;
      if (fits(middle)) least = middle; else most = middle;
    }
    fits(least);
  };
  const sizes = new ResizeObserver(fit);  // of what is shown, and of the window
  const watched = new WeakSet();
  new MutationObserver(() => {
    const shown = document.querySelector(".st-key-trinh_chieu");
    if (!shown || watched.has(shown)) return;
    watched.add(shown);
    sizes.observe(shown);
  }).observe(document, { subtree: true, childList: true });
  addEventListener("resize", fit);
})();

// For those who use the keyboard: what Streamlit's parts do not do by themselves. The keys of the box that finds anything
// are in chrome.js.
"use strict";
(() => {
  // A list closes where its page is scrolled under it. The scroll that brought its box into sight, when Tab reached it, is
  // told only with the next frame, on a slow machine after ↓ has opened the list: that one closes nothing.
  const stood = new WeakMap();
  const remember = (event) => {
    if (!event.target.closest?.("[data-testid=stSelectbox]")) return;
    for (let at = event.target; at; at = at.parentElement) stood.set(at, at.scrollTop);
  };
  addEventListener("keydown", remember, true);
  addEventListener("pointerdown", remember, true);
  addEventListener("scroll", (event) => {
    if (stood.get(event.target) === event.target.scrollTop) event.stopImmediatePropagation();
    else stood.delete(event.target);
  }, true);

  // What a choice draws anew (view.py gives it another key) takes up the focus that went with what stood there. A record
  // opens above the list that it is chosen from: the focus goes there, and with its closing back to the list.
  const RECORD = ".st-key-ban_ghi [class*=st-key-_chiso_record] button";
  let left = null, list = null;
  const called = (control) => {
    const key = control.closest("[class*=st-key-]")?.className.match(/st-key-\S+/)[0].replace(/(-\d+)+$/, "");
    return key && [location.pathname, key, control.tagName, control.ariaLabel ?? control.innerText].join("|");
  };
  addEventListener("pointerdown", () => { left = list = null; }, true);
  addEventListener("keydown", ({ target }) => {
    if (target.matches?.("input, button") && called(target)) left = { control: target, name: called(target) };
  }, true);
  const focus = (name) => [...document.querySelectorAll("input, button")].find((one) => called(one) === name)?.focus();
  const back = () => {
    if (!left || left.control.isConnected || document.activeElement !== document.body) return;
    const record = document.querySelector(RECORD);
    if (record && left.name.includes("|st-key-mo_")) {
      list = left.name;
      record.focus();
    } else if (!record && list) {
      focus(list);
    } else {
      focus(left.name);
    }
  };

  // A grid whose cells answer to a click chooses its first cell as soon as it has the focus, and so would lead whoever
  // passes by Tab to another page: Tab goes by, the list beside it says the same.
  const CELLS = "[class*=st-key-bam_o_] [data-testid=stDataFrame] canvas";
  new MutationObserver(() => {
    for (const canvas of document.querySelectorAll(`${CELLS}[tabindex="0"]`)) canvas.tabIndex = -1;
    back();
  }).observe(document, { subtree: true, childList: true });
})();

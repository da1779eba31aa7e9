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
  // opens above the list that it is chosen from: the focus goes there, and with its closing back to the list. To one that
  // was found it goes too; the box that finds closes and leaves it to its button.
  const RECORD = ".st-key-ban_ghi [class*=st-key-_chiso_record] button";
  let left = null, list = null;
  const called = (control) => {
    const key = control.closest("[class*=st-key-]")?.className.match(/st-key-\S+/)[0].replace(/(-\d+)+$/, "");
    return key && [location.pathname, key, control.tagName, control.ariaLabel ?? control.innerText].join("|");
  };
  addEventListener("pointerdown", ({ isTrusted }) => { if (isTrusted) left = list = null; }, true);
  // What goes by its own press (a filter undone, a topic left out, a form on the side that is sent) leaves the focus to
  // the nearest that stands before it, or before the button that opened it.
  const NEAR = 8;
  const before = (control) => {
    const opener = control.closest("[data-testid=stPopoverBody]") &&
      [...document.querySelectorAll("[data-testid=stPopoverButton][aria-expanded=true]")].at(-1);
    const all = [...document.querySelectorAll("[data-testid=stMain] :is(input, button)")];
    const place = all.indexOf(opener || control);
    return all.slice(Math.max(0, place - NEAR), place + Boolean(opener)).reverse().map((one) => [one, called(one)]);
  };
  addEventListener("keydown", ({ key, target }) => {
    const isFinder = target.closest?.(".st-key-tim_tat_ca");
    const to = isFinder && key === "Escape" ? document.querySelector(".st-key-tim_mo button") : target;
    if (!to?.matches?.(isFinder ? "input, button, a" : "input, button") || !called(to)) return;
    left = { control: target, name: called(to), isOpener: Boolean(isFinder) || called(to).includes("|st-key-mo_") };
    left.near = !isFinder && (key === "Enter" || key === " ") ? before(to) : [];
  }, true);
  const named = (name) => [...document.querySelectorAll("input, button")].find((one) => called(one) === name);
  let later = 0;
  const focus = (name) => {
    const found = named(name), gone = left;
    if (found) return void found.focus();
    // what is drawn anew comes a moment after what it stands for has gone; another page begins at its top
    clearTimeout(later);
    later = setTimeout(() => {
      const isLost = gone === left && document.activeElement === document.body;
      if (!isLost || named(name) || !name.startsWith(`${location.pathname}|`)) return;
      for (const [one, its] of gone.near) {
        const again = one.isConnected ? one : its && named(its);
        again?.focus();
        if (document.activeElement === again) return;
      }
    }, 600);
    return undefined;
  };
  const back = () => {
    if (!left || left.control.isConnected || document.activeElement !== document.body) return;
    const record = document.querySelector(RECORD);
    if (record && left.isOpener && !document.querySelector(".st-key-tim_tat_ca")) {
      list = left.name;
      record.focus();
    } else if (!record && list) {
      focus(list);
    } else {
      focus(left.name);
    }
  };

  // What a button opens on the side stands at the end of the document: Tab goes from the button into it, from its last
  // part to what follows the button, Shift+Tab from its first part to the button. Esc closes what was opened last alone,
  // a calendar, a list or one of two that stand one in the other: Streamlit closes all at once, and the focus is lost.
  // A Tab before its content has come counts once that is there, and again where that is drawn anew.
  const PARTS = "a[href], button, input, textarea, canvas, [tabindex]";
  const stopsOf = (body) => [...body.querySelectorAll(PARTS)].filter((one) =>
    one.tabIndex >= 0 && !one.disabled && one.getClientRects().length);
  let held = null;
  const enter = () => {
    const at = document.activeElement, isLost = at === document.body && held?.stop && !held.stop.isConnected;
    if (!held || !(at === held.button || isLost)) return;
    held.stop = held.body.querySelector("[data-testid=stElementContainer]") && stopsOf(held.body)[0];
    held.stop?.focus();
  };
  const step = (event, button, body) => {
    const at = document.activeElement, stops = stopsOf(body);
    const isDrawn = body.querySelector("[data-testid=stElementContainer]");
    if (at === button && !isDrawn) {
      event.preventDefault();
      held = event.shiftKey ? null : { button, body };
      return undefined;
    }
    const first = stops[0] ?? body, last = stops.at(-1) ?? body;
    const to = event.shiftKey ? at === first && button : at === button && first;
    if (to && to.tabIndex >= 0) {
      event.preventDefault();
      to.focus();
    } else if (!event.shiftKey && at === last) {
      button.focus();  // the browser goes on from there
    }
    return undefined;
  };
  const close = (event, button, body, isInner) => {
    const at = document.activeElement, calendar = document.querySelector("[data-testid=stDateInputCalendar]");
    if (calendar && body) {
      event.stopImmediatePropagation();
      if (calendar.contains(at)) body.querySelector("[data-testid=stDateInputCalendarButton]")?.focus();
      body.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));  // a click beside it
    } else if (at.matches("input[aria-expanded=true]")) {
      Object.defineProperty(event, "key", { value: "Esc" });  // so called, React knows it, what is around does not
    } else if (isInner) {
      event.stopImmediatePropagation();
      button.focus();
      button.click();
    }
  };
  addEventListener("pointerdown", ({ isTrusted }) => { if (isTrusted) held = null; }, true);
  addEventListener("keydown", (event) => {
    held = null;
    if (event.key !== "Tab" && event.key !== "Escape") return;
    const buttons = [...document.querySelectorAll("[data-testid=stPopoverButton][aria-expanded=true]")];
    const bodies = [...document.querySelectorAll("[data-testid=stPopoverBody]")];
    if (event.key === "Escape") return close(event, buttons.at(-1), bodies.at(-1), bodies.length > 1);
    const at = document.activeElement;
    const place = bodies.findLastIndex((body, i) => at === buttons[i] || body.contains(at));
    if (place >= 0) step(event, buttons[place], bodies[place]);
  }, true);

  // The form of a conclusion on the projector takes the focus as it opens, and leaves it to its button.
  let form = null;
  const write = () => {
    const field = document.querySelector(".st-key-trinh_chieu [data-testid=stForm] input");
    const button = document.querySelector(".st-key-chieu_ghi button"), at = document.activeElement;
    if (field && field !== form && (at === document.body || at === button)) field.focus();
    if (!field && form && at === document.body) button?.focus();
    form = field;
  };

  // A grid whose cells answer to a click chooses its first cell as soon as it has the focus, and so would lead whoever
  // passes by Tab to another page: Tab goes by, the list beside it says the same.
  const CELLS = "[class*=st-key-bam_o_] [data-testid=stDataFrame] canvas";
  new MutationObserver(() => {
    for (const canvas of document.querySelectorAll(`${CELLS}[tabindex="0"]`)) canvas.tabIndex = -1;
    back();
    enter();
    write();
  }).observe(document, { subtree: true, childList: true });
})();

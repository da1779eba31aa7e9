// What Streamlit's own controls say, in Vietnamese; and the way to the sign-in when a sign-in has ended.
// An exact dictionary: text that people or files brought in (markdown, charts, tables) is never touched.
"use strict";
(() => {
  // Otherwise a deep link asks for /<page>/_stcore/health first, to find out where the server lives.
  window.__streamlit = { BACKEND_BASE_URL: `${location.origin}/` };

  // On a telephone the filters stand behind one button (filters.py), on a wide screen tables break fewer lines
  // (paper.py): the server learns of the width as the page is loaded.
  document.cookie = `rong=${innerWidth}; path=/; SameSite=Lax`;

  // The theme switched while a page is open: Streamlit colours its own parts and asks for nothing, so charts would keep
  // the ink of the other ground. The page is drawn again.
  let asked = "";
  setInterval(() => {
    const app = document.querySelector("[data-testid=stApp]"), again = document.querySelector("[class*=st-key-ve_lai_]");
    if (!app || !again) return;
    const ground = getComputedStyle(app).backgroundColor;
    const isDark = ground.match(/\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) < 384;
    if (again.classList.contains(`st-key-ve_lai_${isDark ? "dark" : "light"}`)) asked = "";
    else if (asked !== ground) {
      asked = ground;
      again.querySelector("button").click();
    }
  }, 500);

  // Paper is white on a dark device too: to Streamlit the view for paper stands on a light one. It asks for the theme
  // anew after every printing.
  const isPaper = () => new URL(location.href).searchParams.get("in") === "1", asks = matchMedia.bind(window);
  window.matchMedia = (query) => asks(isPaper() && query === "(prefers-color-scheme: dark)" ? "not all" : query);
  let wasPaper = isPaper();
  function followPaper() {
    if (wasPaper === isPaper()) return;
    wasPaper = !wasPaper;
    dispatchEvent(new Event("afterprint"));
  }
  addEventListener("popstate", followPaper, true);

  // One entry of the history per action of a person, however often Streamlit writes the address for it: Back undoes it.
  let acted = false;
  const BOX = ".st-key-tim_tat_ca";  // find anything: what is typed there is one entry together
  const act = (event) => { if (event.isTrusted && !event.target.closest?.(`${BOX} input`)) acted = true; };
  addEventListener("pointerdown", act, true);
  addEventListener("keydown", act, true);
  addEventListener("popstate", () => { acted = false; }, true);
  const push = history.pushState.bind(history);
  const replace = history.replaceState.bind(history);
  history.pushState = history.replaceState = (state, unused, url) => {
    if (new URL(url ?? location.href, location.href).href === location.href) return;
    if (new URL(seen).pathname !== new URL(url, location.href).pathname) begin(new URL(url, location.href));
    followRecord(url);
    (acted ? push : replace)(state, unused, url);
    acted = false;
    followPaper();
  };

  // What is open on the side would say that it closes after a link was clicked, of the page that is left, and so call
  // that page back: it closes first, and the link follows.
  addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-testid=stPageLink-NavLink]");
    const open = document.querySelector("[data-testid=stPopoverButton][aria-expanded=true]");
    if (!link || !open || link.closest("[data-testid=stPopoverBody]") || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    open.click();
    setTimeout(() => link.click(), 100);
  }, true);

  // Acts on what `find` answers as soon as it does, within ten seconds.
  const once = (find, act, until = Date.now() + 10000) => {
    const found = find();
    if (found) act(found);
    else if (Date.now() < until) setTimeout(once, 50, find, act, until);
  };

  // A record that a list opens stands above the page (record.py): it comes into sight, and once it is closed the list
  // as it was; the focus goes along by keys.js.
  const RECORD = "ban_ghi";
  const recordOf = (url) => new URL(url, location.href).searchParams.get(RECORD);
  const shownRecord = () => document.querySelector(`.st-key-${RECORD} h2`)?.textContent;
  let listAt = null, seen = location.href;  // how far the page was scrolled; which address was followed last
  function followRecord(url) {
    const [from, to] = [new URL(seen), new URL(url, location.href)], [open, asked] = [recordOf(from), recordOf(to)];
    const before = shownRecord();
    seen = to.href;
    if (from.searchParams.get("chieu") !== to.searchParams.get("chieu")) {
      document.querySelector("[data-testid=stMain]").scrollTop = 0;  // the next screen of the projector from its top
    }
    if (from.pathname !== to.pathname) listAt = null;
    if (asked === open || from.pathname !== to.pathname) return;
    const main = document.querySelector("[data-testid=stMain]");
    if (asked) listAt ??= main.scrollTop;
    const isThere = () => { const now = shownRecord(); return asked ? now && now !== before : !now; };
    once(isThere, () => {
      if (!asked) {
        // what is left of the record's panel goes a moment later: the browser would keep its lower neighbour in place
        main.style.overflowAnchor = "none";
        setTimeout(() => { main.style.overflowAnchor = ""; }, 3000);
        main.scrollTop = listAt ?? main.scrollTop;
        listAt = null;
        return;
      }
      document.querySelector(`.st-key-${RECORD}`).scrollIntoView({ block: "start" });
    });
  }

  // Another page begins at its top, wherever the one before was left; where it is opened for one task of the plan
  // (opening.py), at the list that was searched for it.
  const SEARCHED = "tim_ke_hoach";
  const isDone = () => document.querySelector("[data-testid=stApp][data-test-script-state=notRunning]");
  const keyed = (name) => document.querySelector(`.st-key-${CSS.escape(name)}`);
  function begin(to) {
    document.querySelector("[data-testid=stMain]")?.scrollTo({ top: 0, behavior: "instant" });
    if (!to.searchParams.has(SEARCHED)) return;
    once(() => isDone() && keyed(SEARCHED), (found) => found.scrollIntoView({ block: "start" }));
  }

  // What is found comes into sight where it stands on its page: what its address says last is what is chosen there.
  addEventListener("click", (event) => {
    const link = event.target.closest?.(`${BOX} a`);
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const names = [...new URL(link.href).searchParams.keys()].reverse();
    if (names.includes(RECORD) || names.includes(SEARCHED)) return;
    const chosen = () => names.map((name) => keyed(`dang_loc_${name}`) ?? keyed(name)).find(Boolean);
    const isThere = () => !document.querySelector(BOX) && location.pathname === link.pathname && isDone() && chosen();
    setTimeout(once, 300, isThere, (found) => {
      found.scrollIntoView({ block: "center" });
      // what a mark filters stands below it, the picture with the mark above
      if (found.matches("[class*=st-key-dang_loc_]")) document.querySelector("[data-testid=stMain]").scrollTop -= innerHeight / 6;
    });
  }, true);

  addEventListener("popstate", () => followRecord(location.href), true);

  // A link within its page: Streamlit takes up a new address there only where it comes by Back or Forward.
  addEventListener("click", (event) => {
    const link = event.target.closest?.(`${BOX} a`);
    if (!link || link.pathname !== location.pathname || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    push(null, "", link.href);
    dispatchEvent(new PopStateEvent("popstate"));
  }, true);

  addEventListener("click", (event) => { if (event.target.closest?.(".st-key-in_ngay")) print(); });

  // Ctrl+P prints the view for paper, in which tables are text and figures as wide as the sheet, and comes back from it;
  // neither is an entry of the history. What the browser's own menu prints is the page as it stands on the screen.
  const isDrawn = () => document.querySelector(".st-key-in_ngay") && document.fonts.status === "loaded" && isDone() &&
    !document.querySelector("[data-testid=stSkeleton], [data-stale=true]") &&
    [...document.querySelectorAll(".stPlotlyChart")].every((one) => one.querySelector(".main-svg"));
  const onceDrawn = () => {
    if (!isDrawn()) return setTimeout(onceDrawn, 200);
    addEventListener("afterprint", () => document.querySelector(".st-key-thoi_in button")?.click(), { once: true });
    return setTimeout(print, 400);  // figures shorten their names in the next frames
  };
  addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "p") return;
    const paper = () => document.querySelector(".st-key-_chiso_paper button");
    const filters = document.querySelector(".st-key-loc_hep button");  // where the window is narrow, behind it
    if (!(paper() || filters) || document.querySelector(".st-key-trinh_chieu")) return;
    event.preventDefault();
    acted = false;
    if (!paper()) filters.click();
    once(paper, (button) => { button.click(); onceDrawn(); });
  }, true);
  // On a telephone both ways stand behind the filters' button, which would stay open over where they lead.
  addEventListener("click", (event) => {
    if (event.target.closest?.(".st-key-_chiso_paper, .st-key-_chiso_guide"))
      setTimeout(() => document.querySelector(".st-key-loc_hep button[aria-expanded=true]")?.click());
  });
  addEventListener("beforeprint", () => {
    for (const drawing of document.querySelectorAll(".js-plotly-plot .main-svg")) {
      const [width, height] = ["width", "height"].map((name) => parseFloat(drawing.getAttribute(name)));
      if (width && height) drawing.setAttribute("viewBox", `0 0 ${width} ${height}`);
    }
  });

  // A date that was typed counts with Enter, or once Tab has left its year: Streamlit would wait for Esc or a click
  // elsewhere, with the calendar open over the answer. A date with a part missing is left as it is.
  addEventListener("keydown", (event) => {
    const field = event.target.closest?.("[data-testid=stDateInputField]");
    const isEnter = event.key === "Enter" && event.target.matches("[role=spinbutton]");
    if (!field || !(isEnter || (event.key === "Tab" && !event.shiftKey))) return;
    setTimeout(() => {
      const now = document.activeElement;
      const isDone = isEnter || (field.contains(now) && now.matches("button"));
      if (!isDone || field.querySelector("[role=spinbutton][data-placeholder]")) return;
      if (document.querySelector("[data-testid=stDateInputCalendar]")) {
        now.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
      } else {
        now.blur();
        if (!isEnter) now.focus();
      }
    }, 0);
  }, true);

  // Find anything: Ctrl+K opens the box; ↑ ↓ walk through what was found, Enter opens it (in the box the first, as soon
  // as what was typed is found), Esc closes.
  const press = (key) => { acted = true; document.querySelector(`.st-key-${key} button`)?.click(); };
  let isAsked = false;  // also where the focus goes with what is drawn anew; until another key or the mouse
  const openFirst = () => {
    const box = document.querySelector(BOX), input = box?.querySelector("input");
    if (!isAsked || !input) return undefined;
    const isFound = new URLSearchParams(location.search).get("tim") === input.value &&
      document.querySelector("[data-test-script-state=notRunning]") && !box.querySelector("[data-stale=true]");
    const first = isFound && box.querySelector("a");
    if (!first) return setTimeout(openFirst, 100);
    isAsked = false;
    acted = true;
    return first.click();
  };
  addEventListener("pointerdown", () => { isAsked = false; }, true);
  addEventListener("keydown", (event) => {
    isAsked = false;
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") {
      const open = document.querySelector(`${BOX} input`);
      event.preventDefault();
      if (open) open.select(); else press("tim_mo");
      return;
    }
    const box = event.target.closest?.(BOX);
    if (!box) return;
    if (event.key === "Escape") return press("tim_dong");
    const places = [box.querySelector("input"), ...box.querySelectorAll("a")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      places[places.indexOf(event.target) + step]?.focus();
    } else if (event.key === "Enter" && event.target === places[0]) {
      isAsked = true;
      openFirst();
    }
  }, true);

  // What a page hears of the mouse: typed into a field that nobody sees.
  const tell = (field, value) => {
    const input = document.querySelector(`.st-key-${field} input`);
    if (!input) return;
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(input, value);
    input.dispatchEvent(new Event("input", { bubbles: true }));
    setTimeout(() => input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true })), 50);
  };

  // A click on the picture of a slide: the smallest part under it (sketch.py).
  addEventListener("click", (event) => {
    const picture = event.target.closest?.("[class*=st-key-slide_] [class*=st-key-hinh_] img");
    if (!picture) return;
    const bytes = Uint8Array.from(atob(picture.src.split(",")[1]), (sign) => sign.charCodeAt(0));
    const drawing = new DOMParser().parseFromString(new TextDecoder().decode(bytes), "image/svg+xml").documentElement;
    const frame = picture.getBoundingClientRect(), [, , wide, high] = drawing.getAttribute("viewBox").split(" ");
    const [x, y] = [(event.clientX - frame.left) * wide / frame.width, (event.clientY - frame.top) * high / frame.height];
    const parts = [...drawing.querySelectorAll("rect[id]")].map((part) => {
      const [left, top, width, height] = ["x", "y", "width", "height"].map((name) => Number(part.getAttribute(name)));
      return { part: part.id, size: width * height, isHit: x >= left && x <= left + width && y >= top && y <= top + height };
    });
    const [hit] = parts.filter((one) => one.isHit).sort((one, other) => one.size - other.size);
    const slide = /st-key-hinh_(\S+)/.exec(picture.closest("[class*=st-key-hinh_]").className)[1];
    if (hit) tell("bam_hinh", `${slide} ${hit.part}`);
  });

  // A row of the order of slides is dragged by the mouse onto the place of another one; its arrows do the same.
  const ROW = "[class*=st-key-chu_de_]";
  const topic = (row) => /st-key-chu_de_(\S+)/.exec(row.className)[1];
  const rowOf = (event) => event.target.closest?.(ROW);
  let held = null, taken = 0;  // what is dragged, and how far within an edge of the window it was taken
  const marked = (over) => document.querySelectorAll(ROW).forEach((row) => {
    row.classList.toggle("dang-keo", row === held);
    const isTarget = Boolean(held) && row === over && row !== held;
    const isBelow = isTarget && held.compareDocumentPosition(row) & Node.DOCUMENT_POSITION_FOLLOWING;
    row.classList.toggle("cho-tha", isTarget && !isBelow);
    row.classList.toggle("cho-tha-duoi", Boolean(isBelow));
  });
  addEventListener("pointerdown", (event) => {
    held = event.pointerType === "mouse" && event.button === 0 && !event.target.closest?.("button") ? rowOf(event) : null;
    taken = held ? within(event.clientY) : 0;
  });
  // Where the list is longer than the window, the page rolls under a row that is held near its upper or lower edge; one
  // that was taken there is to be dragged nearer to it first, or away and back.
  const EDGE = 72, page = () => document.querySelector("[data-testid=stMain]");
  const within = (y) => {
    const frame = page().getBoundingClientRect();
    return Math.min(y - frame.top - EDGE, 0) + Math.max(y - frame.bottom + EDGE, 0);
  };
  let rolls = null;
  const roll = (x, y) => {
    const over = within(y);
    clearInterval(rolls);
    if (over * taken <= 0) taken = 0;  // it has left the edge that it was taken at
    if (Math.abs(over) <= Math.abs(taken)) return;
    rolls = setInterval(() => {
      page().scrollTop += (over - taken) / 3;
      marked(document.elementFromPoint(x, y)?.closest(ROW));
    }, 16);
  };
  const drop = () => {
    held = null;
    clearInterval(rolls);
    marked(null);
  };
  addEventListener("pointermove", (event) => {
    if (held && !event.buttons) drop();  // it was let go outside the window
    if (!held) return;
    marked(rowOf(event));
    roll(event.clientX, event.clientY);
  });
  addEventListener("pointerup", (event) => {
    const from = held, to = rowOf(event);
    if (from) drop();
    if (from && to && from !== to) tell("keo_chu_de", `${topic(from)}>${topic(to)}`);
  });

  // Its buttons are a sign each: who hears the page is told of which row.
  addEventListener("focusin", (event) => {
    const row = rowOf(event);
    if (row) [row.role, row.ariaLabel] = ["group", row.querySelector("p").textContent];
  });

  // The line that offers the first steps stays away once somebody said so in this browser.
  const knows = () => document.documentElement.classList.add("da-quen");
  if (localStorage.getItem("chiso-da-quen")) knows();
  addEventListener("click", (event) => {
    if (!event.target.closest?.(".st-key-lam_quen_thoi button")) return;
    localStorage.setItem("chiso-da-quen", "1");
    knows();
  });

  // "Tải ảnh": the figure of a card as PNG, twice as fine as it stands there, below its headline, what it counts in and
  // above its source. An SVG that is a picture loads nothing, so the page's fonts go into it.
  const asData = async (url) => {
    const content = await (await fetch(url)).blob();
    return new Promise((done) => {
      const reader = new FileReader();
      reader.onload = () => done(reader.result);
      reader.readAsDataURL(content);
    });
  };
  const FAMILY = "Be Vietnam Pro";
  const faces = async () => {
    const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules].map((rule) => [sheet, rule]));
    const ours = rules.filter(([, rule]) => rule instanceof CSSFontFaceRule && rule.cssText.includes(FAMILY));
    return (await Promise.all(ours.map(async ([sheet, rule]) => {
      const [whole, url] = rule.cssText.match(/url\("?([^")]+)"?\)/);
      return rule.cssText.replace(whole, `url(${await asData(new URL(url, sheet.href || document.baseURI))})`);
    }))).join("");
  };
  const wrapped = (pen, text, width) => {
    const lines = [""];
    for (const word of text.split(/\s+/)) {
      const longer = `${lines.at(-1)} ${word}`.trim();
      if (pen.measureText(longer).width <= width) lines[lines.length - 1] = longer; else lines.push(word);
    }
    return lines.filter((line) => line);
  };
  const picture = async (figure, name) => {
    const { meta, font, xaxis } = figure.layout;
    const { width, height } = figure.querySelector(".main-svg").getBoundingClientRect();
    const canvas = document.createElement("canvas");
    const pen = canvas.getContext("2d");
    const edge = 16;
    let top = edge;
    const draw = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const put = (tag, look, text) => {
      const made = document.createElementNS(draw.namespaceURI, tag);
      for (const [key, value] of Object.entries(look)) made.setAttribute(key, value);
      if (text) made.textContent = text;
      return draw.appendChild(made);
    };
    put("style", {}, await faces());
    const ground = getComputedStyle(document.querySelector("[data-testid=stApp]")).backgroundColor;
    put("rect", { width: "100%", height: "100%", fill: ground });
    const write = (text, weight, size, fill) => {
      pen.font = `${weight} ${size}px "${FAMILY}"`;
      for (const line of wrapped(pen, text, width)) {
        top += size * 1.35;
        put("text", { x: edge, y: top, "font-family": FAMILY, "font-weight": weight, "font-size": size, fill }, line);
      }
      top += 4;
    };
    write(meta.headline, 600, 18, font.color);
    write(meta.note, 400, 13, xaxis.tickfont.color);
    const place = put("g", { transform: `translate(${edge},${(top += 8)})` });
    for (const layer of figure.querySelectorAll(".main-svg")) {
      const copy = place.appendChild(layer.cloneNode(true));
      for (const part of copy.querySelectorAll(".hoverlayer, .draglayer")) part.remove();
    }
    top += height;
    write(meta.source, 400, 11, xaxis.tickfont.color);
    const [wide, high] = [width + 2 * edge, top + edge];
    for (const [key, value] of Object.entries({ width: wide, height: high })) draw.setAttribute(key, value);
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(draw))}`;
    await image.decode();
    await new Promise((done) => setTimeout(done, 200)); // its fonts
    [canvas.width, canvas.height] = [Math.round(2 * wide), Math.round(2 * high)];
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    const link = document.createElement("a");
    link.href = canvas.toDataURL("image/png");
    link.download = `${name}.png`;
    link.click();
  };
  addEventListener("click", (event) => {
    const button = event.target.closest?.("[class*=st-key-anh_]");
    if (!button || !event.target.closest("button")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    let card = button;
    while (card && !card.querySelector(".js-plotly-plot")) card = card.parentElement;
    const key = [...button.classList].find((one) => one.startsWith("st-key-anh_"));
    picture(card.querySelector(".js-plotly-plot"), key.slice("st-key-anh_".length).split("__")[0]);
  }, true);

  // Calendars and numbers follow the browser's language: here the page's, whatever the browser was installed in.
  Object.defineProperty(Navigator.prototype, "language", { get: () => "vi-VN" });
  Object.defineProperty(Navigator.prototype, "languages", { get: () => ["vi-VN", "vi"] });

  const WORDS = {
    "Upload": "Chọn tệp",
    "Add files": "Thêm tệp",
    "file upload": "chọn tệp",
    "Browse files": "Chọn tệp",
    "Drag and drop a file here": "Kéo thả tệp vào đây",
    "Drag and drop files here": "Kéo thả các tệp vào đây",
    "Upload directories": "Chọn thư mục",
    "Error uploading file": "Không tải tệp lên được",
    "Error deleting file": "Không bỏ được tệp",
    "Error:": "Lỗi:",
    "Choose an option": "Chọn một mục",
    "Choose options": "Chọn các mục",
    "Select...": "Chọn…",
    "Clear value": "Xóa giá trị",
    "Clear all": "Xóa tất cả",
    "Selected values": "Các mục đã chọn",
    "Open": "Mở",
    "Dismiss": "Đóng",
    "Close": "Đóng",
    "Cancel": "Hủy",
    "OK": "Đồng ý",
    "Search": "Tìm",
    "Type to search": "Gõ để tìm",
    "Close Search": "Đóng tìm kiếm",
    "Previous Result": "Kết quả trước",
    "Next Result": "Kết quả sau",
    "Show/hide columns": "Ẩn/hiện cột",
    "Download as CSV": "Tải về CSV",
    "Download as PNG": "Tải ảnh PNG",
    "Fullscreen": "Toàn màn hình",
    "Close fullscreen": "Thoát toàn màn hình",
    "Toggle fullscreen": "Toàn màn hình",
    "Clear selection": "Bỏ chọn",
    "Add row": "Thêm dòng",
    "Delete row(s)": "Xóa dòng",
    "(index)": "(thứ tự)",
    "Sort ascending": "Sắp tăng dần",
    "Sort descending": "Sắp giảm dần",
    "Pin column": "Ghim cột",
    "Unpin column": "Bỏ ghim cột",
    "Hide column": "Ẩn cột",
    "Autosize": "Vừa khít cột",
    "Format": "Định dạng",
    "Statistics": "Thống kê",
    "Copy column name": "Chép tên cột",
    "Dataframe column menu": "Mục chọn của cột",
    "Copy to clipboard": "Chép",
    "Choose date": "Chọn ngày",
    "Choose date range": "Chọn khoảng ngày",
    "Date range": "Khoảng ngày",
    "Clear date": "Xóa ngày",
    "Clear dates": "Xóa ngày",
    "Empty": "Trống",
    "Quick select a date range": "Chọn nhanh khoảng ngày",
    "Previous month": "Tháng trước",
    "Next month": "Tháng sau",
    "Next": "Sau",
    "Previous": "Trước",
    "month": "tháng",
    "year": "năm",
    "First available date": "Ngày đầu có thể chọn",
    "Last available date": "Ngày cuối có thể chọn",
    "Use arrow keys to navigate dates. Enter to select. Escape to close.":
      "Dùng phím mũi tên để chuyển ngày, Enter để chọn, Esc để đóng.",
    "Previous page": "Trang trước",
    "Next page": "Trang sau",
    "Pagination": "Phân trang",
    "Press Enter to apply": "Nhấn Enter để áp dụng",
    "Press Ctrl+Enter to apply": "Nhấn Ctrl+Enter để áp dụng",
    "Press ⌘+Enter to apply": "Nhấn ⌘+Enter để áp dụng",
    "Press Enter to submit form": "Nhấn Enter để gửi",
    "Press Ctrl+Enter to submit form": "Nhấn Ctrl+Enter để gửi",
    "Press ⌘+Enter to submit form": "Nhấn ⌘+Enter để gửi",
    "Increment": "Tăng",
    "Decrement": "Giảm",
    "Show password": "Hiện mật khẩu",
    "Show password text": "Hiện mật khẩu",
    "Hide password": "Ẩn mật khẩu",
    "Hide password text": "Ẩn mật khẩu",
    "App pages": "Các trang",
    "Main menu": "Trình đơn",
    "Sidebar": "Thanh bên",
    "Collapse sidebar": "Thu thanh bên",
    "Expand sidebar": "Mở thanh bên",
    "Scroll tabs left": "Cuộn thẻ sang trái",
    "Scroll tabs right": "Cuộn thẻ sang phải",
    "Navigate to home page": "Về trang Tổng quan",
    "Skip to main content": "Đến nội dung chính",
    "Link to heading": "Liên kết đến mục này",
    "Notifications": "Thông báo",
    "Running...": "Đang xử lý…",
    "Stop script": "Dừng",
    "Logo": "chiso",
    "Header Logo": "chiso",
    "View less": "Thu gọn",
    "Connection error": "Mất kết nối",
    "Connection timed out.": "Quá thời gian chờ kết nối.",
    "Connection lost. Please wait for the app to reconnect, then try again.":
      "Mất kết nối. Hãy đợi kết nối lại rồi thử lại.",
    "Reconnected to server.": "Đã kết nối lại.",
    "Try again": "Thử lại",
    "Page not found": "Không tìm thấy trang",
    "Use system setting": "Theo thiết bị",
    "Light": "Sáng",
    "Dark": "Tối",
  };
  const TOOLS = new Set([
    "Show/hide columns", "Download as CSV", "Download as PNG", "Search", "Fullscreen", "Close fullscreen",
    "Toggle fullscreen", "Clear selection", "Add row", "Delete row(s)", "Upload",
  ]);
  // In lists of choices only these are Streamlit's; everything else there is data.
  const CHOICES = { "No results": "Không có kết quả", "Select all": "Chọn tất cả" };
  // Buttons with an icon and no words are announced by the icon's name.
  const ICONS = {
    add: "Thêm", arrow_back: "Quay lại", arrow_downward: "Xuống", arrow_forward: "Tiếp", arrow_upward: "Lên",
    check: "Xong", close: "Bỏ", content_copy: "Chép", delete: "Xóa", download: "Tải về", edit: "Sửa", help: "Giải thích",
    keyboard_arrow_down: "Xuống", keyboard_arrow_up: "Lên", more_vert: "Thêm nữa", refresh: "Tải lại", remove: "Bớt",
    save: "Lưu", search: "Tìm", undo: "Hoàn tác", upload: "Tải lên",
  };
  const PARTS = { day: "ngày", month: "tháng", year: "năm" };
  const PATTERNS = [
    [/^(\d+)\.(\d)([KMG]?B)$/, "$1,$2 $3"],  // how large a sent file is
    [/^(\d+)([KMG]B) per file$/, "Tối đa $1 $2 mỗi tệp"],
    [/^(\d+)([KMG]B) per file • (.+)$/, "Tối đa $1 $2 mỗi tệp • $3"],
    [/^File must be (\d+)(?:\.0)?([KMG]B) or smaller\.$/, "Tệp không được lớn hơn $1 $2."],
    [/^Request failed with status code 413$/, "Tệp lớn hơn 50 MB. Hãy chia nhỏ tệp rồi tải lại."],
    [
      /^Request failed with status code 429$/,
      "Đã tải lên quá nhiều tệp. Hãy nhập hoặc bỏ bớt các tệp đang chờ, hoặc đợi một giờ rồi tải tiếp.",
    ],
    [/^Request failed with status code (\d+)$/, "Không tải tệp lên được (mã $1). Hãy tải lại trang rồi thử lại."],
    [/^(.+) files are not allowed\.$/, "Không nhận tệp $1."],
    [/^Upload (.+)$/, "Chọn tệp: $1"],
    [/^Remove (.+)$/, "Bỏ $1"],
    [/^Add: (.+)$/, "Thêm: $1"],
    [/^View (\d+) more$/, "Xem thêm $1"],
    [/^(\d+) more$/, "$1 trang nữa"],
    [/^Select (\d+) matches$/, "Chọn $1 kết quả"],
    [/^(\d+) results?$/, "$1 kết quả"],
    [/^Page (\d+)$/, "Trang $1"],
    [/^Choose date, (.+)$/, "Chọn ngày, $1"],
    [/^Selected Date: (.+)$/, "Ngày đã chọn: $1"],
    [/^Selected Range: (.+) to (.+)$/, "Khoảng đã chọn: $1 đến $2"],
    [/^Selected Range: (.+)$/, "Khoảng đã chọn: $1"],
    [/^Today, (.+) selected$/, "Hôm nay, $1, đang chọn"],
    [/^Today, (.+)$/, "Hôm nay, $1"],
    [/^(.+ \d{4}) selected$/, "$1, đang chọn"],
    [/^Shortcut (.+)$/, "Phím tắt $1"],
    [/^Help for (.+)$/, "Giải thích: $1"],
    [/^([a-z0-9_]+) icon$/, (_, name) => ICONS[name] || "Biểu tượng"],
    [/^(day|month|year), (.*)$/, (_, part, rest) => `${PARTS[part]}, ${rest}`],
    [/^(.*) start date$/, "$1, từ ngày"],
    [/^(.*) end date$/, "$1, đến ngày"],
    [/^Connection failed with status (\d+).*$/, "Kết nối không thành công (mã $1)."],
    [/^Streamlit server is not responding\b.*$/, "Máy chủ chưa trả lời. Hãy kiểm tra mạng rồi thử lại."],
    [/^Is Streamlit still running\b.*$/, "Chương trình trên máy chủ có thể đã dừng. Hãy khởi động lại."],
    [/^Number is .*allowed range.*$/, "Số nằm ngoài khoảng cho phép."],
  ];
  const ATTRIBUTES = ["aria-label", "aria-valuetext", "title", "placeholder", "alt", "data-title"];
  const FOREIGN = "[data-testid=stMarkdownContainer], [data-testid=stText], .js-plotly-plot, canvas, table:not([role=grid]), pre, code, " +
    "textarea, script, style";
  // Streamlit's own words that it draws as markdown: the uploader's buttons, the anchor of a heading.
  const OWN = "[data-testid=stFileUploader] button, [data-testid=stHeaderActionElements]";

  const translated = (text, words) => {
    const plain = text.trim();
    // A toolbar's buttons carry the label of their table or all words of their picture: "Search: Danh sách hồ sơ".
    const colon = plain.slice(0, 40).indexOf(": ");
    const verb = plain.slice(0, colon);
    if (words === WORDS && colon > 0 && TOOLS.has(verb)) return WORDS[verb] + plain.slice(colon);
    if (!plain || plain.length > 200) return null;
    if (Object.hasOwn(words, plain)) return text.replace(plain, words[plain]);
    if (words !== WORDS) return null;
    for (const [pattern, put] of PATTERNS) if (pattern.test(plain)) return plain.replace(pattern, put);
    return null;
  };
  const wordsFor = (element) => {
    if (!element) return null;
    if (element.closest(OWN)) return WORDS;
    if (element.closest(FOREIGN)) return null;
    return element.closest("[role=option]") ? CHOICES : WORDS;
  };
  const text = (node) => {
    if (node.parentElement?.isContentEditable) return;
    const words = wordsFor(node.parentElement);
    const put = words && translated(node.data, words);
    if (put !== null && put !== undefined && put !== node.data) node.data = put;
  };
  // A field is named by its label as it was written: Markdown, in which what files brought in is escaped (core/text.py).
  const ESCAPED = /\\([\\`*_{}[\]()<>#+\-.!|~$&^="'])|\u2060/g;
  const attributes = (element) => {
    // An icon font's glyph is announced by the glyph's English name: the word beside it says it already.
    if (element.getAttribute("role") === "img" && /^[a-z0-9_]+ icon$/.test(element.getAttribute("aria-label") || "")) {
      element.removeAttribute("aria-label");
      element.setAttribute("aria-hidden", "true");
      return;
    }
    for (const name of ATTRIBUTES) {
      const value = element.getAttribute(name);
      if (!value) continue;
      const words = wordsFor(element);
      const said = words && name === "aria-label" ? value.replace(ESCAPED, "$1") : value;
      const put = (words && translated(said, words)) ?? said;
      if (put !== value) element.setAttribute(name, put);
    }
  };
  // On a phone the menu is wider than the screen: it opens at the page that is shown, which each further link moves.
  const intoView = () => requestAnimationFrame(() => {
    const links = [...document.querySelectorAll(".st-key-trinh_don a")];
    const shown = links.filter((link) => link.pathname === location.pathname).at(-1);  // the overview's says no path
    shown?.scrollIntoView({ block: "nearest", inline: "center" });
  });
  // Streamlit's own parts, for those who hear a page or use the keyboard: a metric's trend draws what its numbers say, the
  // uploader's frame has a name but no role, and what is too wide or too high for its frame scrolls there, so Tab
  // reaches it, by a name, as long as it does.
  const NAMES = { TABLE: "Bảng cuộn được", PRE: "Văn bản cuộn được" };
  const SCROLLED = "[data-testid=stTable] > div, [data-testid=stCode] pre, [data-testid=stPopoverBody], [class*=st-key-hinh_]";
  const reach = new ResizeObserver((changes) => {
    for (const frame of new Set(changes.map(({ target }) => target.closest(SCROLLED)))) {
      if (!frame) continue;
      const name = NAMES[(frame.firstElementChild ?? frame).tagName] ?? NAMES[frame.tagName];
      const put = { tabindex: 0, ...(name && { role: "group", "aria-label": name }) };
      const isCut = frame.scrollWidth > frame.clientWidth || frame.scrollHeight > frame.clientHeight;
      for (const [key, value] of Object.entries(put)) {
        if (isCut) frame.setAttribute(key, value); else frame.removeAttribute(key);
      }
    }
  });
  // What goes on beyond the right edge of its table says so there (chrome.css), until it is scrolled to its last column.
  const edge = (frame) => {
    const goesOn = frame.scrollWidth - frame.clientWidth - frame.scrollLeft > 24;  // less is the edge of a last column
    frame.closest("[data-testid=stTable], [data-testid=stDataFrame]")?.toggleAttribute("data-con-cot", goesOn);
  };
  const edges = new ResizeObserver((changes) => {
    for (const frame of new Set(changes.map(({ target }) => target.closest(WIDE)))) if (frame) edge(frame);
  });
  const WIDE = "[data-testid=stTable] > div, [data-testid=stDataFrame] .dvn-scroller";
  const heard = (element) => {
    if (element.matches(WIDE)) {
      element.addEventListener("scroll", () => edge(element), { passive: true });
      edges.observe(element);
      for (const inner of element.children) edges.observe(inner);
    }
    if (element.matches("[data-testid=stMetricChart]")) element.setAttribute("aria-hidden", "true");
    if (element.matches("[data-testid=stFileUploaderDropzone]")) element.setAttribute("role", "group");
    if (!element.matches(SCROLLED)) return;
    reach.observe(element);
    for (const inner of element.children) reach.observe(inner);
  };
  const tree = (root) => {
    if (root.nodeType === Node.TEXT_NODE) return text(root);
    if (root.nodeType !== Node.ELEMENT_NODE) return undefined;
    attributes(root);
    heard(root);
    if (root.matches(".st-key-trinh_don a")) intoView();
    if (root.matches(`${BOX} input, [class*=st-key-slide_] [data-testid=stForm] textarea`)) root.focus();
    if (root.matches("canvas, script, style, .main-svg")) return undefined;
    for (const node of root.childNodes) tree(node);
    return undefined;
  };
  // The words of a name for which there is room on a line above it; the text that is left, and its line.
  const broken = (note, name, room) => {
    const lines = ["-1.1em", "1.1em"].map((down) => {
      const line = document.createElementNS(note.namespaceURI, "tspan");
      line.setAttribute("x", note.getAttribute("x"));
      line.setAttribute("dy", down);
      return line;
    });
    const [above, below] = lines, words = name.data.trim().split(" ");
    note.replaceChildren(...lines);
    let many = words.length;
    do above.textContent = `${words.slice(0, --many).join(" ")} `;
    while (many > 1 && above.getComputedTextLength() > room);
    below.textContent = words.slice(many).join(" ");
    return [below.firstChild, below];
  };
  // The name of a bar (charts/base.py) is as long as its line has room: to the value at its right, or to the edge; a
  // longer one is smaller and stands on two, one longer than these is shortened.
  const shorten = (figure) => {
    const notes = [...figure.querySelectorAll(".annotation-text")];
    const edge = figure.querySelector(".main-svg")?.getBoundingClientRect().right;
    const boxes = notes.map((note) => note.getBoundingClientRect());
    notes.forEach((note, at) => {
      const place = note.closest("[data-index]")?.dataset.index;
      if (figure.layout?.annotations?.[place]?.name !== "ten" || note.querySelector("[dy]")) return;
      let name = document.createTreeWalker(note, NodeFilter.SHOW_TEXT).nextNode(), line = note;
      const right = boxes.filter((box) =>
        box.left > boxes[at].left + 40 && box.top < boxes[at].bottom - 6 && box.bottom > boxes[at].top + 6);
      const room = Math.min(edge, ...right.map((box) => box.left - 8)) - boxes[at].left;
      const isLong = () => line.getBoundingClientRect().width > room;
      if (name && !note.childElementCount && isLong()) {
        note.style.fontSize = "12px";  // two such lines stand between two bars
        if (isLong()) [name, line] = broken(note, name, room);
      }
      const number = name?.data.match(/ \([\d.,/%–]+\)$/)?.[0] ?? "";  // the number behind a name is read for itself
      let letters = name?.data.slice(0, name.data.length - number.length) ?? "";
      while (letters.length > 8 && isLong()) {
        const word = letters.lastIndexOf(" ");
        letters = letters.slice(0, word > 8 ? word : -2).replace(/[\s,;–-]+$/, "");
        name.data = `${letters}…${number}`;
      }
    });
  };
  const drawn = new Set();
  const shortenLater = (figure) => {
    if (!figure || drawn.has(figure)) return;
    drawn.add(figure);
    requestAnimationFrame(() => { drawn.delete(figure); shorten(figure); });
  };
  document.fonts.ready.then(intoView);  // their names are wider in the page's own letters
  // Thousands of bars, ticks and labels, none of them Streamlit's: only its buttons have words of ours.
  const isPlot = (node) => (node.ownerSVGElement ?? node).classList?.contains("main-svg");
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (isPlot(change.target)) {
        if (change.type === "childList") shortenLater(change.target.closest(".js-plotly-plot"));
        continue;
      }
      if (change.type === "characterData") text(change.target);
      else if (change.type === "attributes") attributes(change.target);
      else for (const node of change.addedNodes) tree(node);
    }
  }).observe(document, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES,
  });

  // A page whose connection closed asks until the server answers: still signed in (Streamlit reconnects by
  // itself) or not (then the sign-in, and back here afterwards).
  let asking = false;
  const ask = async () => {
    if (asking) return;
    asking = true;
    for (;;) {
      try {
        const answer = await fetch("/phien", { cache: "no-store", credentials: "same-origin" });
        if (answer.status === 401) {
          location.replace("/dang-nhap?tiep=" + encodeURIComponent(location.pathname + location.search));
          return;
        }
        if (answer.status === 204) break;
      } catch { /* the server is away: ask again */ }
      await new Promise((done) => setTimeout(done, 1000));
    }
    asking = false;
  };
  const Native = window.WebSocket;
  window.WebSocket = class extends Native {
    constructor(...given) {
      super(...given);
      this.addEventListener("close", ask);
    }
  };
})();

// One panel, drawn from a view value that Python sends; every change goes back as a message that carries its value,
// so that a fast click can never overtake it. Screens differ only in their Python side.

const MARKS = {
  circle: '<circle cx="6" cy="6" r="5.5"/>',
  square: '<rect x="1" y="1" width="10" height="10"/>',
  diamond: '<path d="M6 0 12 6 6 12 0 6Z"/>',
  triangle: '<path d="M6 .8 12 11.2H0Z"/>',
};
const ICONS = {
  information: '<circle cx="10" cy="10" r="8" fill="none" stroke="currentColor" stroke-width="1.8"/><path d="M10 9v5M10 6v.6" stroke="currentColor" stroke-width="2"/>',
  trouble: '<path d="M10 2.2 18.4 17H1.6Z" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linejoin="round"/><path d="M10 7.4v4.4M10 13.8v.8" stroke="currentColor" stroke-width="2"/>',
};
const TICK = '<svg viewBox="0 0 14 12" width="13" height="11" aria-hidden="true"><path d="M1.5 6.5 5 10 12.5 2" fill="none" stroke="currentColor" stroke-width="2"/></svg>';
const PATIENCE = 8000; // [ms] for an answer of the kernel; after that the panel says that there is none
let views = 0;

// JupyterLab treats arrow keys and letters in an output as its own commands (two times d deletes the cell): keep them.
function keepKeys() {
  if (window.__cmoKeys) return;
  window.__cmoKeys = true;
  window.addEventListener("keydown", (event) => {
    const inside = event.target instanceof Element && event.target.closest(".cmo");
    if (!inside || event.ctrlKey || event.metaKey || event.altKey || event.key === "Escape") return;
    event.stopImmediatePropagation();
    const node = event.target.closest("[data-node]");
    if (!node) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      node.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    } else if (event.key.startsWith("Arrow")) {
      event.preventDefault();
      nextNode(node, event.key)?.focus();
    }
  }, true);
}

// The nearest node in the direction of an arrow key; what lies off the straight line counts double.
function nextNode(node, key) {
  const across = key === "ArrowLeft" || key === "ArrowRight", sign = key === "ArrowLeft" || key === "ArrowUp" ? -1 : 1;
  const middle = (one) => { const r = one.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; };
  const here = middle(node);
  let best = null, least = Infinity;
  for (const other of node.closest("svg").querySelectorAll("[data-node]")) {
    const at = middle(other), [x, y] = [at[0] - here[0], at[1] - here[1]];
    const ahead = (across ? x : y) * sign, far = ahead + 2 * Math.abs(across ? y : x);
    if (other !== node && ahead > 1 && far < least) { best = other; least = far; }
  }
  return best;
}

function make(tag, props = {}, ...children) {
  const el = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (key === "html") el.innerHTML = value;
    else if (key === "text") el.textContent = value;
    else if (key.startsWith("on")) el.addEventListener(key.slice(2), value);
    else el.setAttribute(key, value === true ? "" : value);
  }
  el.append(...children.filter((child) => child !== null && child !== undefined));
  return el;
}

const mark = (shape, domain) =>
  make("span", { class: `cmo-mark cmo-${domain}`, "aria-hidden": "true", html: `<svg viewBox="0 0 12 12" width="12" height="12" fill="currentColor">${MARKS[shape]}</svg>` });

function radio(ctx, block, option, extra) {
  return make("input", {
    type: "radio", name: `${ctx.uid}-${block.name}`, value: option.value, checked: option.value === block.value,
    onchange: () => { ctx.change(block.name, option.value); extra(option.value); },
  });
}

function radios(ctx, block, box, row, cls) {
  const rows = new Map();
  const paint = (value) => {
    for (const [key, item] of rows) {
      item.classList.toggle("cmo-chosen", key === value);
      const input = item.querySelector("input");
      if (input.checked !== (key === value)) input.checked = key === value;
    }
  };
  for (const option of block.options) {
    const item = row(option, radio(ctx, block, option, paint));
    rows.set(option.value, item);
    box.append(item);
  }
  paint(block.value);
  const set = make("fieldset", { class: cls }, make("legend", { text: block.legend }), box);
  return { el: set, update: (next) => paint(next.value) };
}

function input(ctx, block, el, event = "input") {
  el.id = `${ctx.uid}-${block.name}`;
  const send = () => ctx.change(block.name, el.value, block.live);
  el.addEventListener(event, () => (event === "change" ? send() : ctx.later(block.name, send, 300, block.live && (() => el.value))));
  if (event === "input") el.addEventListener("blur", () => ctx.flush(block.name));
  const label = make("label", { for: el.id, text: block.label });
  const hint = block.hint ? make("p", { class: "cmo-hint", id: `${el.id}-hint`, html: block.hint }) : null;
  if (hint) el.setAttribute("aria-describedby", hint.id);
  return {
    el: make("div", { class: `cmo-field cmo-${block.kind}` }, label, hint, el),
    update: (next) => { if (document.activeElement !== el && !ctx.waits(block.name) && el.value !== String(next.value ?? "")) el.value = next.value ?? ""; },
  };
}

// A chosen file as its name and its bytes in base64; one that is too large goes without them, and Python says so.
const LARGEST = 20e6; // [bytes]
const read = (file) => new Promise((done) => {
  const reader = new FileReader();
  reader.onload = () => done({ name: file.name, size: file.size, data: reader.result.split(",")[1] ?? "" });
  reader.onerror = () => done({ name: file.name, size: file.size, data: null });
  if (file.size > LARGEST) done({ name: file.name, size: file.size, data: null });
  else reader.readAsDataURL(file);
});

const kinds = {
  title: (ctx, b) => ({ el: make(b.level === 3 ? "h3" : "h2", { text: b.text, "data-at": b.at, tabindex: b.at ? -1 : null }) }),
  prose: (ctx, b) => ({ el: make("div", { class: `cmo-prose ${b.style ?? ""}`, html: b.html }) }),
  html: (ctx, b) => ({ el: make("div", { class: "cmo-html", html: b.html }) }),
  note: (ctx, b) => ({
    el: make("div", { class: `cmo-note cmo-${b.tone}`, role: b.tone === "trouble" ? "alert" : null },
      make("span", { class: "cmo-icon", "aria-hidden": "true", html: `<svg viewBox="0 0 20 20" width="20" height="20">${ICONS[b.tone]}</svg>` }),
      make("p", {}, make("b", { text: b.lead }), " ", b.text)),
  }),
  choice: (ctx, b) => radios(ctx, b, make("div", { class: "cmo-rows" }), (o, dot) =>
    make("label", { class: "cmo-row", "data-value": o.value }, dot,
      o.level === undefined ? null : make("span", { class: `cmo-swatch cmo-l${o.level}`, text: o.level }),
      make("span", { class: "cmo-words" },
        make("b", { text: o.label }),
        o.target ? make("span", { class: "cmo-target" }, "Target for the role ", make("span", { class: "cmo-assumed", text: "(assumption)" })) : null,
        o.text ? make("span", { class: "cmo-descriptor", text: o.text }) : null)), "cmo-choice"),
  segment: (ctx, b) => radios(ctx, b, make("div", { class: "cmo-bar" }), (o, dot) =>
    make("label", { class: "cmo-part" }, dot, make("span", { text: o.label })), "cmo-segment"),
  check: (ctx, b) => {
    const box = make("input", { type: "checkbox", checked: b.value, onchange: () => ctx.change(b.name, box.checked) });
    return { el: make("label", { class: "cmo-check" }, box, make("span", { text: b.label })), update: (n) => { box.checked = n.value; } };
  },
  text: (ctx, b) => input(ctx, b, make("input", { type: "text", value: b.value ?? "", maxlength: b.max ?? 400, inputmode: b.numeric ? "decimal" : null, autocomplete: "off" })),
  long: (ctx, b) => { const area = make("textarea", { rows: b.rows ?? 4, maxlength: b.max ?? 20000 }); area.value = b.value ?? ""; return input(ctx, b, area); },
  select: (ctx, b) => input(ctx, b, make("select", {}, ...b.options.map((o) => make("option", { value: o.value, selected: o.value === b.value, text: o.label }))), "change"),
  file: (ctx, b) => {
    const el = make("input", { type: "file", accept: b.accept, multiple: b.multiple, onchange: async () => {
      const files = await Promise.all([...el.files].map((file) => read(file)));
      el.value = "";
      if (files.length) ctx.change(b.name, files);
    } });
    el.id = `${ctx.uid}-${b.name}`;
    return { el: make("div", { class: "cmo-field cmo-file" }, make("label", { for: el.id, text: b.label }), b.hint ? make("p", { class: "cmo-hint", html: b.hint }) : null, el) };
  },
  range: (ctx, b) => {
    const told = (value) => `${Number(value).toLocaleString("en-US")} ${b.unit}`;
    const words = make("output", { text: told(b.value) });
    const el = make("input", { type: "range", min: b.min, max: b.max, step: b.step ?? 1, value: b.value, oninput: () => { words.textContent = told(el.value); ctx.later(b.name, () => ctx.change(b.name, Number(el.value)), 25); }, onblur: () => ctx.flush(b.name) });
    el.id = `${ctx.uid}-${b.name}`;
    return { el: make("div", { class: "cmo-field cmo-range" }, make("label", { for: el.id, text: b.label }), el, words), update: (n) => { if (document.activeElement !== el) { el.value = n.value; words.textContent = told(n.value); } } };
  },
  map: (ctx, b) => {
    const el = make("div", { class: "cmo-mapbox", html: b.svg + (b.hint ? `<p class="cmo-hint">${b.hint}</p>` : "") });
    el.addEventListener("click", (event) => { const node = event.target.closest("[data-node]"); if (node) ctx.change(b.name, node.dataset.node); });
    el.addEventListener("mouseover", (event) => { el.title = event.target.closest("[data-node]")?.getAttribute("aria-label") ?? ""; });
    return { el, focus: () => document.activeElement?.closest?.("[data-node]")?.dataset.node };
  },
  // The next picture replaces the old one when it can be drawn at once.
  picture: (ctx, b) => {
    let img = make("img", { class: "cmo-sheet", alt: b.value.alt }), last = "";
    const here = make("span", { class: "cmo-here", "aria-hidden": "true" }), el = make("div", { class: "cmo-picture" }, img, here);
    const show = async ({ data, alt, here: at }) => {
      if (data !== last) {
        last = data;
        const next = make("img", { class: "cmo-sheet", alt, src: `data:image/png;base64,${data}` });
        await next.decode().catch(() => {});
        if (data !== last) return;
        img.replaceWith(next);
        img = next;
      }
      img.alt = alt;
      here.hidden = !at;
      if (at) Object.assign(here.style, { left: `${at[0] * 100}%`, top: `${at[1] * 100}%` });
    };
    show(b.value);
    return { el, update: (n) => show(n.value) };
  },
  buttons: (ctx, b) => ({ el: make("div", { class: "cmo-buttons" }, ...b.items.map((i) => button(ctx, i))) }),
  split: (ctx, b) => {
    const main = make("div", { class: "cmo-main" }), aside = make("aside", { class: "cmo-aside", "aria-live": "polite" });
    const left = list(ctx, main), right = list(ctx, aside);
    left(b.main); right(b.aside);
    return { el: make("div", { class: "cmo-split" }, main, aside), update: (n) => { left(n.main); right(n.aside); } };
  },
  group: (ctx, b) => {
    const el = make("div", { class: `cmo-group ${b.style ?? ""}` }), draw = list(ctx, el);
    draw(b.blocks);
    return { el, update: (n) => draw(n.blocks) };
  },
  details: (ctx, b) => {
    const inner = make("div"), draw = list(ctx, inner), el = make("details", { open: b.open }, make("summary", { text: b.label }), inner);
    draw(b.blocks);
    return { el, update: (n) => draw(n.blocks) };
  },
};

const button = (ctx, item) =>
  make("button", { type: "button", class: `cmo-button cmo-${item.style ?? "outline"}`, "data-name": item.name, "aria-disabled": item.off && "true", text: item.label, onclick: () => item.off || ctx.press(item.name) });

// Keeps the element of a block whose form is unchanged (only its value may differ), so that focus and typing survive.
function list(ctx, box) {
  let held = new Map();
  return (blocks) => {
    const next = new Map();
    blocks.forEach((block, index) => {
      const key = block.key ?? block.name ?? `${block.kind}-${index}`;
      const nested = ["split", "group", "details"].includes(block.kind);
      const { value, ...form } = block;
      const shape = nested ? `${block.kind}-${block.style ?? ""}-${block.label ?? ""}` : JSON.stringify(form);
      const old = held.get(key);
      if (old && old.shape === shape && (old.item.update || old.value === value)) {
        old.item.update?.(block);
        next.set(key, { ...old, value });
      } else {
        const focus = old?.item.focus?.();
        next.set(key, { shape, value, item: kinds[block.kind](ctx, block), focus });
      }
    });
    for (const [key, old] of held) if (next.get(key)?.item !== old.item) old.item.el.remove();
    let before = null;
    for (const { item } of [...next.values()].reverse()) {
      if (item.el.parentNode !== box || item.el.nextSibling !== before) box.insertBefore(item.el, before);
      before = item.el;
    }
    for (const entry of next.values()) {
      if (entry.focus) entry.item.el.querySelector(`[data-node="${CSS.escape(entry.focus)}"]`)?.focus();
      entry.focus = undefined;
    }
    held = next;
  };
}

function head(view) {
  const { where, domain, shape, aside, groups, spoken, done, total } = view.head ?? {};
  if (!view.head) return null;
  const bars = (groups ?? []).map((group) => make("span", { class: "cmo-step-group" }, ...group.map((state) => make("span", { class: `cmo-step cmo-step-${state}` }))));
  return make("header", { class: "cmo-head" },
    make("div", { class: "cmo-where" }, make("span", {}, shape ? mark(shape, domain) : null, where), make("span", { class: "cmo-count", text: aside ?? "" })),
    groups ? make("div", { class: "cmo-stepper", role: "progressbar", "aria-valuemin": 0, "aria-valuemax": total, "aria-valuenow": done, "aria-valuetext": spoken, "aria-label": "Progress" }, ...bars) : null);
}

function render({ model, el }) {
  keepKeys();
  const uid = `cmo${++views}-${Math.random().toString(36).slice(2, 7)}`;
  const waiting = new Map(), typed = new Map();
  let sent = 0, seen = 0, firm = 0, drafted = 0, page = null, timer = 0, unsaved = false, focused = null;
  const top = make("div"), alarm = make("div", { class: "cmo-alarm" }), body = make("div", { class: "cmo-body" }), foot = make("footer", { class: "cmo-foot" });
  const buttons = make("div", { class: "cmo-buttons" }), saved = make("p", { class: "cmo-saved", role: "status" });
  foot.append(buttons, saved);
  const panel = make("section", { class: "cmo cmo-panel" }, top, alarm, body, foot);
  const lost = () => {
    const how = document.body.dataset.voila ? "Reload this page" : "Run this cell again with Shift+Enter";
    saved.textContent = `${unsaved ? "Not saved yet" : "No answer yet"}. ${how}; what was saved is safe.`;
    panel.dataset.state = "lost";
  };
  // What is typed and not yet on disk is said as such from the first key.
  const busy = () => {
    const words = unsaved ? "Saving" : "";
    if (saved.textContent !== words) saved.textContent = words;
    panel.dataset.state = "saving";
  };
  // The page goes with each message: a click that lands while the next page is on its way belongs to the one it was seen on.
  const post = (message, live) => {
    sent += 1;
    if (!live) firm = sent;
    unsaved ||= message.type !== "press";
    busy();
    clearTimeout(timer);
    timer = setTimeout(lost, PATIENCE);
    try { model.send({ ...message, page, n: sent, view: uid }); } catch { clearTimeout(timer); lost(); } // the kernel is gone
  };
  const ctx = {
    uid,
    later: (name, send, pause = 300, live = null) => {
      clearTimeout(waiting.get(name)?.timer);
      waiting.set(name, { send, live, timer: setTimeout(() => ctx.flush(name), pause) });
      unsaved = true;
      if (panel.dataset.state !== "lost") busy();
      draft();
    },
    waits: (name) => waiting.has(name) || typed.get(name) > seen,
    flush: (name) => { const item = waiting.get(name); if (item) { clearTimeout(item.timer); waiting.delete(name); item.send(); } },
    change: (name, value, live) => { if (live) typed.set(name, sent + 1); post({ type: "change", name, value }, live); },
    press: (name) => { flushAll(); post({ type: "press", name }); },
  };
  const flushAll = () => { for (const name of [...waiting.keys()]) ctx.flush(name); };
  // Text with a picture beside it is drawn before it is saved: one draft at a time, and then the newest.
  const draft = () => {
    if (seen < drafted) return;
    for (const [name, item] of waiting) {
      if (item.live) { const value = item.live(); item.live = null; drafted = sent + 1; return post({ type: "draft", name, value }, true); }
    }
  };
  // A link inside a page names the page that it opens.
  body.addEventListener("click", (event) => { const link = event.target.closest("[data-read]"); if (link) ctx.change("read", link.dataset.read); });
  let draw = list(ctx, body);
  const paint = () => {
    const view = model.get("view"), answered = view.n?.[uid] ?? 0;
    seen = answered;
    // An answer to an earlier click on this page: drawing it would take back what was clicked since. Text stays anyway.
    if (!view.label || (answered < firm && page === view.page)) return;
    if (answered === sent) clearTimeout(timer);
    panel.setAttribute("aria-label", view.label);
    panel.classList.toggle("cmo-wide", !!view.wide);
    const turned = page !== null && page !== view.page;
    if (page !== view.page) { flushAll(); body.replaceChildren(); draw = list(ctx, body); page = view.page; }
    top.replaceChildren(...[head(view)].filter(Boolean));
    alarm.replaceChildren(...(view.alarm ? [kinds.note(ctx, view.alarm).el] : []));
    draw(view.blocks);
    const names = JSON.stringify(view.buttons ?? []);
    if (buttons.dataset.names !== names) {
      const at = document.activeElement?.dataset?.name;
      buttons.replaceChildren(...(view.buttons ?? []).map((item) => button(ctx, item)));
      buttons.dataset.names = names;
      if (at) buttons.querySelector(`[data-name="${at}"]`)?.focus();
    }
    foot.hidden = !(view.buttons?.length || view.saved);
    if (answered === sent && !waiting.size) {
      unsaved = false;
      panel.dataset.state = "settled";
      saved.innerHTML = view.saved ? `${TICK} <span></span>` : "";
      if (view.saved) saved.lastChild.textContent = view.saved;
    }
    if (view.focus && view.focus !== focused && page === view.page && !turned) {
      const at = body.querySelector(`[data-at="${CSS.escape(view.focus)}"]`);
      if (at) { at.focus({ preventScroll: true }); at.scrollIntoView({ block: "nearest" }); }
    }
    focused = view.focus;
    if (turned) { const h = body.querySelector("h2"); if (h) { h.tabIndex = -1; h.focus({ preventScroll: true }); panel.scrollIntoView({ block: panel.offsetHeight > innerHeight ? "start" : "nearest" }); } }
    draft();
  };
  // A clock that runs down to the moment in data-ends [seconds since 1970]; the kernel is not asked.
  const ticking = setInterval(() => {
    for (const clock of body.querySelectorAll("[data-ends]")) {
      const left = Math.round(clock.dataset.ends - Date.now() / 1000), s = Math.abs(left);
      clock.textContent = `${left < 0 ? "over by " : ""}${Math.floor(s / 60)}:${String(s % 60).padStart(2, "0")}`;
      clock.classList.toggle("cmo-over", left < 0);
    }
  }, 1000);
  model.on("change:view", paint);
  paint();
  el.append(panel);
  return () => { clearTimeout(timer); clearInterval(ticking); model.off("change:view", paint); };
}

export default { render };

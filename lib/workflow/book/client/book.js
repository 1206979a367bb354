// What makes a page of the book more than paper: live figures, the reader's settings, the filter of the claims.
"use strict";

// ---- settings ----

const root = document.documentElement;
const dark = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : dark.matches);

function setting(name, value) {
  root.dataset[name] = value;
  try {
    localStorage.setItem("volfolio-" + name, value);
  } catch {
    // kept until the page is left
  }
  nameButtons();
}

function nameButtons() {
  for (const button of document.querySelectorAll("[data-setting]"))
    button.textContent =
      button.dataset.setting === "theme"
        ? isDark()
          ? "Light"
          : "Dark"
        : root.dataset.code === "hidden"
          ? "Show code"
          : "Hide code";
}

for (const button of document.querySelectorAll("[data-setting]"))
  button.addEventListener("click", () => {
    if (button.dataset.setting === "theme") {
      setting("theme", isDark() ? "light" : "dark");
      repaint();
    } else setting("code", root.dataset.code === "hidden" ? "shown" : "hidden");
  });
for (const settings of document.querySelectorAll(".settings")) settings.hidden = false;
if (document.querySelector(".code") === null)
  for (const button of document.querySelectorAll("[data-setting=code]")) button.hidden = true;
nameButtons();
dark.addEventListener("change", () => {
  nameButtons();
  repaint();
});

// ---- figures ----

// The colours of the house style, and what they are on a dark page.
const NIGHT = {
  "#ffffff": "rgba(0,0,0,0)",
  "#262b33": "#e4e1da",
  "#5b6472": "#aba79e",
  "#e6e9ee": "#3a3f47",
  "#aeb6c2": "#6b727d",
  "#f3f7fb": "#20303f",
  "#0072b2": "#3f8fe8",
  "#56b4e9": "#a3d9f5",
  "#5f6672": "#9aa1ad",
  "#c3cad4": "#59606b",
};
const CONFIG = { responsive: true, displaylogo: false, displayModeBar: "hover" };
const NARROW = 560; // px
const TICKS = 4;
const LEGEND_BELOW = {
  orientation: "h",
  ...{ xref: "container", x: 0.02, xanchor: "left" },
  ...{ yref: "container", y: 0, yanchor: "bottom" },
};
const COLOURS_BELOW = {
  orientation: "h",
  ...{ xref: "paper", x: 0, xanchor: "left", len: 1 },
  ...{ yref: "container", y: 0, yanchor: "bottom" },
};
const TITLE_LETTERS = { x: 44, y: 34 }; // of an axis, in a line
const NAME_LETTERS = 14; // of a row, in a line
const MANY_NAMES = 9; // so many rows have room for one line each
const PANEL_HEIGHT = 150; // px, of which its name takes a part
const PANEL_NAME = 0.2;
const PANEL_TITLE = 17; // letters of its axis' title in a line
const LEGEND_ROW = 20; // px
const specs = new Map();
let library;

function load(file) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = file;
    script.onload = resolve;
    script.onerror = () => reject(new Error(file + " could not be loaded"));
    document.head.append(script);
  });
}

// Called by the figures' data files.
window.showFigure = (id, spec) => specs.set(id, spec);

// A scale of colours stays what it is, and the numbers on it are readable in the ink that they have.
const KEPT = new Set(["colorscale", "textfont"]);

function coloured(value) {
  if (typeof value === "string") return (isDark() && NIGHT[value.toLowerCase()]) || value;
  if (Array.isArray(value)) return value.map(coloured);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [name, KEPT.has(name) ? entry : coloured(entry)]),
  );
}

async function makeInteractive(figure) {
  library ??= load("assets/plotly.min.js");
  await Promise.all([library, load(figure.dataset.figure)]);
  const plate = figure.querySelector(".plate");
  const plot = document.createElement("div");
  plot.className = "live";
  // What stands in for the image is one for screen readers, too, under the same words.
  plot.setAttribute("role", "img");
  plot.setAttribute("aria-label", plate.querySelector("img").alt);
  plate.append(plot);
  addSliders(figure, specs.get(figure.id));
  figure.classList.add("is-live");
  await draw(figure);
  keepAim();
}

async function draw(figure) {
  const spec = specs.get(figure.id);
  const plot = figure.querySelector(".live");
  const isNarrow = plot.clientWidth < NARROW;
  const fitted = isNarrow ? narrowed(spec) : spec.layout;
  const data = isNarrow ? spec.data.map(narrowedTrace) : spec.data;
  plot.classList.toggle("is-stacked", fitted.height !== spec.layout.height);
  plot.style.setProperty("--height", `${fitted.height ?? 500}px`);
  plot.style.minWidth = fitted.width === NARROW ? `${NARROW}px` : "";
  // It takes the width of the page; its sliders stand below, as the page's own.
  const own = {
    ...coloured(fitted),
    width: undefined,
    height: undefined,
    autosize: true,
    sliders: undefined,
  };
  await window.Plotly.react(plot, coloured(data), own, CONFIG);
  for (const slider of figure.querySelectorAll(".slider input")) await turn(figure, slider);
}

// On a phone: the legend below, few ticks, panels one below the other. A drawing without axes keeps its size.
function narrowed({ data, layout }) {
  if (layout.xaxis?.visible === false) return { ...layout, width: NARROW };
  const axes = Object.entries({ xaxis: {}, yaxis: {}, ...layout }).filter(([name]) => /^[xy]axis/.test(name));
  const thinned = axes.map(([name, axis]) => [
    name,
    {
      ...axis,
      automargin: true,
      ...ticksOf(name, axis, data),
      title: wrapped(axis.title, TITLE_LETTERS[name[0]]),
    },
  ]);
  const calm = { ...layout, ...Object.fromEntries(thinned), legend: { ...layout.legend, ...LEGEND_BELOW } };
  const columns = thinned.filter(([name, axis]) => name.startsWith("x") && axis.domain);
  return columns.some(([, { domain }]) => domain[0] > 0) ? stacked(calm, columns, data) : calm;
}

// The scale of colours below.
function narrowedTrace(trace) {
  if (!trace.colorbar) return trace;
  return { ...trace, colorbar: { ...trace.colorbar, ...COLOURS_BELOW } };
}

function wrapped(title, letters) {
  return title?.text ? { ...title, text: inLines(title.text, letters) } : title;
}

function inLines(text, letters) {
  const lines = [""];
  for (const word of text.split(/ |<br>/)) {
    const line = `${lines.at(-1)} ${word}`.trim();
    if (line.length <= letters || lines.at(-1) === "") lines[lines.length - 1] = line;
    else lines.push(word);
  }
  return lines.join("<br>");
}

// Few numbers and days, but every name: slanted where they find no room, in lines where they are long.
function ticksOf(name, axis, data) {
  const isAcross = name.startsWith("x");
  const names = tickNames(name, axis, data);
  if (names.length === 0)
    return isAcross ? { nticks: Math.min(axis.nticks ?? TICKS, TICKS), tickangle: 0 } : {};
  if (isAcross) return { dtick: 1, tickangle: "auto", autotickangles: [0, -45, -90] };
  const letters = names.length > MANY_NAMES ? Infinity : NAME_LETTERS;
  return { tickvals: names, ticktext: names.map((text) => inLines(text, letters)) };
}

function tickNames(name, { type }, data) {
  if (type !== undefined && type !== "category") return [];
  const [letter, id] = [name[0], name.replace("axis", "")];
  const own = data.filter((trace) => (trace[`${letter}axis`] ?? letter) === id);
  const names = own.flatMap((trace) => trace[letter] ?? []).filter((value) => typeof value === "string");
  return type === undefined && names.some((text) => /^\d{4}-\d\d/.test(text)) ? [] : [...new Set(names)];
}

function stacked(layout, columns, data) {
  const count = columns.length;
  const { t = 20, b = 44 } = layout.margin ?? {};
  const named = new Set(data.filter(({ showlegend }) => showlegend !== false).map(({ name }) => name));
  const legendRows = layout.showlegend === false ? 0 : named.size;
  const height = PANEL_HEIGHT * count + t + b + LEGEND_ROW * legendRows;
  const axes = columns.flatMap(([name, axis], i) => {
    const yName = name.replace("x", "y");
    const isLast = i === count - 1;
    return [
      [
        name,
        {
          ...axis,
          domain: [0, 1],
          showticklabels: isLast,
          title: isLast ? axis.title : undefined,
        },
      ],
      [
        yName,
        {
          ...layout[yName],
          domain: [1 - (i + 1) / count, 1 - (i + PANEL_NAME) / count],
          title: wrapped(layout[yName]?.title, PANEL_TITLE),
        },
      ],
    ];
  });
  // A panel's name stands at the upper left corner of its panel.
  const annotations = (layout.annotations ?? []).map((note) => {
    const i = columns.findIndex(
      ([name, { domain }]) => note.x === domain[0] && note.y === layout[name.replace("x", "y")].domain[1],
    );
    return i < 0 ? note : { ...note, x: 0, y: 1 - (i + PANEL_NAME) / count };
  });
  return { ...layout, ...Object.fromEntries(axes), annotations, height };
}

function addSliders(figure, { layout }) {
  for (const [i, { steps, active = 0, currentvalue = {} }] of (layout.sliders ?? []).entries()) {
    const label = document.createElement("label");
    label.className = "slider";
    const input = Object.assign(document.createElement("input"), {
      type: "range",
      min: 0,
      max: steps.length - 1,
      value: active,
    });
    input.dataset.slider = i;
    input.addEventListener("input", () => turn(figure, input));
    label.append(
      `${(currentvalue.prefix ?? "").replace(/[:=\s]+$/, "")} `,
      input,
      document.createElement("output"),
    );
    figure.querySelector("figcaption").before(label);
  }
}

function turn(figure, input) {
  const step = specs.get(figure.id).layout.sliders[input.dataset.slider].steps[input.value];
  input.parentElement.querySelector("output").textContent = step.label;
  input.setAttribute("aria-valuetext", step.label);
  const said = `${figure.querySelector("img").alt} (${input.parentElement.textContent.trim()})`;
  figure.querySelector(".live").setAttribute("aria-label", said);
  return window.Plotly[step.method](
    figure.querySelector(".live"),
    ...step.args.map((arg) => structuredClone(arg)),
  );
}

function repaint() {
  for (const figure of document.querySelectorAll(".figure.is-live")) void draw(figure);
}

// ---- the place that the address names ----

// Figures that come alive above it change their height: it is sought again, until the reader moves, or has had the time.
const AIM_TIME = 5000; // ms
let aimUntil = AIM_TIME;
addEventListener("hashchange", () => (aimUntil = performance.now() + AIM_TIME));
for (const move of ["wheel", "touchmove", "pointerdown", "keydown"])
  addEventListener(move, () => (aimUntil = 0), { passive: true });

function keepAim() {
  if (location.hash && performance.now() < aimUntil)
    document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
}
addEventListener("load", keepAim);
void document.fonts.ready.then(keepAim);

const near = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries)
      if (isIntersecting) {
        near.unobserve(target);
        makeInteractive(target).catch((error) => console.error(error)); // the image stays
      }
  },
  { rootMargin: "600px" },
);
for (const figure of document.querySelectorAll("[data-figure]")) near.observe(figure);

// ---- what can be scrolled ----

// A stop on the keyboard's way only where there is something to scroll. (Without this script: all of them.)
const areas = [...document.querySelectorAll("main [tabindex='0']")];
const measure = (area) => (area.tabIndex = area.scrollWidth > area.clientWidth ? 0 : -1);
const resized = new ResizeObserver((entries) => entries.forEach(({ target }) => measure(target)));
for (const area of areas) resized.observe(area);
void document.fonts.ready.then(() => areas.forEach(measure));

// ---- the contents on a small screen ----

const menu = document.querySelector(".menu");
document.addEventListener("keydown", ({ key }) => {
  if (key !== "Escape" || !menu.open) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
for (const link of menu.querySelectorAll("a")) link.addEventListener("click", () => (menu.open = false));
document.querySelector(".contents [aria-current]")?.scrollIntoView({ block: "nearest" });

// ---- the claims ----

const filter = document.querySelector("form.filter");
if (filter) {
  const rows = [...document.querySelectorAll(".claims tbody tr")];
  const fields = ["paper", "table", "verdict", "words"];
  // Commas and the order of words don't matter, nor which sign stands for minus.
  const plain = (text) => text.toLowerCase().replace(/[,;]/g, " ").replaceAll("−", "-").trim();
  const wanted = new URLSearchParams(location.search);
  for (const name of fields) if (wanted.has(name)) filter.elements[name].value = wanted.get(name);
  const apply = () => {
    const [paper, table, verdict, words] = fields.map((name) => filter.elements[name].value);
    const parts = plain(words).split(/\s+/);
    const fits = ({ dataset, textContent }) =>
      (!paper || dataset.paper === paper) &&
      (!table || dataset.table === table) &&
      (!verdict || dataset.verdict === verdict) &&
      parts.every((part) => plain(textContent).includes(part));
    let shown = 0;
    for (const row of rows) if (!(row.hidden = !fits(row))) shown++;
    filter.querySelector("[role=status]").textContent =
      `${shown === rows.length ? "all" : `${shown} of`} ${rows.length} claims shown`;
    keep();
  };
  // The address says what is shown, so that it can be passed on.
  const keep = () => {
    const chosen = fields.filter((name) => filter.elements[name].value);
    const query = new URLSearchParams(chosen.map((name) => [name, filter.elements[name].value])).toString();
    history.replaceState(null, "", location.pathname + (query && `?${query}`) + location.hash);
  };
  filter.hidden = false;
  filter.addEventListener("input", apply);
  filter.addEventListener("submit", (event) => event.preventDefault());
  filter.addEventListener("reset", () => setTimeout(apply));
  apply();
}

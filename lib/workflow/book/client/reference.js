// In the head of the reference's pages: TypeDoc takes the reader's colours from a place of its own.
"use strict";

const chosen = document.documentElement.dataset;
const remember = (name, value) => {
  try {
    localStorage.setItem(name, value);
  } catch {
    // kept until the page is left
  }
};
remember("tsd-theme", chosen.theme ?? "os");

addEventListener("DOMContentLoaded", () => {
  const button = document.querySelector("[data-setting=theme]");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (/light|dark/.test(chosen.theme) ? chosen.theme === "dark" : dark.matches);
  const name = () => (button.textContent = isDark() ? "Light" : "Dark");
  button.hidden = false;
  button.addEventListener("click", () => {
    chosen.theme = isDark() ? "light" : "dark";
    remember("volfolio-theme", chosen.theme);
    remember("tsd-theme", chosen.theme);
    name();
  });
  dark.addEventListener("change", name);
  name();
});

// Before anything is drawn: the reader's choice of colours, and whether code is shown.
for (const name of ["theme", "code"]) {
  try {
    const value = localStorage.getItem("volfolio-" + name);
    if (value) document.documentElement.dataset[name] = value;
  } catch {
    // a browser that keeps nothing for pages from a disk
  }
}
document.documentElement.dataset.script = "on";

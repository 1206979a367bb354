import { expect, test } from "vitest";
import { highlighted } from "../../../lib/workflow/book/markdown";
import { withEntryLinks } from "../../../lib/workflow/book/entryLinks";

const pages = new Map([
  ["fitGarch", "api/functions/fitGarch.html"],
  ["createRng", "api/functions/createRng.html"],
  ["PRICE_WINDOW", "api/variables/PRICE_WINDOW.html"],
]);

/** The names that are linked in a cell, in their order. */
function linkedIn(cell: string, entry = "v"): string[] {
  const html = withEntryLinks(highlighted(cell, "ts"), entry, pages);
  const links = [...html.matchAll(/<a href="([^"]*)">(\w+)<\/a>/g)];
  for (const [, address, name] of links) expect(address).toBe(pages.get(name));
  return links.map(([, , name]) => name);
}

test.each<[string, string[]]>([
  ["const fit = v.fitGarch(returns);", ["fitGarch"]],
  ["const fit = v.volatility.fitGarch(returns);", ["fitGarch"]],
  ["v.forecasts.PRICE_WINDOW + v.createRng(1).uniform();", ["PRICE_WINDOW", "createRng"]],
  ["v.fitGarch(a); v.volatility.fitGarch(b); v.fitGarch(c);", ["fitGarch"]],
  ["const first = v.createRng.fitGarch;", ["createRng"]],
  ["mine.volatility.fitGarch(a); mine.v.fitGarch(a); fitGarch(a); v.squares(a);", []],
])("%s", (cell, names) => {
  expect(linkedIn(cell)).toEqual(names);
});

test("a name of another module of the cell leads nowhere", () => {
  expect(linkedIn("w.fitGarch(a); v.createRng(1);", "w")).toEqual(["fitGarch"]);
  expect(withEntryLinks("v.fitGarch", undefined, pages)).toBe("v.fitGarch");
});

test("the text of the code stays as it was", () => {
  const html = highlighted("v.volatility.fitGarch(v.PRICE_WINDOW);", "ts");
  const linked = withEntryLinks(html, "v", pages);
  expect(linked.replace(/<\/?a\b[^>]*>/g, "")).toBe(html);
});

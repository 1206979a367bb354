import { JSDOM } from "jsdom";
import { expect, test } from "vitest";
import { MarkdownPage } from "../../../lib/workflow/book/markdown";

test("a column of numbers stands on the right, others where they are, and so does what its author aligned", () => {
  const text = `
| name    | number | share            | day        | middle |
| ------- | ------ | ---------------- | ---------- | :----: |
| GARCH-1 | 1.23   | 0.15 (0.1 to 2)  | 2024-01-02 | 1      |
| 2 LSTM  | −4     |                  | 2024-01-03 | 2      |
`;
  const { html } = new MarkdownPage("notebooks", () => undefined).render(text);
  const rows = [...new JSDOM(html).window.document.querySelectorAll<HTMLElement>("tr")].map((row) =>
    [...row.querySelectorAll<HTMLElement>("th, td")].map(({ style }) => style.textAlign),
  );
  for (const row of rows) expect(row).toEqual(["", "right", "right", "", "center"]);
  expect(rows).toHaveLength(3);
});

import { expect, test } from "vitest";
import { pipelineFigure } from "../../lib/notebook/figures/pipelineFigure";
import { plainFigure } from "../../lib/notebook/figures/plainFigure";

const steps = ["a", "b", "c", "d", "e"].map((name) => ({ name, detail: `does ${name}<br>twice` }));

test("a box for each step, an arrow between each two, and words for who sees no image", () => {
  const figure = pipelineFigure({ steps, columns: 2, caption: "from a to e" });
  expect(figure.layout?.shapes).toHaveLength(5 + 4);
  expect(figure.layout?.annotations).toHaveLength(5);
  const heads = figure.data[0] as { x: number[]; marker: { symbol: string[] } };
  expect(heads.marker.symbol).toEqual(["triangle-right", "triangle-down", "triangle-right", "triangle-down"]);
  expect(figure.alt).toContain("a (does a, twice) → b (does b, twice)");
  expect(() => plainFigure(figure)).not.toThrow();
});

test("boxes of the same row stand apart, and the next row lies below", () => {
  const { layout } = pipelineFigure({ steps, columns: 2, caption: "from a to e" });
  const [a, b, c] = layout!.shapes!;
  expect(a.x1 as number).toBeLessThan(b.x0 as number);
  expect(c.y1 as number).toBeLessThan(a.y0 as number);
});

test("refuses an empty pipeline", () => {
  expect(() => pipelineFigure({ steps: [], caption: "nothing" })).toThrow(
    "steps must be a list of one or more steps",
  );
});

import { JSDOM } from "jsdom";
import { describe, expect, test } from "vitest";
import { ASCENT, DESCENT } from "../../lib/notebook/figures/fonts";
import { type Box, type MeasureText, textBox } from "../../lib/notebook/figures/textBox";

/** Every letter is as wide as half the font size, bold ones as all of it. */
const measureText: MeasureText = (text, fontSize, bold) => text.length * fontSize * (bold ? 1 : 0.5);

function boxOf(svg: string): Box | undefined {
  const { document } = new JSDOM(`<svg xmlns="http://www.w3.org/2000/svg">${svg}</svg>`).window;
  return textBox(document.querySelector("svg")!.firstElementChild!, measureText);
}

const sides = (box: Box | undefined): number[] => [box!.left, box!.top, box!.right, box!.bottom];

describe("textBox", () => {
  test("a text of four letters at 10 px: 20 wide, around its base line", () => {
    const box = boxOf(`<text x="5" y="50" style="font-size: 10px">abcd</text>`);
    expect(sides(box)).toBeAllClose([5, 50 - 10 * ASCENT, 25, 50 + 10 * DESCENT]);
  });

  test.each([
    ["start", 100, 120],
    ["middle", 90, 110],
    ["end", 80, 100],
  ])("anchored at its %s", (anchor, left, right) => {
    const box = boxOf(`<text x="100" text-anchor="${anchor}" style="font-size:10px">abcd</text>`)!;
    expect([box.left, box.right]).toEqual([left, right]);
  });

  test("the font's size and weight come from the parents", () => {
    const box = boxOf(`<g style="font-size: 20px; font-weight: 600"><text>ab</text></g>`)!;
    expect(box.right - box.left).toBe(40);
  });

  test("lines lie below each other, the longest says how wide", () => {
    const lines = `<tspan class="line" dy="0em">ab</tspan><tspan class="line" dy="1.3em">abcdef</tspan>`;
    const box = boxOf(`<text y="0" style="font-size:10px">${lines}</text>`);
    expect(sides(box)).toBeAllClose([0, -10 * ASCENT, 30, 13 + 10 * DESCENT]);
  });

  test("a raised exponent is smaller", () => {
    const box = boxOf(`<text style="font-size:10px">10<tspan style="font-size:70%">4</tspan></text>`)!;
    expect(box.right).toBeCloseTo(10 + 3.5, 12);
  });

  test("a quarter turn exchanges width and height", () => {
    const flat = boxOf(`<text style="font-size:10px">abcd</text>`)!;
    const turned = boxOf(`<text style="font-size:10px" transform="rotate(90,0,0)">abcd</text>`);
    expect(sides(turned)).toBeAllClose([-flat.bottom, flat.left, -flat.top, flat.right], {
      rtol: 0,
      atol: 1e-12,
    });
  });

  test("steps of a transform act from the last to the first", () => {
    const box = boxOf(`<text style="font-size:10px" transform="translate(7,3)rotate(90)">abcd</text>`);
    expect(sides(box)).toBeAllClose([7 - 10 * DESCENT, 3, 7 + 10 * ASCENT, 23]);
  });

  test("a group is as large as its texts; without text there is no box", () => {
    const group = `<g><text x="0" style="font-size:10px">ab</text><path d="M0,0"/><text x="40" style="font-size:10px">ab</text></g>`;
    expect(sides(boxOf(group))).toBeAllClose([0, -10 * ASCENT, 50, 10 * DESCENT]);
    expect(boxOf(`<g><path d="M0,0"/></g>`)).toBeUndefined();
    expect(boxOf(`<text></text>`)).toBeUndefined();
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { claimsOf } from "../../lib/papers/claims";
import { PAPERS } from "../../lib/papers/paper";
import { printedTolerance, printedValue } from "../../lib/papers/printed";
import { verdict } from "../../lib/papers/verdict";

const numbers = PAPERS.flatMap((paper) => claimsOf(paper)).filter((claim) => claim.value !== null);

describe("verdict", () => {
  test("by hand: 0.0107, close within a thousandth", () => {
    const claim = { printed: "0.0107", closeWithin: 0.001 };
    expect(verdict(claim, 0.0107)).toBe("reproduced");
    expect(verdict(claim, 0.01074)).toBe("reproduced");
    expect(verdict(claim, 0.01076)).toBe("close");
    expect(verdict(claim, 0.0098)).toBe("close");
    expect(verdict(claim, 0.0096)).toBe("differs");
    expect(verdict(claim, -0.0107)).toBe("differs");
  });

  test("a tie does not hang on the last bit: half a unit away, on either side, is reproduced", () => {
    for (const claim of numbers) {
      const value = printedValue(claim.printed);
      const half = printedTolerance(claim.printed, claim.decimals);
      for (const ours of [value + half, value - half])
        expect(verdict(claim, ours), claim.id).toBe("reproduced");
      expect(verdict(claim, value + 1.001 * half), claim.id).not.toBe("reproduced");
    }
    // written as decimals, where sum and difference are roundings of their own
    expect(verdict({ printed: "0.0107", closeWithin: 1 }, 0.01075)).toBe("reproduced");
    expect(verdict({ printed: "507.4994", closeWithin: 1 }, 507.49945)).toBe("reproduced");
    expect(verdict({ printed: "507.4994", closeWithin: 1 }, 507.49935)).toBe("reproduced");
    expect(verdict({ printed: "239.8 billion", closeWithin: 1e9 }, 239.85e9)).toBe("reproduced");
  });

  test("a bound printed without its zeros claims them all the same", () => {
    const weight = { printed: "1", decimals: 4, closeWithin: 0.05 };
    expect(verdict(weight, 0.99996)).toBe("reproduced");
    expect(verdict(weight, 0.97)).toBe("close");
    expect(verdict(weight, 0.6)).toBe("differs");
  });

  test("the edge of the stated tolerance is close", () => {
    expect(verdict({ printed: "0.30", closeWithin: 0.1 }, 0.4)).toBe("close");
    expect(verdict({ printed: "0.30", closeWithin: 0.1 }, 0.2)).toBe("close");
    expect(verdict({ printed: "0.30", closeWithin: 0.1 }, 0.4001)).toBe("differs");
  });

  test("a scale word scales the number, its digits and nothing else", () => {
    const scales = [["thousand", 3], ["million", 6], ["billion", 9], ["trillion", 12]] as const; // prettier-ignore
    fc.assert(
      fc.property(
        fc.integer({ min: -9999, max: 9999 }),
        fc.integer({ min: -300, max: 300 }),
        fc.constantFrom(...scales),
        (mantissa, away, [word, power]) => {
          const printed = (mantissa / 1000).toFixed(3);
          // in steps of 0.03 units of the last digit, so that no case lies on an edge by chance of rounding
          const ours = mantissa / 1000 + away * 0.00003;
          const plain = verdict({ printed, closeWithin: 0.0041 }, ours);
          const scale = 10 ** power;
          const scaled = verdict(
            { printed: `${printed} ${word}`, closeWithin: 0.0041 * scale },
            ours * scale,
          );
          expect(scaled).toBe(plain);
        },
      ),
    );
  });

  test("the farther away, the worse", () => {
    const order = ["reproduced", "close", "differs"];
    const gaps = fc.double({ min: 0, max: 5, noNaN: true });
    fc.assert(
      fc.property(gaps, gaps, (a, b) => {
        const [near, far] = a < b ? [a, b] : [b, a];
        const at = (gap: number): number =>
          order.indexOf(verdict({ printed: "2.5", closeWithin: 1.5 }, 2.5 + gap));
        expect(at(near)).toBeLessThanOrEqual(at(far));
      }),
    );
  });

  test("a word is reproduced by the same word only", () => {
    const claim = { printed: "Yes", closeWithin: null };
    expect(verdict(claim, "Yes")).toBe("reproduced");
    expect(verdict(claim, "No")).toBe("differs");
    expect(() => verdict(claim, 1)).toThrow('verdict: ours must be a text, as "Yes" is, got 1');
  });

  test("what is no number is refused, not judged", () => {
    const claim = { printed: "0.0107", closeWithin: 0.001 };
    for (const ours of [Number.NaN, Infinity, "0.0107"])
      expect(() => verdict(claim, ours)).toThrow('verdict: ours must be a finite number, as "0.0107" is');
  });
});

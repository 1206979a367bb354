import { expect, test } from "vitest";
import { onHalfLine, onInterval, type QuadratureRule } from "../../lib/math/quadrature";

const integral = ({ nodes, weights }: QuadratureRule, f: (x: number) => number): number =>
  nodes.reduce((sum, x, i) => sum + weights[i] * f(x), 0);
const NEAR = { rtol: 1e-10 };

test("integrals in closed form", () => {
  expect([
    integral(onInterval(0, 2), (x) => x * x), //                    8/3
    integral(onInterval(1, 3), Math.log), //                        3 ln 3 − 2
    integral(onInterval(0, 1), (x) => 1 / Math.sqrt(x)), //         2, singular at an end
    integral(onHalfLine(0, 1), (x) => Math.exp(-x)), //             1
    integral(onHalfLine(2, 5), (x) => 1 / x ** 3), //               1/8
    integral(onHalfLine(1, 1), (x) => x ** -2.1), //                1/1.1, a slow tail
  ]).toBeAllClose([8 / 3, 3 * Math.log(3) - 2, 2, 1, 1 / 8, 1 / 1.1], NEAR);
});

test("a peak at the end, an eighth as wide as the interval", () => {
  const width = 1 / 8;
  const peak = (x: number): number => Math.exp(-0.5 * ((1 - x) / width) ** 2) / width;
  expect([integral(onInterval(0, 1), peak)]).toBeAllClose([Math.sqrt(Math.PI / 2)], NEAR);
});

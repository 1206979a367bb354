import { describe, expect, test } from "vitest";
import { linearProgram, withLinearModel } from "../../lib/math/linearProgram";

const box = { lower: [0, 0], upper: [Infinity, Infinity] };

describe("by hand: chairs and tables", () => {
  // max 3x + 2y under x + y ≤ 4, x + 3y ≤ 6, x ≤ 3: the corner (3, 1), worth 11
  const rows = [
    { weights: [1, 1], lower: -Infinity, upper: 4 },
    { weights: [1, 3], lower: -Infinity, upper: 6 },
    { weights: [1, 0], lower: -Infinity, upper: 3 },
  ];

  test("the best corner", () => {
    const outcome = linearProgram({ cost: [-3, -2], ...box, rows });
    expect(outcome).toMatchObject({ status: "optimal" });
    if (outcome.status !== "optimal") return;
    expect(outcome.point).toBeAllClose([3, 1]);
    expect(outcome.value).toBeCloseTo(-11, 12);
  });

  test("a model that grows: a row cuts the corner off, another cost prefers another corner", () => {
    const points = withLinearModel({ cost: [-3, -2], ...box, rows }, (model) => {
      const answers = [];
      answers.push(model.solve());
      model.addRow({ weights: [1, 0], lower: -Infinity, upper: 2 }); // now (2, 4/3)
      answers.push(model.solve());
      model.changeCost([-1, -4]); // along x + 3y = 6, y is worth more: (0, 2)
      answers.push(model.solve());
      return answers.map((answer) => (answer.status === "optimal" ? Array.from(answer.point) : []));
    });
    expect(points[0]).toBeAllClose([3, 1]);
    expect(points[1]).toBeAllClose([2, 4 / 3]);
    expect(points[2]).toBeAllClose([0, 2]);
  });
});

test("says so where there is no point, or no smallest value", () => {
  const contradiction = [{ weights: [1, 1], lower: 3, upper: 2.5 - 1 }];
  expect(linearProgram({ cost: [1, 1], ...box, rows: contradiction }).status).toBe("infeasible");
  expect(linearProgram({ cost: [-1, 0], ...box, rows: [] }).status).toBe("unbounded");
});

test("two hundred models, one after the other", () => {
  for (let i = 0; i < 200; i++)
    linearProgram({ cost: [1, 1], ...box, rows: [{ weights: [1, 1], lower: 1, upper: 2 }] });
  expect(
    linearProgram({ cost: [1, 2], ...box, rows: [{ weights: [1, 1], lower: 1, upper: 2 }] }),
  ).toMatchObject({
    status: "optimal",
    value: 1,
  });
});

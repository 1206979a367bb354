import { describe, expect, test } from "vitest";
import { symmetricEigen } from "../../lib/math/eigen";
import { composeCovariance, nearestCorrelation } from "../../lib/portfolio";

test("eigenvalues rebuild the matrix; 3 ± 1 by hand", () => {
  const a = [[3, 1], [1, 3]]; // prettier-ignore
  const { values, vectors } = symmetricEigen(a);
  expect([...values].sort((x, y) => x - y)).toBeAllClose([2, 4]);
  const rebuilt = a.map((_, i) =>
    a.map((__, j) => values.reduce((sum, x, k) => sum + x * vectors[k][i] * vectors[k][j], 0)),
  );
  rebuilt.forEach((row, i) => expect(row).toBeAllClose(a[i]));
});

describe("composeCovariance", () => {
  test("by hand: volatilities on the diagonal, correlations between them", () => {
    const { covariance, repaired } = composeCovariance([0.1, 0.2], [[1, 0.5], [0.5, 1]]); // prettier-ignore
    covariance.forEach((row, i) => expect(row).toBeAllClose([[0.01, 0.01], [0.01, 0.04]][i])); // prettier-ignore
    expect(repaired).toBe(false);
  });

  test("correlations that contradict each other are repaired, and it says so", () => {
    const impossible = [[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]]; // prettier-ignore
    const answer = composeCovariance([0.1, 0.1, 0.1], impossible);
    expect(answer.repaired).toBe(true);
    expect(answer.largestChange).toBeGreaterThan(0.2);
    expect(Math.min(...symmetricEigen(answer.correlations).values)).toBeGreaterThan(-1e-12);
  });

  test("bad input is named", () => {
    expect(() => composeCovariance([0.1, 0], [[1, 0], [0, 1]])).toThrow(/volatilities\[1\] must be above 0/); // prettier-ignore
    expect(() => composeCovariance([0.1], [[1, 0], [0, 1]])).toThrow(/must have the same size, got 1 and 2/); // prettier-ignore
    expect(() => composeCovariance([0.1, 0.1], [[1, 0.2], [0.1, 1]])).toThrow(/correlations\[1\]\[0\] must be equal to/); // prettier-ignore
  });
});

describe("nearestCorrelation", () => {
  test("Higham's (2002) example", () => {
    // His section 4 gives the nearest one to four digits, and its distance of 0.5278
    const a = [[1, 1, 0], [1, 1, 1], [0, 1, 1]]; // prettier-ignore
    const nearest = nearestCorrelation(a);
    const printed = [[1, 0.7607, 0.1573], [0.7607, 1, 0.7607], [0.1573, 0.7607, 1]]; // prettier-ignore
    nearest.forEach((row, i) => expect(row).toBeAllClose(printed[i], { atol: 5e-5, rtol: 0 }));
    const distance = Math.sqrt(
      nearest.reduce((sum, row, i) => sum + row.reduce((s, x, j) => s + (x - a[i][j]) ** 2, 0), 0),
    );
    expect(distance).toBeCloseTo(0.5278, 4);
  });

  test("leaves a correlation matrix as it is", () => {
    const fine = [[1, 0.3], [0.3, 1]]; // prettier-ignore
    nearestCorrelation(fine).forEach((row, i) => expect(row).toBeAllClose(fine[i]));
  });
});

test("a limit that is too low for the nearest correlations is an error, not a matrix", () => {
  const rows = [[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]]; // prettier-ignore
  expect(() => nearestCorrelation(rows, { maxIterations: 1 })).toThrow(
    "nearestCorrelation: maxIterations must be larger: the projections have not come to rest",
  );
});

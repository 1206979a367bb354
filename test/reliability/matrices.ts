import fc from "fast-check";

/** Tables of 2 to 8 strategies with so many criteria, none of which is the same for all. */
export function matrices(criteria: number): fc.Arbitrary<number[][]> {
  const value = fc.integer({ min: -500, max: 500 }).map((x) => x / 100);
  const row = fc.array(value, { minLength: criteria, maxLength: criteria });
  return fc
    .array(row, { minLength: 2, maxLength: 8 })
    .filter((rows) => rows[0].every((_, j) => rows.some((other) => other[j] !== rows[0][j])));
}

/** The same arithmetic in another order: some units in the last place. */
export const EXACT = { rtol: 1e-12, atol: 1e-14 } as const;

/** ln 2 in two parts: the product of the first with the exponent of any double is exact. */
export const LN2_PARTS: readonly [number, number] = [6.9314718036912381649e-1, 1.90821492927058770002e-10];

/** Half and one and a half times ln 2, rounded in the 21st bit. */
export const HALF_LN2 = 0.3465735912322998;
export const THREE_HALVES_LN2 = 1.0397205352783203;

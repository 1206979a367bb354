import normalCdf from "@stdlib/stats-base-dists-normal-cdf";

/** What the Dickey–Fuller regression holds beside the lagged level; "trend" has a constant too. */
export type DeterministicTerms = "none" | "constant" | "trend";

/** Statistics below which a unit root is rejected at this level. */
export interface AdfCriticalValues {
  readonly "1%": number;
  readonly "5%": number;
  readonly "10%": number;
}

interface PValueSurface {
  /** Below it p is 0, to the precision of the approximation. */
  readonly lowest: number;
  /** At and below it the polynomial of the left tail holds, above it that of the rest. */
  readonly star: number;
  /** Above it p is 1. */
  readonly highest: number;
  /** Coefficients of 1, τ, τ². */
  readonly left: readonly number[];
  /** Coefficients of 1, τ, τ², τ³. */
  readonly right: readonly number[];
}

// MacKinnon (1994), Approximate asymptotic distribution functions for unit-root and cointegration tests, Journal of
// Business & Economic Statistics 12, 167–176: tables 3 and 4, one integrated series
const P_VALUES: Readonly<Record<DeterministicTerms, PValueSurface>> = {
  none: {
    lowest: -19.04,
    star: -1.04,
    highest: Infinity,
    left: [0.6344, 1.2378, 0.032496],
    right: [0.4797, 0.93557, -0.06999, 0.033066],
  },
  constant: {
    lowest: -18.83,
    star: -1.61,
    highest: 2.74,
    left: [2.1659, 1.4412, 0.038269],
    right: [1.7339, 0.93202, -0.12745, -0.010368],
  },
  trend: {
    lowest: -16.18,
    star: -2.89,
    highest: 0.7,
    left: [3.2512, 1.6047, 0.049588],
    right: [2.5261, 0.61654, -0.37956, -0.060285],
  },
};

// MacKinnon (2010), Critical values for cointegration tests, Queen's Economics Department working paper 1227, one
// integrated series: coefficients of 1, 1/n, 1/n², 1/n³ for 1, 5 and 10 per cent
const CRITICAL: Readonly<Record<DeterministicTerms, readonly (readonly number[])[]>> = {
  none: [
    [-2.56574, -2.2358, -3.627],
    [-1.941, -0.2686, -3.365, 31.223],
    [-1.61682, 0.2656, -2.714, 25.364],
  ],
  constant: [
    [-3.43035, -6.5393, -16.786, -79.433],
    [-2.86154, -2.8903, -4.234, -40.04],
    [-2.56677, -1.5384, -2.809],
  ],
  trend: [
    [-3.95877, -9.0531, -28.428, -134.155],
    [-3.41049, -4.3904, -9.036, -45.374],
    [-3.12705, -2.5856, -3.925, -22.38],
  ],
};

/** Approximate probability of a Dickey–Fuller statistic below τ under a unit root, for long series. */
export function mackinnonPValue(tau: number, terms: DeterministicTerms): number {
  const { lowest, star, highest, left, right } = P_VALUES[terms];
  if (tau > highest) return 1;
  if (tau < lowest) return 0;
  return normalCdf(polynomial(tau <= star ? left : right, tau), 0, 1);
}

/** Critical values for a regression on `n` rows. */
export function mackinnonCriticalValues(n: number, terms: DeterministicTerms): AdfCriticalValues {
  const [one, five, ten] = CRITICAL[terms].map((coefficients) => polynomial(coefficients, 1 / n));
  return Object.freeze({ "1%": one, "5%": five, "10%": ten });
}

function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduceRight((sum, c) => sum * x + c, 0);
}

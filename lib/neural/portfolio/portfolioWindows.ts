import { checkInteger, checkVector } from "../../core/checks";
import { DomainError, ShapeError } from "../../core/errors";

/** How many windows, assets, steps in a window, and features of an asset a step. */
export type PortfolioShape = readonly [windows: number, assets: number, steps: number, features: number];

/** What a portfolio network decides by, and what its decisions earned: one window a day. */
export interface PortfolioWindows {
  readonly shape: PortfolioShape;
  /** Flat and row-major: feature f of step s of asset a in window w is `inputs[((w·A + a)·S + s)·F + f]`. */
  readonly inputs: ArrayLike<number>;
  /** What is joined to the network's output before each asset's score, windows × assets: its volatility. */
  readonly joined: ArrayLike<number>;
  /** Simple returns of the day that the window decides about, windows × assets, as fractions. */
  readonly returns: ArrayLike<number>;
}

/** @throws {@link ShapeError} or {@link DomainError} unless shape, inputs, joined and returns fit together, without NaN. */
export function checkPortfolioWindows(where: string, name: string, windows: PortfolioWindows): void {
  if (windows?.shape?.length !== 4)
    throw new DomainError(
      where,
      name,
      windows,
      "portfolio windows: a shape of four numbers, with inputs, joined and returns",
    );
  const [count, assets, steps, features] = windows.shape;
  for (const size of windows.shape) checkInteger(where, `${name}.shape`, size, 1);
  const sizes = {
    inputs: count * assets * steps * features,
    joined: count * assets,
    returns: count * assets,
  };
  for (const part of ["inputs", "joined", "returns"] as const) {
    checkVector(where, `${name}.${part}`, windows[part]);
    if (windows[part].length !== sizes[part])
      throw new ShapeError(
        where,
        `${name}.${part} must hold ${sizes[part]} values for ${windows.shape.join(" × ")}, got ${windows[part].length}`,
      );
  }
}

/** Row w of windows × assets. */
export function rowOf(values: ArrayLike<number>, w: number, assets: number): Float64Array {
  return Float64Array.from({ length: assets }, (_, a) => values[w * assets + a]);
}

/** Of windows × assets: the rows of the windows `which[from]` to `which[to − 1]`. */
export function rowsOf(
  values: ArrayLike<number>,
  which: ArrayLike<number>,
  from: number,
  to: number,
  assets: number,
): Float64Array[] {
  return Array.from({ length: to - from }, (_, b) => rowOf(values, which[from + b], assets));
}

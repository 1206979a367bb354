import { RealTransform, type Spectrum } from "./realTransform";

export type { Spectrum };

/** Products of polynomials through one fast Fourier transform: no wrap-around up to `length` terms. It keeps work space. */
export class Convolver {
  private readonly transform: RealTransform;
  private readonly product: Spectrum;

  constructor(length: number) {
    const bits = 32 - Math.clz32(Math.max(4, length) - 1);
    this.transform = transformOf(1 << bits);
    this.product = this.transform.emptySpectrum();
  }

  /** Room for the spectrum of one sequence. */
  emptySpectrum(): Spectrum {
    return this.transform.emptySpectrum();
  }

  /** Fills `out` with the spectrum of the values, to be used in several products. */
  spectrum(values: Float64Array, out: Spectrum): void {
    this.transform.forward(values, out);
  }

  /** cₖ = Σᵢ aᵢ bₖ₋ᵢ, for as many k as `out` holds. */
  convolve(a: Spectrum, b: Spectrum, out: Float64Array): void {
    multiply(a, b, this.product);
    this.transform.inverse(this.product, out);
  }

  /** cₖ = Σᵢ aᵢ₊ₖ bᵢ, for as many k as `out` holds. */
  correlate(a: Spectrum, b: Spectrum, out: Float64Array): void {
    multiplyConjugate(a, b, this.product);
    this.transform.inverse(this.product, out);
  }
}

/** Transforms are kept: their tables of angles take longer to fill than a transform takes. */
const TRANSFORMS = new Map<number, RealTransform>();

function transformOf(size: number): RealTransform {
  let transform = TRANSFORMS.get(size);
  if (!transform) TRANSFORMS.set(size, (transform = new RealTransform(size)));
  return transform;
}

/** out = a·b */
function multiply(a: Spectrum, b: Spectrum, out: Spectrum): void {
  for (let i = 0; i < out.length; i += 2) {
    out[i] = a[i] * b[i] - a[i + 1] * b[i + 1];
    out[i + 1] = a[i] * b[i + 1] + a[i + 1] * b[i];
  }
}

/** out = a·b̄ */
function multiplyConjugate(a: Spectrum, b: Spectrum, out: Spectrum): void {
  for (let i = 0; i < out.length; i += 2) {
    out[i] = a[i] * b[i] + a[i + 1] * b[i + 1];
    out[i + 1] = a[i + 1] * b[i] - a[i] * b[i + 1];
  }
}

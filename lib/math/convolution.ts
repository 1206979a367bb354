import FFT from "fft.js";

/** A spectrum, to be used in several products. */
export type Spectrum = Float64Array;

/** Products of polynomials through one fast Fourier transform: no wrap-around up to `length` terms. */
export class Convolver {
  private readonly size: number;
  private readonly fft: FFT;
  private readonly padded: Float64Array;
  private readonly work: Float64Array;

  constructor(length: number) {
    this.size = 2 ** Math.ceil(Math.log2(Math.max(2, length)));
    this.fft = new FFT(this.size);
    this.padded = new Float64Array(this.size);
    this.work = new Float64Array(2 * this.size);
  }

  spectrum(values: ArrayLike<number>): Spectrum {
    this.padded.fill(0);
    this.padded.set(values);
    const out = new Float64Array(2 * this.size);
    this.fft.realTransform(out, this.padded);
    this.fft.completeSpectrum(out);
    return out;
  }

  /** cₖ = Σᵢ aᵢ bₖ₋ᵢ for k < count. */
  convolve(a: Spectrum, b: Spectrum, count: number): Float64Array {
    const { work } = this;
    for (let i = 0; i < work.length; i += 2) {
      work[i] = a[i] * b[i] - a[i + 1] * b[i + 1];
      work[i + 1] = a[i] * b[i + 1] + a[i + 1] * b[i];
    }
    return this.back(count);
  }

  /** cₖ = Σᵢ aᵢ₊ₖ bᵢ for k < count. */
  correlate(a: Spectrum, b: Spectrum, count: number): Float64Array {
    const { work } = this;
    for (let i = 0; i < work.length; i += 2) {
      work[i] = a[i] * b[i] + a[i + 1] * b[i + 1];
      work[i + 1] = a[i + 1] * b[i] - a[i] * b[i + 1];
    }
    return this.back(count);
  }

  private back(count: number): Float64Array {
    const out = new Float64Array(2 * this.size);
    this.fft.inverseTransform(out, this.work);
    return Float64Array.from({ length: count }, (_, k) => out[2 * k]);
  }
}

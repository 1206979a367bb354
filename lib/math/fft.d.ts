declare module "fft.js" {
  /** Fast Fourier transforms of one size, a power of two; complex arrays hold real and imaginary parts in turn. */
  export default class FFT {
    constructor(size: number);
    createComplexArray(): number[];
    /** Fills the first half of `out`. */
    realTransform(out: ArrayLike<number>, values: ArrayLike<number>): void;
    completeSpectrum(spectrum: ArrayLike<number>): void;
    inverseTransform(out: ArrayLike<number>, spectrum: ArrayLike<number>): void;
  }
}

declare module "fft.js" {
  /** Fast Fourier transforms of one size, a power of two; complex arrays hold real and imaginary parts in turn. */
  export default class FFT {
    constructor(size: number);
    /** cos and −sin of πk/size in turn, k to size − 1. */
    readonly table: number[];
    /** Fills `out`, another array than `values`, both complex. */
    transform(out: ArrayLike<number>, values: ArrayLike<number>): void;
  }
}

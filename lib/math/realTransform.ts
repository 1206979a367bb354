import FFT from "fft.js";
import { cos, sin } from "../core/elementary";

/** Xₖ for k = 0 … n/2, real and imaginary parts in turn; the other half of a real sequence's spectrum mirrors it. */
export type Spectrum = Float64Array;

/**
 * The discrete Fourier transform of n real numbers, n a power of two from 4 on, by a complex one of half the size:
 * even and odd entries travel as real and imaginary parts, z = x₂ₘ + i·x₂ₘ₊₁, and with w = exp(−2πi/n)
 *
 *     Xₖ = ½(Zₖ + Z̄ₙ⸝₂₋ₖ) − ½i·wᵏ·(Zₖ − Z̄ₙ⸝₂₋ₖ)
 */
export class RealTransform {
  private readonly half: number;
  private readonly fft: FFT;
  private readonly input: Float64Array;
  private readonly output: Float64Array;
  /** cos and sin of 2πk/n in turn, k to n/4. */
  private readonly turns: Float64Array;

  constructor(n: number) {
    this.half = n / 2;
    this.fft = new FFT(this.half);
    turnAlike(this.fft.table);
    this.input = new Float64Array(n);
    this.output = new Float64Array(n);
    this.turns = new Float64Array(this.half + 2);
    for (let k = 0; 2 * k < this.turns.length; k++) {
      this.turns[2 * k] = cos((2 * Math.PI * k) / n);
      this.turns[2 * k + 1] = sin((2 * Math.PI * k) / n);
    }
  }

  emptySpectrum(): Spectrum {
    return new Float64Array(2 * this.half + 2);
  }

  /** Fills `spectrum` from at most n values; missing ones count as 0. */
  forward(values: Float64Array, spectrum: Spectrum): void {
    this.input.set(values);
    this.input.fill(0, values.length);
    this.fft.transform(this.output, this.input);
    unfold(this.output, this.turns, this.half, spectrum);
  }

  /** Writes the first values of the sequence with this spectrum, as many as `out` holds. */
  inverse(spectrum: Spectrum, out: Float64Array): void {
    fold(spectrum, this.turns, this.half, this.input);
    this.fft.transform(this.output, this.input);
    swap(this.output, out);
  }
}

/** Fills the table of cos and −sin of πk/size in turn anew: by itself it takes them from the engine's `Math`. */
function turnAlike(table: number[]): void {
  for (let i = 0; i < table.length; i += 2) {
    const angle = (2 * Math.PI * i) / table.length;
    table[i] = cos(angle);
    table[i + 1] = -sin(angle);
  }
}

/** X from Z, the pair k and n/2 − k together: the even and the odd part of Z about n/4, the odd one turned by −i·wᵏ. */
function unfold(z: Float64Array, turns: Float64Array, half: number, spectrum: Spectrum): void {
  spectrum[0] = z[0] + z[1];
  spectrum[1] = 0;
  spectrum[2 * half] = z[0] - z[1];
  spectrum[2 * half + 1] = 0;
  for (let i = 2, j = 2 * half - 2; i <= j; i += 2, j -= 2) {
    const evenRe = 0.5 * (z[i] + z[j]);
    const evenIm = 0.5 * (z[i + 1] - z[j + 1]);
    const oddRe = 0.5 * (z[i] - z[j]);
    const oddIm = 0.5 * (z[i + 1] + z[j + 1]);
    const turnedRe = turns[i] * oddIm - turns[i + 1] * oddRe;
    const turnedIm = -turns[i] * oddRe - turns[i + 1] * oddIm;
    spectrum[i] = evenRe + turnedRe;
    spectrum[i + 1] = evenIm + turnedIm;
    spectrum[j] = evenRe - turnedRe;
    spectrum[j + 1] = turnedIm - evenIm;
  }
}

/**
 * Z over n/2 from X, real and imaginary parts swapped: between swaps before and after, the transform is its own inverse.
 */
function fold(spectrum: Spectrum, turns: Float64Array, half: number, swapped: Float64Array): void {
  const scale = 0.5 / half;
  swapped[1] = scale * (spectrum[0] + spectrum[2 * half]);
  swapped[0] = scale * (spectrum[0] - spectrum[2 * half]);
  for (let i = 2, j = 2 * half - 2; i <= j; i += 2, j -= 2) {
    const evenRe = scale * (spectrum[i] + spectrum[j]);
    const evenIm = scale * (spectrum[i + 1] - spectrum[j + 1]);
    const turnedRe = scale * (spectrum[i] - spectrum[j]);
    const turnedIm = scale * (spectrum[i + 1] + spectrum[j + 1]);
    const oddRe = -turns[i] * turnedIm - turns[i + 1] * turnedRe;
    const oddIm = turns[i] * turnedRe - turns[i + 1] * turnedIm;
    swapped[i + 1] = evenRe + oddRe;
    swapped[i] = evenIm + oddIm;
    swapped[j + 1] = evenRe - oddRe;
    swapped[j] = oddIm - evenIm;
  }
}

/** The swap afterwards; an odd `out` ends in the middle of a pair. */
function swap(swapped: Float64Array, out: Float64Array): void {
  for (let t = 0; t < out.length; t++) out[t] = swapped[t ^ 1];
}

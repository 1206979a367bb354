import { checkNumber } from "../../core/checks";
import { DomainError } from "../../core/errors";
import { display, type Shown } from "../display";
import { significant } from "../numbers";

/** What an exercise may ask for: a number, a text, or a list of numbers. */
export type Answer = number | string | ArrayLike<number>;

/** A wrong answer that is often given, and what leads to it. */
export interface Mistake {
  readonly answer: Answer;
  /** "That is the variance: take its root." */
  readonly because: string;
}

export interface CheckOptions {
  /** How far a number may be off, relative to the right one (to 1 where that is 0). Default 0.005: two digits and a half. */
  readonly within?: number;
  /** Wrong answers that have a word of their own; none by default. */
  readonly mistakes?: readonly Mistake[];
  /** Where to look when the answer is neither right nor nearly: "the paragraph above eq. 2". By default nothing is said. */
  readonly lookAt?: string;
}

const WHERE = "check";
const NEARLY = 10; // times as far off as a right answer may be

/**
 * Says of an exercise's answer whether it is right, nearly right, or what to look at.
 *
 * @param answer - the reader's; `undefined` while there is none.
 * @param right - better computed by the library than written down: then nothing gives it away. As a function it is
 *   asked only when there is an answer: for what takes its time.
 * @example check(yours, averageTrueRange(fourDays, { period: 2 }), { lookAt: "yesterday's close" })
 */
export function check(
  answer: Answer | undefined,
  right: Answer | (() => Answer),
  options: CheckOptions = {},
): Shown {
  return display({ "text/plain": checkText(answer, right, options) });
}

export function checkText(
  answer: Answer | undefined,
  right: Answer | (() => Answer),
  { within = 0.005, mistakes = [], lookAt }: CheckOptions,
): string {
  checkNumber(WHERE, "within", within, 0, 1);
  if (right == null)
    throw new DomainError(WHERE, "right", right, "a number, a text, a list of numbers, or a function");
  if (answer == null) return "No answer yet: put yours in place of undefined, and run the cell again.";
  const expected = typeof right === "function" ? right() : right;
  const off = distance(answer, expected);
  if (off <= within) return "✓ Right.";
  const mistake = mistakes.find((one) => distance(answer, one.answer) <= within);
  if (mistake) return `✗ Not yet. ${mistake.because}`;
  const hint = lookAt === undefined ? "" : ` Look at ${lookAt}.`;
  if (typeof off === "number" && off <= NEARLY * within)
    return `≈ Nearly: off by ${significant(100 * off, 2)} %.${hint}`;
  return `✗ Not yet.${reasonOf(answer, expected)}${hint}`;
}

/** The largest relative distance of two answers of a kind; infinite where they are of different kinds or lengths. */
function distance(answer: Answer, expected: Answer): number {
  if (typeof answer === "string" || typeof expected === "string")
    return plain(answer) === plain(expected) ? 0 : Infinity;
  const [a, b] = [numbers(answer), numbers(expected)];
  if (a.length !== b.length || typeof answer !== typeof expected) return Infinity;
  return a.reduce((most, value, i) => Math.max(most, apart(value, b[i])), 0);
}

function apart(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) && Number.isNaN(b) ? 0 : Infinity;
  return a === b ? 0 : Math.abs(a - b) / (b === 0 ? 1 : Math.abs(b));
}

const numbers = (value: number | ArrayLike<number>): number[] =>
  typeof value === "number" ? [value] : Array.from(value);

const plain = (value: Answer): string =>
  typeof value === "object" ? "" : String(value).trim().toLowerCase();

function reasonOf(answer: Answer, expected: Answer): string {
  const [got, wanted] = [kindOf(answer), kindOf(expected)];
  return got === wanted ? "" : ` The answer is ${wanted}, yours is ${got}.`;
}

function kindOf(value: Answer): string {
  if (typeof value === "string") return "a text";
  if (typeof value === "number") return "a number";
  return value.length === 1 ? "a list of 1 number" : `a list of ${value.length} numbers`;
}

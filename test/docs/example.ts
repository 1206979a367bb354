import ts from "typescript";
import { printedTolerance } from "../../lib/papers/printed";

/** An example as a program: a cell after `import * as v from "volfolio";`. */
export const cellOf = (example: string): string => `import * as v from "volfolio";\n${example}\nexport {};\n`;

const ARROW = /\/\/ → (.*)$/;

/** How many values an example promises: its comments `// → value`. */
export const promisesIn = (example: string): number =>
  example.split("\n").filter((line) => ARROW.test(line)).length;

/** The example with `expression; // → value` made to `compare(expression, "value");`. */
export function comparing(example: string): string {
  const file = ts.createSourceFile("example.ts", example, ts.ScriptTarget.ES2022, true);
  const statements = file.statements.map((statement) => {
    const text = statement.getText();
    const [comment] = ts.getTrailingCommentRanges(example, statement.end) ?? [];
    const [, value] = comment ? (ARROW.exec(example.slice(comment.pos, comment.end)) ?? []) : [];
    if (value === undefined || !ts.isExpressionStatement(statement)) return text;
    return `compare(${statement.expression.getText()}, ${JSON.stringify(value)});`;
  });
  return cellOf(statements.join("\n"));
}

/**
 * Where a value differs from what is written of it; "" where it does not. Numbers agree to the digits that are written,
 * lists by their entries (`…` for those that are left out), records by the names that are written.
 */
export function difference(actual: unknown, written: string): string {
  const open = written.replace(/,\s*…\s*\]/g, ", ...REST]");
  const file = ts.createSourceFile("value.ts", `(${open});`, ts.ScriptTarget.ES2022, true);
  const [statement] = file.statements;
  if (!ts.isExpressionStatement(statement) || !ts.isParenthesizedExpression(statement.expression))
    return `${written} is not a literal`;
  return differenceFrom(actual, statement.expression.expression, "");
}

function differenceFrom(actual: unknown, node: ts.Expression, path: string): string {
  const text = node.getText();
  const differs = `${path || "the value"} is ${shown(actual)}, not ${text}`;
  if (isNumber(node)) return typeof actual === "number" && isNear(actual, text) ? "" : differs;
  if (ts.isArrayLiteralExpression(node)) return ofList(actual, node, path) ?? differs;
  if (ts.isObjectLiteralExpression(node)) return ofRecord(actual, node, path) ?? differs;
  const plain = ts.isStringLiteralLike(node) ? node.text : WORDS.get(text);
  if (plain === undefined && text !== "undefined") return `${text} is not a literal`;
  return Object.is(actual, plain) ? "" : differs;
}

const WORDS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ["true", true],
  ["false", false],
  ["null", null],
  ["NaN", NaN],
  ["Infinity", Infinity],
  ["-Infinity", -Infinity],
]);

const isNumber = (node: ts.Expression): boolean =>
  ts.isNumericLiteral(node) || (ts.isPrefixUnaryExpression(node) && ts.isNumericLiteral(node.operand));

/** By half a unit of the last digit, and the rounding of a number that lies just there. */
const isNear = (actual: number, text: string): boolean =>
  Math.abs(actual - Number(text)) <= printedTolerance(text) + 1e-12 * Math.abs(actual);

function ofList(actual: unknown, { elements }: ts.ArrayLiteralExpression, path: string): string | undefined {
  if (!Array.isArray(actual) && !ArrayBuffer.isView(actual)) return undefined;
  const list = Array.from(actual as unknown as ArrayLike<unknown>);
  const last = elements.at(-1);
  const hasMore = last !== undefined && ts.isSpreadElement(last);
  const given = hasMore ? elements.slice(0, -1) : elements;
  if (hasMore ? list.length <= given.length : list.length !== given.length) return undefined;
  return firstOf(given.map((node, i) => () => differenceFrom(list[i], node, `${path}[${i}]`)));
}

function ofRecord(
  actual: unknown,
  { properties }: ts.ObjectLiteralExpression,
  path: string,
): string | undefined {
  if (typeof actual !== "object" || actual === null) return undefined;
  return firstOf(
    properties.map((property) => () => {
      if (!ts.isPropertyAssignment(property)) return `${property.getText()} is not name: value`;
      const { name, initializer } = property;
      const key = ts.isStringLiteral(name) ? name.text : name.getText();
      return differenceFrom((actual as Record<string, unknown>)[key], initializer, `${path}.${key}`);
    }),
  );
}

function firstOf(checks: readonly (() => string)[]): string {
  for (const check of checks) {
    const found = check();
    if (found !== "") return found;
  }
  return "";
}

function shown(value: unknown): string {
  const plain = ArrayBuffer.isView(value) ? Array.from(value as unknown as ArrayLike<number>) : value;
  return JSON.stringify(plain) ?? String(plain);
}

/** So many rows about one day each make a table of days. */
const FEWEST = 3;

/**
 * Whether a text is a table with a row for each day, such as the head of a series: lines whose first or second cell is
 * a day, and the only one in the line. A table that names spans of days, or days further right, is none.
 */
export function holdsDays(text: string): boolean {
  return text.split("\n").filter(isAboutOneDay).length >= FEWEST;
}

function isAboutOneDay(line: string): boolean {
  const cells = line.split(/[│|║]| {2,}|\t/).map((cell) => cell.trim().replace(/^["']|["']$/g, ""));
  const filled = cells.filter((cell) => cell !== "");
  const inFront = filled.slice(0, 2).some((cell) => DAY.test(cell));
  return inFront && filled.length > 1 && line.match(ANY_DAY)?.length === 1;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const ANY_DAY = /\d{4}-\d{2}-\d{2}/g;

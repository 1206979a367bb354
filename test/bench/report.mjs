import { availableParallelism, cpus, platform, arch } from "node:os";

/** The machine in one line. */
export function machine() {
  const model = cpus()[0]?.model.trim();
  const named = model && !/unknown/i.test(model) ? ` (${model})` : "";
  return `${availableParallelism()}-core ${arch()} ${platform()}${named}, Node ${process.versions.node}`;
}

const digits = (value) => (value >= 1000 ? value.toFixed(0) : value.toPrecision(3));
const milliseconds = ({ median, low, high }) => `${digits(median)} (${digits(low)}–${digits(high)})`;

function ratioText(ratio) {
  return ratio ? `${ratio.median.toFixed(3)} (${ratio.low.toFixed(3)}–${ratio.high.toFixed(3)})` : "";
}

function targetText({ target, ratio }) {
  if (target === undefined) return "";
  const verdict = ratio ? (ratio.median <= target ? ", met" : ", MISSED") : "";
  return `≤ ${target}${verdict}`;
}

/** A Markdown table, without the columns in which no row has an entry: those of a peer that is missing. */
function table(headings, rows) {
  const used = headings.map((_, j) => rows.some((row) => row[j] !== ""));
  const line = (cells) => `| ${cells.filter((_, j) => used[j]).join(" | ")} |`;
  return [line(headings), line(headings.map((_, j) => (j === 0 ? "---" : "--:"))), ...rows.map(line)].join(
    "\n",
  );
}

/** A result as the text that is printed: the same figures as in the JSON file. */
export function markdown({
  benchmark,
  machine,
  load,
  data,
  peer,
  peerMissing,
  agreementOf = "ln L, ours − peer",
  comparisons,
  tables,
}) {
  const versions = peer && Object.entries(peer).map(([name, version]) => `${name} ${version}`).join(", "); // prettier-ignore
  return [
    `## ${benchmark}`,
    `${machine}; load at the start ${load.toFixed(1)}.`,
    ...(peer ? [`Peer: ${versions}; one thread each, in turn.`] : []),
    ...(peerMissing ? [peerMissing] : []),
    data,
    table(
      ["", "ours, ms", "peer, ms", "ours ÷ peer", "of processor time", "target", agreementOf],
      comparisons.map((row) => [
        row.name,
        milliseconds(row.ours),
        row.peer ? milliseconds(row.peer) : "",
        ratioText(row.ratio),
        row.cpuRatio ? row.cpuRatio.median.toFixed(3) : "",
        targetText(row),
        row.agreement ?? "",
      ]),
    ),
    "Medians of the rounds, quartiles in brackets.",
    ...tables.flatMap(({ title, headings, rows }) => [`### ${title}`, table(headings, rows)]),
    "",
  ].join("\n\n");
}

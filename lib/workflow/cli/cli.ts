import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, relative, resolve } from "node:path";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { DataError, MissingError } from "../../core/errors";
import { projectPath } from "../../core/project";
import type { Profile } from "../../notebook/results/parameters";
import { reference, type Reference } from "../book/reference";
import { writeBook } from "../book/writeBook";
import type { CommandStreams } from "./commandStreams";
import { EXIT, exitCodeOf } from "./exitCode";
import { registerDataCommand } from "./dataCommand";
import { installKernelSpec, jupyterDataFolder, removeKernelSpec } from "../kernel/kernelSpec";
import { startLab } from "./lab";
import { marketInUse, type MarketInUse } from "../run/marketInUse";
import { chosenNotebooks, notebooksIn } from "../run/notebookList";
import type { ParameterValues } from "../run/parameters";
import { publish, type PublishOptions } from "../publish/publish";
import { referenceFolder } from "../publish/reference";
import { reproduce, type ReproduceOptions } from "../run/reproduce";
import { readResults } from "../results/resultFiles";
import { runDisplay } from "../run/runDisplay";
import { summaryText } from "../run/summary";
import { isVerified, verificationText } from "../results/verification";
import { verify } from "../results/verify";

/**
 * The command line `volfolio`.
 *
 * @param args - what stands after the program's name.
 * @param signal - stops what runs: kernels end, nothing half-done is written.
 * @returns the exit code: 0, 1 when anything failed or was misspelt, 130 when it was stopped.
 */
export async function runCommandLine(
  args: readonly string[],
  streams: CommandStreams,
  signal: AbortSignal,
): Promise<number> {
  return interpret(args, streams, (work) => work(signal));
}

/**
 * Reads what {@link runCommandLine} would run, and runs nothing: `npm run reproduce` asks before it builds.
 *
 * @returns undefined where there is something to run; else the exit code, and what is misspelt has been said.
 */
export async function checkCommandLine(
  args: readonly string[],
  streams: CommandStreams,
): Promise<number | undefined> {
  let runs = false;
  const exitCode = await interpret(args, streams, () => {
    runs = true;
    return EXIT.done;
  });
  return runs ? undefined : exitCode;
}

async function interpret(
  args: readonly string[],
  streams: CommandStreams,
  perform: (work: Work) => number | Promise<number>,
): Promise<number> {
  let exitCode: number = EXIT.done;
  const program = commandLine(streams, async (work) => {
    exitCode = await perform(work);
  });
  try {
    await program.parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      const text = error.exitCode === 0 ? "" : usageError(error, program, args);
      if (text) streams.err.write(`${text}\n`);
      return error.exitCode;
    }
    return exitCodeOf(error, streams, "Stopped. What is whole is kept: the same command goes on from there.");
  }
}

async function publishCommand(options: PublishOptions, { out }: CommandStreams): Promise<number> {
  for (const file of await publish(options)) out.write(`${file}\n`);
  return EXIT.done;
}

type Work = (signal: AbortSignal) => number | Promise<number>;

function commandLine(streams: CommandStreams, run: (work: Work) => Promise<void>): Command {
  const program = new Command("volfolio")
    .description("Two papers on cryptocurrency volatility and portfolios, reproduced in TypeScript notebooks")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void streams.out.write(text),
      writeErr: (text) => void streams.err.write(text),
      outputError: () => {}, // said in one sentence at the end
    });

  withRunOptions(program.command("reproduce"))
    .description("run all notebooks in order; those that are still valid from an earlier run are kept")
    .option("--only <names>", "some of them, by number or name: 01,02-atr", commaList)
    .addOption(folderOption("--notebooks <folder>", "where they are", "notebooks"))
    .option("--fresh", "run also what is still valid")
    .action((options: ReproduceArguments) => run((signal) => reproduceCommand(options, streams, signal)));

  withRunOptions(program.command("run <notebook...>"))
    .description("run these notebook files, valid or not")
    .action((files: string[], options: RunArguments) =>
      run((signal) => runFiles(files, options, streams, signal)),
    );

  withKernelOptions(program.command("verify"))
    .description(
      "run notebooks again and compare metrics (with their tolerances) and verdicts with the published ones; exits with 1 when any moved",
    )
    .addOption(profileOption("how much to compute, and which reference").default("quick"))
    .option(
      "--against <path>",
      "other results: the folder, or the file of one notebook (default: docs/results/<market>-<profile>)",
      fromCaller,
    )
    .option(
      "--tolerance <number>",
      "how far a metric without its own tolerance may be off, relative to it",
      positive,
      1e-9,
    )
    .addOption(folderOption("--notebooks <folder>", "where the notebooks are", "notebooks"))
    .action((options: VerifyArguments) => run((signal) => verifyCommand(options, streams, signal)));

  program
    .command("book")
    .description(
      "make the book of the last run again: reproduce does it at its end; without TypeDoc or lib/ it has no reference of the library",
    )
    .addOption(folderOption("--out <folder>", "the folder of that run", "build"))
    .action((options: { readonly out: string }) =>
      run(async (signal) => makeBook(options.out, await reference(signal), streams)),
    );

  program
    .command("publish")
    .description(
      "write the last run into the project, to be committed: its metrics and verdicts for verify, and of a full run on real data the executed notebooks and RESULTS.md",
    )
    .addOption(folderOption("--out <folder>", "the folder of that run", "build"))
    .addOption(folderOption("--to <folder>", "the project's folder", "."))
    .action((options: PublishOptions) => run(() => publishCommand(options, streams)));

  program
    .command("lab [options...]")
    .description("start JupyterLab with the kernel of this project; options behind -- go to JupyterLab")
    .action((options: string[]) => run((signal) => startLab(options, signal)));

  const kernel = program.command("kernel").description("the kernel for JupyterLab and VS Code");
  kernel
    .command("install")
    .description("write the kernel spec into your Jupyter data folder")
    .option(
      "--prefix <folder>",
      "into <folder>/share/jupyter instead, as for a Python environment",
      fromCaller,
    )
    .option("--dir <folder>", "into this Jupyter data folder instead", fromCaller)
    .option("--remove", "take it away again")
    .action((options: KernelArguments) => run(() => kernelCommand(options, streams)));

  registerDataCommand(program, streams, run);
  return program;
}

interface KernelRunArguments {
  readonly data?: string;
  readonly out: string;
  readonly workers: number;
  readonly timeout: number;
}

interface RunArguments extends KernelRunArguments {
  readonly profile: Profile;
  readonly param: ParameterValues;
}

interface ReproduceArguments extends RunArguments {
  readonly only?: readonly string[];
  readonly notebooks: string;
  readonly fresh?: boolean;
}

interface VerifyArguments extends KernelRunArguments {
  readonly against?: string;
  readonly profile: Profile;
  readonly tolerance: number;
  readonly notebooks: string;
}

interface KernelArguments {
  readonly prefix?: string;
  readonly dir?: string;
  readonly remove?: boolean;
}

function withKernelOptions(command: Command): Command {
  return command
    .option(
      "--data <folder>",
      'real market data, or "simulated" (default: VOLFOLIO_DATA, else data/snapshots)',
      dataFolder,
    )
    .addOption(folderOption("--out <folder>", "where notebooks/ and results/ go", "build"))
    .option(
      "--workers <n>",
      "how many notebooks run at a time",
      wholeNumber,
      Math.min(availableParallelism(), 4),
    )
    .option("--timeout <seconds>", "what a cell may take", positive, 1200);
}

function withRunOptions(command: Command): Command {
  return withKernelOptions(command)
    .addOption(profileOption("how much to compute").default("quick"))
    .addOption(
      new Option("--param <name=value>", "a notebook's parameter; may be repeated")
        .argParser(parameter)
        .default({}, "those in the notebooks"),
    );
}

/** A folder; its default is one of the project's. */
const folderOption = (flags: string, description: string, name: string): Option =>
  new Option(flags, description).argParser(fromCaller).default(projectPath(name), name);

const profileOption = (description: string): Option =>
  new Option("--profile <profile>", description).choices(["quick", "full"]);

async function reproduceCommand(
  options: ReproduceArguments,
  streams: CommandStreams,
  signal: AbortSignal,
): Promise<number> {
  const all = notebooksIn(options.notebooks);
  const files = options.only ? chosenNotebooks(all, options.only) : all;
  const others = all.filter((file) => !files.includes(file));
  const pages = reference(signal); // made while the notebooks run
  const exitCode = await runAndReport({ files, others, fresh: options.fresh }, options, streams, signal);
  await makeBook(options.out, await pages, streams);
  return exitCode;
}

async function makeBook(out: string, pages: Reference, streams: CommandStreams): Promise<number> {
  if ("missing" in pages) streams.err.write(`The book has no reference of the library: ${pages.missing}\n`);
  const page = await writeBook(out, pages);
  streams.out.write(`The book begins at ${fromHere(page)}\n`);
  return EXIT.done;
}

async function runFiles(
  paths: readonly string[],
  options: RunArguments,
  streams: CommandStreams,
  signal: AbortSignal,
): Promise<number> {
  const files = paths.map(fromCaller);
  const others = notebooksIn(projectPath("notebooks")).filter((file) => !files.includes(file));
  return runAndReport({ files, others, fresh: true }, options, streams, signal);
}

async function runAndReport(
  which: Pick<ReproduceOptions, "files" | "others" | "fresh">,
  options: RunArguments,
  streams: CommandStreams,
  signal: AbortSignal,
): Promise<number> {
  const { profile, param, data, out, workers, timeout } = options;
  const market = marketInUse(data);
  const count = which.files.length === 1 ? "1 notebook" : `${which.files.length} notebooks`;
  streams.err.write(
    `${count}, profile ${profile}, ${market === "simulated" ? "SIMULATED" : market} market data\n`,
  );
  const display = runDisplay(streams, workers);
  const running = reproduce({
    ...which,
    profile,
    parameters: param,
    data,
    out,
    workers,
    timeout,
    onEvent: display.onEvent,
    signal,
  });
  const { outcomes, claims } = await running.finally(() => display.stop());
  streams.out.write(`\n${summaryText(outcomes, claims, out)}`);
  return outcomes.some(({ failure }) => failure) ? EXIT.failed : EXIT.done;
}

async function verifyCommand(
  options: VerifyArguments,
  streams: CommandStreams,
  signal: AbortSignal,
): Promise<number> {
  const { against, profile, tolerance, notebooks, data, out, workers, timeout } = options;
  const path = against ?? publishedReference(marketInUse(data), profile);
  const reference = await readResults(path);
  const other = reference.find((result) => result.profile !== profile);
  if (other)
    throw new DataError(path, `the reference must have the profile ${profile}, got ${other.profile}`);
  const display = runDisplay(streams, workers);
  const running = verify(reference, {
    files: notebooksIn(notebooks),
    relativeTolerance: tolerance,
    data,
    out: join(out, "verify"),
    workers,
    timeout,
    onEvent: display.onEvent,
    signal,
  });
  const verification = await running.finally(() => display.stop());
  streams.out.write(`\n${verificationText(verification, fromHere(path))}`);
  return isVerified(verification) ? EXIT.done : EXIT.failed;
}

function publishedReference(market: MarketInUse, profile: Profile): string {
  const folder = referenceFolder(market, profile);
  if (existsSync(projectPath(folder))) return projectPath(folder);
  throw new MissingError(
    "verify",
    `nothing is published in ${folder}: name other results with --against, or publish a run of this profile on this market`,
  );
}

function kernelCommand({ prefix, dir, remove }: KernelArguments, { out }: CommandStreams): number {
  const folder = dir ?? (prefix === undefined ? jupyterDataFolder() : join(prefix, "share", "jupyter"));
  if (remove) out.write(`Removed ${removeKernelSpec(folder)}\n`);
  else out.write(`Installed ${installKernelSpec(folder)}\nRestart JupyterLab or VS Code to see it.\n`);
  return EXIT.done;
}

/** One sentence, with the choices that there are. */
function usageError({ code, message }: CommanderError, program: Command, args: readonly string[]): string {
  let command = program;
  for (const name of args) command = command.commands.find((one) => one.name() === name) ?? command;
  const said = message.replace(/^error: /, "").replace(/\n.*/s, "");
  const options = command.options.map(({ long }) => long).join(", ");
  const commands = command.commands.map((one) => one.name()).join(", ");
  if (code === "commander.unknownOption")
    return `volfolio ${command.name()}: ${said}; there are ${options || "none"}`;
  if (code === "commander.unknownCommand") return `volfolio: ${said}; there are ${commands}`;
  return code === "commander.help" ? "" : `volfolio: ${said}`;
}

/** A path as it looks from where the caller is. */
function fromHere(path: string): string {
  return relative(process.env.INIT_CWD ?? process.cwd(), path) || ".";
}

/** A path as the caller means it: npm runs scripts in the project's folder, wherever it was called. */
function fromCaller(path: string): string {
  return resolve(process.env.INIT_CWD ?? process.cwd(), path);
}

function dataFolder(text: string): string {
  return text === "simulated" ? text : fromCaller(text);
}

function commaList(text: string): string[] {
  return text.split(",").filter((part) => part !== "");
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new InvalidArgumentError("It must be a whole number, at least 1.");
  return value;
}

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value < Infinity)) throw new InvalidArgumentError("It must be a number above 0.");
  return value;
}

/** `seed=2` or `coins=["BTC"]`: JSON where it can be read as JSON, text otherwise. */
function parameter(text: string, previous: ParameterValues): ParameterValues {
  const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined) throw new InvalidArgumentError("It must be name=value.");
  return { ...previous, [name]: jsonOrText(value) };
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

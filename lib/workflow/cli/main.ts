import { runCommandLine } from "./cli";
import { EXIT } from "./exitCode";
import { killAllKernels } from "../kernel/kernelProcess";

const stop = new AbortController();
let stopCode: number = EXIT.SIGINT;

// The first signal stops cleanly, the second at once.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.on(signal, () => {
    const code = EXIT[signal];
    if (stop.signal.aborted) {
      killAllKernels();
      process.exit(code);
    }
    stopCode = code;
    stop.abort();
  });

const streams = { out: process.stdout, err: process.stderr, isTTY: process.stderr.isTTY === true };

void runCommandLine(process.argv.slice(2), streams, stop.signal).then((code) => {
  process.exitCode = stop.signal.aborted && code !== EXIT.done ? stopCode : code;
});

import { runCommandLine } from "./cli";
import { killAllKernels } from "../kernel/kernelProcess";

/** Exit codes by convention: 128 and the signal's number. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };

const stop = new AbortController();
let stopCode = 0;

// The first signal stops cleanly, the second at once.
for (const [signal, code] of Object.entries(SIGNALS))
  process.on(signal, () => {
    if (stop.signal.aborted) {
      killAllKernels();
      process.exit(code);
    }
    stopCode = code;
    stop.abort();
  });

const streams = { out: process.stdout, err: process.stderr, isTTY: process.stderr.isTTY === true };

void runCommandLine(process.argv.slice(2), streams, stop.signal).then((code) => {
  process.exitCode = stop.signal.aborted && code !== 0 ? stopCode : code;
});

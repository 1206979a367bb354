import { runCommandLine } from "./cli";
import { killAllKernels } from "./kernelProcess";

const stop = new AbortController();
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

for (const [signal, code] of Object.entries(SIGNALS))
  process.on(signal, () => {
    if (stop.signal.aborted) {
      killAllKernels();
      process.exit(code);
    }
    stop.abort();
  });

const streams = { out: process.stdout, err: process.stderr, isTTY: process.stderr.isTTY === true };

void runCommandLine(process.argv.slice(2), streams, stop.signal).then((code) => {
  process.exitCode = code;
});

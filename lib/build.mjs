// `npm run build`
import { build } from "./makeDist.mjs";

process.exitCode = (await build()) === "failed" ? 1 : 0;

import { join } from "node:path";
import { projectPath } from "./project";

/** Where results are kept that are dear to compute: a folder in `VOLFOLIO_CACHE`, else in `build/cache`. */
export function cacheFolder(name: string): string {
  const folder = process.env.VOLFOLIO_CACHE;
  return folder ? join(folder, name) : projectPath("build", "cache", name);
}

import { LAYERS } from "./libraryImports";

/** The modules whose public functions have complete comments, with examples that run: all, and what `neural` hands on. */
export const MODULES: readonly string[] = LAYERS.filter((module) => module !== "workflow");

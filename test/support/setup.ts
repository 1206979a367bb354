import { expect } from "vitest";
import { toBeAllClose } from "./allClose";

expect.extend({ toBeAllClose });

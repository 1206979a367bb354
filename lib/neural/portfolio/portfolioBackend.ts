import { checkOneOf } from "../../core/checks";
import { chooseBackend, type Backend } from "../backends/backend";
import type { MakePortfolioLearner } from "./portfolioLearner";
import { ReferencePortfolio } from "../backends/reference/portfolio";
import { takeKernel } from "../backends/wasm/kernel";
import { PortfolioKernel } from "../backends/wasm/portfolioKernel";

/** What computes a portfolio network: there is none of TensorFlow's ops. */
export type PortfolioBackend = Exclude<Backend, "native">;

const MAKERS: Record<PortfolioBackend, MakePortfolioLearner> = {
  wasm: (network, shape, batch, rng) => new PortfolioKernel(takeKernel(), network, shape, batch, rng),
  reference: (network, shape, _, rng) => new ReferencePortfolio(network, shape, rng),
};

/**
 * The backend to compute portfolio networks on: the one that is asked for, else the reference where `VOLFOLIO_BACKEND`
 * names it, else wasm.
 *
 * @throws {@link MissingError} where it does not run here.
 */
export function choosePortfolioBackend(
  where: string,
  backend?: PortfolioBackend,
): { readonly label: string; readonly makeLearner: MakePortfolioLearner } {
  if (backend !== undefined) checkOneOf(where, "backend", backend, ["wasm", "reference"]);
  const wanted = backend ?? (process.env.VOLFOLIO_BACKEND === "reference" ? "reference" : "wasm");
  const { label } = chooseBackend(where, { backend: wanted });
  return { label, makeLearner: MAKERS[wanted] };
}

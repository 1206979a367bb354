import { binance } from "./binance";
import { coingecko } from "./coingecko";
import { coinmarketcap } from "./coinmarketcap";
import { investing } from "./investing";
import { okx } from "./okx";
import { type Provider } from "./provider";
import { yahoo } from "./yahoo";

export type ProviderName = "okx" | "binance" | "yahoo" | "investing" | "coinmarketcap" | "coingecko";

/** The providers, by the names that `data/datasets.json` uses. */
export const PROVIDERS: Readonly<Record<ProviderName, Provider>> = {
  okx,
  binance,
  yahoo,
  investing,
  coinmarketcap,
  coingecko,
};

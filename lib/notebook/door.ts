export type { MimeBundle, Shown } from "./display";
export type { Figure, Trace } from "./figure";
export { show } from "./show";

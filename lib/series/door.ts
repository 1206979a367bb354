export { fromDanfo, toDanfo } from "./danfo";
export { addDays, dayOfTime, dayRange, daysBetween, parseDay, timeOfDay } from "./days";
export type { Day } from "./days";
export { columnOf, tableOf, textColumnOf } from "./table";
export type { ColumnInput } from "./table";

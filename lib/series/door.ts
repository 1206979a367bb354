export { addDays, dayOfTime, dayRange, daysBetween, parseDay, timeOfDay } from "./days";
export type { Day } from "./days";

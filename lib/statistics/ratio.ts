/** difference / scale, where 0/0 is 0: no difference, and no doubt about it. */
export function ratio(difference: number, scale: number): number {
  return difference === 0 ? 0 : difference / scale;
}

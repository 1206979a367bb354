declare module "quadprog" {
  /** Minimises ½·xᵀ·D·x − dᵀ·x under Aᵀ·x ≥ b; all arrays count from 1, and D is overwritten. */
  export function solveQP(
    D: number[][],
    d: number[],
    A: number[][],
    b: number[],
    equalities: number,
  ): { solution: number[]; value: number[]; message: string; iterations: number[]; iact: number[] };
}

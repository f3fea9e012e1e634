/** A usage plan as API Gateway has it. */
export interface KeyPlan {
  readonly id: string;
  /** As the spec names it. */
  readonly name: string;
  readonly throttle?: { readonly ratePerSecond: number; readonly burst: number };
  readonly quota?: PlanQuota;
}

export interface PlanQuota {
  /** Requests of a key in a period. */
  readonly limit: number;
  readonly period: 'DAY' | 'WEEK' | 'MONTH';
  /** The day that the period starts with: 0 is Sunday for WEEK and the first for MONTH. */
  readonly offset: number;
}

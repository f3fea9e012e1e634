import type { PlanQuota } from '../keys/usage-plan.js';

/** The function that ends keys whose time is over, and tells of quotas. */
export interface KeyKeeperPlan {
  readonly kind: 'key-keeper';
  readonly id: string;
  readonly memoryMb: number;
  readonly timeoutMs: number;
  /** How often it runs. */
  readonly everyMinutes: number;
  readonly config: KeyKeeperConfig;
  readonly because: string;
}

/** What the key keeper is built with; the plans' ids are known at deployment only, and stand in its environment. */
export interface KeyKeeperConfig {
  readonly gateway: string;
  /** By the name of the plan; a plan without a quota is not here. */
  readonly quotas: Readonly<Record<string, PlanQuota>>;
}

/** What keeps callers from going around the edge: a header whose value only the edge and the APIs know. */
export interface OriginClosingPlan {
  /** `secret`: the APIs refuse what comes without it. `sent`: they do not ask for it yet. */
  readonly kind: 'secret' | 'sent';
  /** Lower case. */
  readonly header: 'x-gatewright-origin';
  readonly rotateEveryDays: number;
  /** Function that rotates it. */
  readonly function: string;
  readonly because: string;
}

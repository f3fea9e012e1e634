/** The function that gives the edge and the APIs another secret, under the rotation of Secrets Manager. */
export interface OriginKeeperPlan {
  readonly kind: 'origin-keeper';
  readonly id: string;
  readonly memoryMb: number;
  readonly timeoutMs: number;
  /** What it needs to know beyond that is known at deployment only, and stands in its environment. */
  readonly config: OriginKeeperConfig;
  readonly because: string;
}

export interface OriginKeeperConfig {
  /** Lower case. */
  readonly header: string;
  /** By this tag it finds the distribution. */
  readonly tag: string;
}

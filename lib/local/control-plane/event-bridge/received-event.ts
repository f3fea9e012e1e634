/** An event that PutEvents accepted. */
export interface ReceivedEvent {
  readonly id: string;
  readonly source: string;
  readonly detailType: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly resources: readonly string[];
  /** @default default */
  readonly eventBusName: string;
  readonly timeMs: number;
}

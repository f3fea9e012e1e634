/** What the account's event bus is told of a key; never its value. Source `gatewright.keys`. */
export interface KeyEvent {
  /** The event's `detail-type`. */
  readonly kind: 'Key Issued' | 'Key Rotated' | 'Key Moved' | 'Key Revoked';
  readonly detail: KeyEventDetail;
}

export interface KeyEventDetail {
  readonly gateway: string;
  readonly plan: string;
  readonly owner: string;
  readonly keyId: string;
  readonly region: string;
  /** An ISO 8601 instant. */
  readonly expires?: string;
  /** Of a rotated key: the key that takes its place, and until when the old one goes on. */
  readonly replacedBy?: string;
  readonly graceUntil?: string;
  /** Of a moved key. */
  readonly formerPlan?: string;
}

import type { ServedDistribution } from '../cloudfront/create-distribution.js';
import type { LocalKeyStore } from '../keys/local-key-store.js';
import type { CloudModel } from '../model/cloud.js';
import type { FindFirewall } from '../model/firewall.js';
import type { ReceivedEvent } from './event-bridge/received-event.js';

/** A call of an AWS SDK, read from its HTTP request. */
export interface ControlPlaneCall {
  readonly method: string;
  /** Undecoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** `X-Amz-Target`, which names the operation of JSON services. */
  readonly target: string;
  /** The field of that name, or empty. */
  readonly ifMatch: string;
  readonly body: string;
}

export interface ControlPlaneAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What the control plane answers from. */
export interface ControlPlaneWorld {
  readonly keys: LocalKeyStore;
  readonly model: () => CloudModel;
  readonly nowMs: () => number;
  readonly startedAtMs: number;
  readonly randomId: () => string;
  readonly onEvents: (events: readonly ReceivedEvent[]) => void;
  readonly findFirewall: FindFirewall;
  readonly distributions: () => readonly ServedDistribution[];
  /** A text with secrets in place of references to them; undefined where one is not known. */
  readonly resolveSecrets: (text: string) => string | undefined;
}

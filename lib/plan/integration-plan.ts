import type { JsonValue } from '../spec/backend.js';
import type { Transform } from '../spec/transform.js';

/** What answers: `id` is unique in the gateway and made of names, never of order. */
export type IntegrationPlan =
  | {
      readonly kind: 'lambda';
      readonly id: string;
      readonly function: string;
      /** Answers are sent on as they come. @default once all is there */
      readonly streaming?: true;
    }
  | ({ readonly kind: 'http'; readonly id: string; readonly url: string } & Mapped)
  | {
      readonly kind: 'reply';
      readonly id: string;
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: JsonValue;
    }
  | ({ readonly kind: 'bound'; readonly id: string; readonly name: string } & Mapped);

interface Mapped {
  /** Request headers that the gateway sets, whatever the client sent under these names. */
  readonly headers?: Readonly<Record<string, HeaderSource>>;
  /** What parameter mapping and the backend's URL change besides. */
  readonly transform?: Transform;
}

export type HeaderSource =
  /** What the authorizer answered as its context under this key. */
  | { readonly kind: 'authorizer-context'; readonly key: string }
  /** What the client sent does not reach the backend. */
  | { readonly kind: 'removed' }
  /** Another spelling of a header that the gateway sets: what the client sent does not reach the backend either. */
  | { readonly kind: 'spelling'; readonly of: string };

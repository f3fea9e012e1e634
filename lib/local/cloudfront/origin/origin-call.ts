import type { HeaderPair, OriginModel } from '../../model/distribution.js';

/** A request as an origin gets it. */
export interface OriginCall {
  readonly origin: OriginModel;
  readonly method: string;
  /** With the origin's own path before it. */
  readonly path: string;
  readonly query: string;
  readonly headers: readonly HeaderPair[];
  readonly body: Buffer;
  readonly receivedAtMs: number;
}

export type OriginResult =
  | {
      readonly kind: 'response';
      readonly status: number;
      readonly headers: readonly HeaderPair[];
      readonly body: Buffer;
      readonly parts?: AsyncIterable<Uint8Array>;
      /** The origin is an API whose access log has a line of it. */
      readonly hasAccessLine?: true;
    }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'unreachable' };

/** Never throws, and takes no longer than the origin's response timeout. */
export type CallOrigin = (call: OriginCall) => Promise<OriginResult>;

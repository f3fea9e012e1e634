import type { Answer } from '../answer.js';
import type { Caller, Exchange } from '../exchange.js';

/** What an authorizer decides; `error` is `$context.authorizer.error`, and never holds a token. */
export type Verdict =
  | { readonly kind: 'allowed'; readonly caller: Caller }
  | { readonly kind: 'refused'; readonly answer: Answer; readonly error?: string };

export type Authorize = (exchange: Exchange) => Verdict | Promise<Verdict>;

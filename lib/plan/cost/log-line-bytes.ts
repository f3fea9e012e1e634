import type { ApiType } from '../plan.js';
import type { CostAssumptions } from './assumptions.js';

/** What writes access logs, each in a format of its own. */
export type Logged = ApiType | 'edge';

/** A line of a usual request, of a browser with a token and without an error, by the formats that are deployed. */
export const LOG_LINE_BYTES: Readonly<Record<Logged, number>> = { http: 510, rest: 600, edge: 690 };

export function logLineBytes(logged: Logged, { logBytes }: Pick<CostAssumptions, 'logBytes'>): number {
  return logBytes === 'by-format' ? LOG_LINE_BYTES[logged] : logBytes;
}

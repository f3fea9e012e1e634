import type { Traffic } from '../../spec/traffic.js';
import type { Plan } from '../plan.js';

/** What an estimate takes for granted; all of it is printed with the result. */
export interface CostAssumptions extends Required<Omit<Traffic, 'tracedShare' | 'logBytes'>> {
  /** `sampled`: by X-Ray's own rule. */
  readonly tracedShare: number | 'sampled';
  /** `by-format`: as long as the format makes a line of each API and of the edge, `LOG_LINE_BYTES`. */
  readonly logBytes: number | 'by-format';
  /** Time that the bundled authorizer runs: a verification with a cached key takes about one, and Lambda bills whole ones. */
  readonly authorizerMs: number;
}

export const DEFAULT_ASSUMPTIONS: CostAssumptions = {
  requestsPerMonth: 1_000_000,
  requestBytes: 1_000,
  responseBytes: 2_000,
  cacheHitShare: 0.5,
  tokenReuse: 0.8,
  handlerMs: 50,
  logBytes: 'by-format',
  functionLogBytes: 400,
  firewallLogBytes: 1_800,
  tracedShare: 'sampled',
  authorizerMs: 2,
  routes: {},
};

/** What is given stands above what the spec states, and that above the defaults. */
export function assumptionsFor({ traffic }: Pick<Plan, 'traffic'>, given: Partial<CostAssumptions>): CostAssumptions {
  return { ...DEFAULT_ASSUMPTIONS, ...traffic, ...given };
}

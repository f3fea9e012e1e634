import { type Issue, IssuesError } from '../errors/issue.js';
import { shown } from '../errors/shown.js';
import type { GatewaySpec } from '../spec/gateway.js';

/** @throws IssuesError with the issues, which are some */
export function refuseWith({ name }: Pick<GatewaySpec, 'name'>, issues: readonly Issue[]): never {
  throw new IssuesError(`The gateway ${shown(name)}`, issues);
}

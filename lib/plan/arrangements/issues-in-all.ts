import type { Issue } from '../../errors/issue.js';
import type { GatewaySpec } from '../../spec/gateway.js';
import type { PlanVariant, Variant } from './arrangement.js';
import { attempt } from './attempt.js';

const VARIANTS: readonly Variant[] = [false, true].flatMap((edge) => [
  { apis: 'http', edge },
  { apis: 'rest', edge },
]);

/** What is wrong with a spec in whatever arrangement, and so has to be mended in any case. */
export function issuesInAll(spec: GatewaySpec, planVariant: PlanVariant): readonly Issue[] {
  const [first = [], ...others] = VARIANTS.map((variant) => attempt(() => planVariant(spec, variant)).issues ?? []);
  const sets = others.map((issues) => new Set(issues.map(issueKey)));
  return first.filter((issue) => sets.every((set) => set.has(issueKey(issue))));
}

/** Two issues are the same one by what is wrong, where and with what, however they are worded. */
export function issueKey({ code, place, got }: Issue): string {
  return JSON.stringify([code, place, got]);
}

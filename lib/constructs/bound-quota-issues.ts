import type { Issue } from '../errors/issue.js';
import { quotas } from '../facts/quotas.js';
import type { Plan } from '../plan/plan.js';
import { boundPermissions } from '../plan/quotas/bound-permissions.js';
import { callersOf, isOpenToAll, MOST_NAMED_APIS } from '../plan/quotas/callers.js';
import { countHttpIntegrations } from '../plan/quotas/http-counts.js';
import { ofStack, type QuotaCount, quotaUse } from '../plan/quotas/quota-use.js';
import { lessOf, placed } from '../plan/quotas/quota-words.js';
import { estimateTemplate } from '../plan/quotas/template/estimate-template.js';
import { type PlanSlice, slicesOf } from '../plan/split/slices-of.js';
import type { Bindings } from './bind-backends.js';

/** What is more than AWS takes as the backends are bound, which no plan knows. */
export function boundQuotaIssues(plan: Plan, bindings: Bindings): readonly Issue[] {
  const ofStacks = slicesOf(plan).flatMap((slice) => [
    ...integrationIssue(slice, plan, bindings),
    ...resourceIssue(slice, plan, bindings),
  ]);
  return [...ofStacks, ...policyIssues(plan, bindings)];
}

/** The plan does not know which backends are URLs, with an integration for each path. */
function integrationIssue(slice: PlanSlice, plan: Plan, bindings: Bindings): readonly Issue[] {
  const used = countHttpIntegrations(slice, (name) => bindings[name]?.kind === 'url');
  return stackIssue({ name: 'httpIntegrations', used }, slice, plan, {
    message: 'backends that are bound to URLs have an integration for each path, and these are more than AWS gives',
    fix: 'bind them to functions or load balancers, put their routes on a REST API',
  });
}

/** Nor which are functions, with a permission for each API. */
function resourceIssue(slice: PlanSlice, plan: Plan, bindings: Bindings): readonly Issue[] {
  const permissions = boundPermissions(slice, (name) => {
    const binding = bindings[name];
    return binding?.kind === 'function' ? binding.function.functionArn : undefined;
  });
  if (permissions === 0) return [];
  const used = estimateTemplate(slice).resources + permissions;
  return stackIssue({ name: 'templateResources', used }, slice, plan, {
    message:
      'each function that is bound as a backend takes a resource for each API that calls it, and with these the stack would have more than CloudFormation takes',
    fix: 'bind several names to one function',
  });
}

/** Of what a stack takes too much of as it is bound. */
function stackIssue(
  count: QuotaCount,
  slice: PlanSlice,
  plan: Plan,
  { message, fix }: Pick<Issue, 'message' | 'fix'>,
): readonly Issue[] {
  const use = quotaUse(ofStack(slice, count), undefined);
  if (use.headRoom >= 0) return [];
  return [
    {
      code: 'QUOTA_EXCEEDED',
      place: 'backends',
      message: placed(message, use, plan),
      got: String(use.used),
      allowed: String(use.limit),
      fix: lessOf(use, plan, fix),
      source: use.source,
    },
  ];
}

/** Of one function under several names, which the plan counts each for itself. */
function policyIssues(plan: Plan, bindings: Bindings): readonly Issue[] {
  const namesOf = new Map<string, { readonly names: string[]; readonly apis: Set<string> }>();
  for (const [name, apis] of callersOf(plan).backends) {
    const binding = bindings[name];
    if (binding?.kind !== 'function' || isOpenToAll(apis)) continue;
    const one = namesOf.get(binding.function.functionArn) ?? { names: [], apis: new Set() };
    one.names.push(name);
    for (const api of apis) one.apis.add(api);
    namesOf.set(binding.function.functionArn, one);
  }
  return [...namesOf.values()].flatMap(({ names, apis }) => (isOpenToAll(apis) ? [policyIssue(names, apis.size)] : []));
}

function policyIssue(names: readonly string[], apis: number): Issue {
  return {
    code: 'QUOTA_EXCEEDED',
    place: 'backends',
    message: `${names
      .toSorted()
      .map((name) => `"${name}"`)
      .join(' and ')} are bound to one function, which more APIs call than its policy names`,
    got: `${apis} APIs`,
    allowed: `${MOST_NAMED_APIS} APIs`,
    fix: `send its routes to one backend, whose function any API of the account may then call, or make fewer and larger parts: split: { parts: { … } }`,
    source: quotas.lambdaPolicyBytes.source,
  };
}

import type { ApiType, Plan } from '../plan/plan.js';

export interface Used {
  /** Ids of handlers and of authorizers. */
  readonly functions: ReadonlySet<string>;
  /** Names of bound backends. */
  readonly backends: ReadonlySet<string>;
}

/** What the API of a type calls. */
export function usedBy(plan: Plan, api: ApiType): Used {
  const used = new Set(plan.routes.filter((route) => route.api === api).map((route) => route.integration));
  const integrations = plan.integrations.filter((integration) => used.has(integration.id));
  const handlers = integrations.flatMap((to) => (to.kind === 'lambda' ? [to.function] : []));
  const authorizers = plan.authorizers.flatMap((authorizer) =>
    authorizer.api === api && 'function' in authorizer ? [authorizer.function] : [],
  );
  return {
    functions: new Set([...handlers, ...authorizers]),
    backends: new Set(integrations.flatMap((to) => (to.kind === 'bound' ? [to.name] : []))),
  };
}

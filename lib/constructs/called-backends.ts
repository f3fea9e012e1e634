import type { BodyRefs } from '../openapi/index.js';
import type { ApiType, Plan } from '../plan/plan.js';
import type { Bindings } from './bind-backends.js';
import { usedBy } from './used-by.js';

interface Bound {
  readonly bindings: Bindings;
  readonly backends: BodyRefs['backends'];
}

/** What the app bound the backends to that an API calls: the ARN of a function, a URL, what there is of a load balancer. */
export function calledBackends(plan: Plan, api: ApiType, { bindings, backends }: Bound): readonly string[] {
  return [...usedBy(plan, api).backends].flatMap((name) => {
    const binding = bindings[name];
    if (binding?.kind === 'function') return [binding.function.functionArn];
    return Object.values(backends[name] ?? {}).filter((value) => typeof value === 'string');
  });
}

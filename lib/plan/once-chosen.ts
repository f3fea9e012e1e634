import type { GatewaySpec } from '../spec/gateway.js';
import type { ApiChoices } from './choose-apis.js';

type OfChoices<Result> = (spec: GatewaySpec, choices: ApiChoices) => Result;

/** What several steps of a planning ask of all routes is worked out once, for as long as the choices live. */
export function onceChosen<Result>(of: OfChoices<Result>): OfChoices<Result> {
  const known = new WeakMap<ApiChoices, { readonly spec: GatewaySpec; readonly result: Result }>();
  return (spec, choices) => {
    const before = known.get(choices);
    if (before?.spec === spec) return before.result;
    const result = of(spec, choices);
    known.set(choices, { spec, result });
    return result;
  };
}

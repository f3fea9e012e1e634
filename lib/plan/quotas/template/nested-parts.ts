import type { Plan } from '../../plan.js';
import { functionsByRoute } from '../../split/function-parts.js';
import { type PlanSlice, slicesOf } from '../../split/slices-of.js';
import { logicalIdLength } from './function-uri.js';
import { total } from './json-bytes.js';
import type { TemplatePart } from './part.js';

/** CDK writes the name of the stack before that of what is referred to, and of the part into the name of its stack twice. */
const STACK_NAME = 10;
const NESTED = 400;
const PARAMETER = 100;
const GIVEN = 65;

/** Functions of the gateway's own stack that a part calls: each is a parameter of its template. */
export function borrowedFunctions(slice: PlanSlice): readonly string[] {
  if (slice.part === undefined) return [];
  const own = new Set(slice.functions.map(({ id }) => id));
  const functionsOf = functionsByRoute(slice);
  return [...new Set(slice.routes.flatMap(functionsOf))].filter((id) => !own.has(id));
}

/** The stacks of the parts, as the gateway's own names them. */
export function nestedStacks(plan: Plan): TemplatePart {
  const [, ...parts] = slicesOf(plan);
  return {
    resources: parts.length,
    bytes: total(parts, (slice) => {
      const given = total(borrowedFunctions(slice), (id) => PARAMETER + 2 * logicalIdLength(id, 'Function'));
      return NESTED + 3 * (slice.part ?? '').length + given;
    }),
  };
}

export function parametersOf(slice: PlanSlice): TemplatePart {
  const ids = borrowedFunctions(slice);
  return { resources: 0, bytes: total(ids, (id) => GIVEN + STACK_NAME + logicalIdLength(id, 'Function')) };
}

const REFERENCE = 105;

/** What the gateway's own stack reads of a part: ids of its APIs, and of a REST stage its name. */
export function nestedOutputs({ apis, part = '', whole }: PlanSlice): {
  readonly count: number;
  readonly bytes: number;
} {
  const stages = apis.filter(({ type }) => type === 'rest' && whole && namesStages(whole));
  const count = apis.length + stages.length;
  return { count, bytes: count * (REFERENCE + part.length) };
}

/** Usage plans name the stages of REST APIs, and so do web ACLs that stand before them. */
function namesStages({ usagePlans, origin, firewall }: Plan): boolean {
  return usagePlans.length > 0 || origin?.kind === 'secret' || firewall?.attachedTo === 'rest-stage';
}

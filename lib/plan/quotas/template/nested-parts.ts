import type { Plan } from '../../plan.js';
import { functionsByRoute } from '../../split/function-parts.js';
import { type PlanSlice, slicesOf } from '../../split/slices-of.js';
import { isOwn, logicalIdLength, parameterLength, STACK_NAME } from './function-uri.js';
import { memberBytes, total } from './json-bytes.js';
import type { TemplatePart } from './part.js';

const NESTED = 420;
const GIVEN = memberBytes({ '': { 'Fn::GetAtt': ['', 'Arn'] } });
const PARAMETER = memberBytes({ '': { Type: 'String' } });

/** Functions of the gateway's own stack that a part calls: each is a parameter of its template. */
export function borrowedFunctions(slice: PlanSlice): readonly string[] {
  if (slice.part === undefined) return [];
  const functionsOf = functionsByRoute(slice);
  return [...new Set(slice.routes.flatMap(functionsOf))].filter((id) => !isOwn(id, slice.functions));
}

/** The stacks of the parts, as the gateway's own names them: each with its part in its name twice. */
export function nestedStacks(plan: Plan): TemplatePart {
  const [, ...parts] = slicesOf(plan);
  return {
    resources: parts.length,
    bytes: total(parts, (slice) => {
      const given = total(
        borrowedFunctions(slice),
        (id) => GIVEN + parameterLength(id) + logicalIdLength(id, 'Function'),
      );
      return NESTED + 2 * (slice.part ?? '').length + given;
    }),
  };
}

export function parametersOf(slice: PlanSlice): TemplatePart {
  const ids = borrowedFunctions(slice);
  return { resources: 0, bytes: total(ids, (id) => PARAMETER + parameterLength(id)) };
}

const REFERENCE = memberBytes({ PartRestApiStage1A2B3C4DRef: { Value: { Ref: 'RestApiStage' } } }) + STACK_NAME;

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

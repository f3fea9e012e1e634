import type { Plan } from '../../plan.js';
import type { PlanSlice } from '../../split/slices-of.js';
import { apiParts, domainPart, usagePlanParts } from './api-parts.js';
import { edgeParts } from './edge-parts.js';
import { firewallPart } from './firewall-part.js';
import { functionParts } from './function-parts.js';
import { total } from './json-bytes.js';
import { nestedOutputs, nestedStacks, parametersOf } from './nested-parts.js';
import { joined, type TemplatePart } from './part.js';

export interface TemplateEstimate extends TemplatePart {
  readonly outputs: number;
}

/**
 * The template of one stack of a gateway, which does not know its Region, as the plan lets it be told. The edge is in the
 * gateway's own: in another stack it takes less of this one. Resources and outputs are exact where no backend is bound;
 * bytes are within 5 %, which a test holds against synthesized templates.
 */
export function estimateTemplate(slice: PlanSlice): TemplateEstimate {
  const { resources, bytes } = joined([
    functionParts(slice),
    apiParts(slice),
    ...(slice.part === undefined ? ownParts(slice.whole ?? slice) : [parametersOf(slice)]),
  ]);
  const outputs = slice.part === undefined ? outputsOf(slice.whole ?? slice) : nestedOutputs(slice);
  const frame = slice.part === undefined ? FRAME : NESTED_FRAME;
  return { resources, bytes: Math.ceil(frame + bytes + outputs.bytes), outputs: outputs.count };
}

/** What stands in the gateway's own stack alone. */
function ownParts(plan: Plan): readonly TemplatePart[] {
  return [usagePlanParts(plan), domainPart(plan), firewallPart(plan), edgeParts(plan), nestedStacks(plan)];
}

/** Description, parameters and rules, as CDK writes them. */
const FRAME = 600;
const NESTED_FRAME = 60;
const OUTPUT = 90;
const ADDRESS = 190;
const USAGE_PLAN = 95;
/** Of a part's API, which is another stack's output. */
const PART_ID = 260;
const PART_URL = 280;

interface Outputs {
  readonly count: number;
  readonly bytes: number;
}

function outputsOf(plan: Plan): Outputs {
  const { apis, usagePlans, domain, edge, gateway } = plan;
  const own = apis.filter(({ part }) => part === undefined);
  const parts = apis.filter(({ part }) => part !== undefined);
  const others =
    1 + own.length + (domain ? (domain.certificateArn ? 2 : 1) : 0) + (edge ? 3 : 0) + (hasMeter(plan) ? 1 : 0);
  return {
    count: others + own.length + parts.length + usagePlans.length,
    bytes:
      others * (OUTPUT + gateway.length) +
      own.length * (ADDRESS + gateway.length) +
      total(parts, ({ part = '' }) => (edge ? PART_ID : PART_URL) + 4 * part.length + gateway.length) +
      total(usagePlans, ({ name }) => USAGE_PLAN + 2 * name.length + gateway.length),
  };
}

/** The secrets of all meters are one output. */
function hasMeter({ functions }: Plan): boolean {
  const rules = functions.flatMap((fn) => (fn.kind === 'authorizer' ? Object.values(fn.config.routes) : []));
  return rules.some(({ usageKey }) => usageKey?.kind === 'claim');
}

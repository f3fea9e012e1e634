import type { Plan } from '../../plan.js';
import { apiParts } from './api-parts.js';
import { edgeParts } from './edge-parts.js';
import { firewallPart } from './firewall-part.js';
import { functionParts } from './function-parts.js';
import { total } from './json-bytes.js';
import { joined, type TemplatePart } from './part.js';

export interface TemplateEstimate extends TemplatePart {
  readonly outputs: number;
}

/**
 * The template of a stack that is one gateway and does not know its Region, as the plan lets it be told. The edge is in
 * it: in another stack it takes less of this one. Resources and outputs are exact where no backend is bound; bytes are
 * within 5 %, which a test holds against synthesized templates.
 */
export function estimateTemplate(plan: Plan): TemplateEstimate {
  const { resources, bytes } = joined([functionParts(plan), apiParts(plan), firewallPart(plan), edgeParts(plan)]);
  const outputs = outputsOf(plan);
  return { resources, bytes: Math.ceil(FRAME + bytes + outputs.bytes), outputs: outputs.count };
}

/** Description, parameters and rules, as CDK writes them. */
const FRAME = 600;
const OUTPUT = 90;
const ADDRESS = 190;
const USAGE_PLAN = 95;

function outputsOf({ apis, usagePlans, domain, edge, gateway }: Plan): { count: number; bytes: number } {
  const others = 1 + apis.length + (domain ? (domain.certificateArn ? 2 : 1) : 0) + (edge ? 3 : 0);
  return {
    count: others + apis.length + usagePlans.length,
    bytes:
      others * (OUTPUT + gateway.length) +
      apis.length * (ADDRESS + gateway.length) +
      total(usagePlans, ({ name }) => USAGE_PLAN + 2 * name.length + gateway.length),
  };
}

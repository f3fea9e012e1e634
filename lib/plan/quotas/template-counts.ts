import type { Plan } from '../plan.js';
import type { QuotaCount } from './quota-use.js';
import { estimateTemplate } from './template/estimate-template.js';
import { restBodyBytes } from './template/rest-body-bytes.js';

/** What the stack of the gateway takes of CloudFormation, as far as the plan lets it be told. */
export function templateCounts(plan: Plan): readonly QuotaCount[] {
  const { resources, bytes, outputs } = estimateTemplate(plan);
  return [
    ...(plan.apis.some(({ type }) => type === 'rest')
      ? [{ name: 'restImportBytes', used: restBodyBytes(plan), api: 'rest' } as const]
      : []),
    { name: 'templateResources', used: resources },
    { name: 'templateBytes', used: bytes },
    { name: 'templateOutputs', used: outputs },
  ];
}

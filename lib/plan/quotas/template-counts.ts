import type { PlanSlice } from '../split/slices-of.js';
import type { QuotaCount } from './quota-use.js';
import { estimateTemplate } from './template/estimate-template.js';
import { borrowedFunctions } from './template/nested-parts.js';
import { restBodyBytes } from './template/rest-body-bytes.js';

/** What one stack of the gateway takes of CloudFormation, as far as the plan lets it be told. */
export function templateCounts(slice: PlanSlice): readonly QuotaCount[] {
  const { resources, bytes, outputs } = estimateTemplate(slice);
  return [
    ...(slice.apis.some(({ type }) => type === 'rest')
      ? [{ name: 'restImportBytes', used: restBodyBytes(slice), api: 'rest' } as const]
      : []),
    { name: 'templateResources', used: resources },
    { name: 'templateBytes', used: bytes },
    { name: 'templateOutputs', used: outputs },
    ...(slice.part === undefined
      ? []
      : [{ name: 'templateParameters', used: borrowedFunctions(slice).length } as const]),
  ];
}

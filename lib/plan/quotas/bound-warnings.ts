import type { Issue } from '../../errors/issue.js';
import type { Plan } from '../plan.js';
import { type PlanSlice, slicesOf } from '../split/slices-of.js';
import { boundPermissions } from './bound-permissions.js';
import { countHttpIntegrations } from './http-counts.js';
import { ofStack, type QuotaCount, type QuotaUse, quotaUse } from './quota-use.js';
import { lessOf, placed } from './quota-words.js';
import { estimateTemplate } from './template/estimate-template.js';

/** The plan counts a bound backend once, the construct as it is bound: what this may be too much of. */
export function boundWarnings(plan: Plan): readonly Issue[] {
  if (!plan.integrations.some(({ kind }) => kind === 'bound')) return [];
  const slices = slicesOf(plan);
  return [...ifBound(slices.map(asUrls), plan, URLS), ...ifBound(slices.map(asFunctions), plan, FUNCTIONS)];
}

/** Of a stack, what it has in any case, and what it has at most. */
interface Bounds {
  readonly least: number;
  readonly most: QuotaCount;
}

function asUrls(slice: PlanSlice): Bounds {
  const used = countHttpIntegrations(slice, () => true);
  return { least: countHttpIntegrations(slice), most: ofStack(slice, { name: 'httpIntegrations', used }) };
}

function asFunctions(slice: PlanSlice): Bounds {
  const { resources } = estimateTemplate(slice);
  const used = resources + boundPermissions(slice);
  return { least: resources, most: ofStack(slice, { name: 'templateResources', used }) };
}

type Words = Pick<Issue, 'message' | 'fix'>;

const URLS: Words = {
  message: 'backends that are bound with fromUrl(…) have an integration for each path, and these would be too many',
  fix: 'bind them to functions or load balancers, put their routes on a REST API',
};
const FUNCTIONS: Words = {
  message:
    'backends that are bound with fromFunction(…) have a permission for each API that calls them, and with these the stack would have too many resources',
  fix: 'bind several names to one function, or to URLs',
};

/** Of the stack that may have most; what is too much in any case is an issue. */
function ifBound(stacks: readonly Bounds[], plan: Plan, words: Words): readonly Issue[] {
  const doubtful = stacks.flatMap(({ least, most }): readonly QuotaUse[] => {
    const use = quotaUse(most, undefined);
    return least <= use.limit && use.headRoom < 0 ? [use] : [];
  });
  const [fullest] = doubtful.toSorted((one, other) => other.used - one.used);
  if (!fullest) return [];
  return [
    {
      code: 'QUOTA_DOUBTFUL',
      place: 'routes',
      message: placed(words.message, fullest, plan),
      got: String(fullest.used),
      allowed: String(fullest.limit),
      fix: lessOf(fullest, plan, words.fix),
      source: fullest.source,
    },
  ];
}

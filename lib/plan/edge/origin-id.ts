import { shortened } from '../ids.js';
import type { ApiPlan } from '../plan.js';

/** In characters, of an origin and of a group alike; no page of AWS says so. https://github.com/aws/aws-cdk/issues/11504 */
const LONGEST = 128;

/** What the distribution, its behaviours and its function call the origin that an API is: parts have long names. */
export function originIdOf(api: ApiPlan['id']): string {
  return shortened(api, LONGEST);
}

/** What they call the pair of an API and what stands in for it. No API's id begins so, whatever its part is called. */
export function originGroupIdOf(api: ApiPlan['id']): string {
  return shortened(`failover-of-${api}`, LONGEST);
}

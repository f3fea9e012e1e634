import type { RestAnswer, RestEvent } from './event.js';

/**
 * A policy over what the cache key covers: this method on this resource, with any parameters. A policy over the called
 * path alone would refuse the next path from the cache; a wider one would let callers into other routes.
 */
export function policyFor(event: RestEvent, effect: 'Allow' | 'Deny'): RestAnswer['policyDocument'] {
  const Resource = resourcePattern(event);
  return { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect: effect, Resource }] };
}

function resourcePattern({ methodArn, httpMethod, resource }: RestEvent): string {
  const [api, stage] = methodArn.split('/');
  if (!api?.startsWith('arn:') || !stage) throw new Error('the event has no method ARN');
  return `${api}/${stage}/${httpMethod}${resource.replace(/\{[^/{}]+\}/g, '*')}`;
}

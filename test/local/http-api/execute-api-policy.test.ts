import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAllowed, matchesWildcard, parsePolicy } from '../../../lib/local/http-api/authorizers/execute-api-policy.js';

const ROUTE_ARN = 'arn:aws:execute-api:eu-north-1:222233334444:abc123defg/test/GET/books/7';

describe('a policy', () => {
  const statement = (Effect: string, Resource: unknown, more: object = {}) => ({
    Effect,
    Action: 'execute-api:Invoke',
    Resource,
    ...more,
  });

  it.each([
    ['an exact resource', [statement('Allow', ROUTE_ARN)], true],
    ['a wildcard', [statement('Allow', ['arn:aws:execute-api:*:*:abc123defg/*/GET/*'])], true],
    ['a single-character wildcard', [statement('Allow', ROUTE_ARN.replace('/7', '/?'))], true],
    ['another method', [statement('Allow', ROUTE_ARN.replace('GET', 'POST'))], false],
    ['a deny beside an allow', [statement('Allow', '*'), statement('Deny', ROUTE_ARN)], false],
    ['another action', [statement('Allow', '*', { Action: 'execute-api:ManageConnections' })], false],
    ['an action in another case', [statement('Allow', '*', { Action: 'EXECUTE-API:INVOKE' })], true],
    ['any action of the service', [statement('Allow', '*', { Action: ['s3:Get', 'execute-api:*'] })], true],
    ['NotResource that names the route', [{ Effect: 'Allow', Action: '*', NotResource: ROUTE_ARN }], false],
    ['NotAction that does not name invoking', [{ Effect: 'Allow', NotAction: 's3:*', Resource: '*' }], true],
    ['an allow with a condition', [statement('Allow', '*', { Condition: { Bool: {} } })], false],
    ['a deny with a condition', [statement('Allow', '*'), statement('Deny', '*', { Condition: {} })], false],
  ])('with %s allows: %s', (_, Statement, allowed) => {
    const parsed = parsePolicy({ Statement });
    expect(parsed && isAllowed(parsed, ROUTE_ARN)).toBe(allowed);
  });

  it('takes a single statement that stands alone', () => {
    const parsed = parsePolicy({ Statement: statement('Allow', '*') });
    expect(parsed && isAllowed(parsed, ROUTE_ARN)).toBe(true);
  });

  it('matches wildcards as the same regular expression does', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*', '?'), maxLength: 8 });
    fc.assert(
      fc.property(text, text, (pattern, value) => {
        const source = pattern.replace(/[*?]/g, (wildcard) => (wildcard === '*' ? '[^]*' : '[^]'));
        expect(matchesWildcard(pattern, value)).toBe(new RegExp(`^${source}$`).test(value));
      }),
      { numRuns: 500 },
    );
  });

  it('answers a pattern of many stars soon', () => {
    expect(matchesWildcard(`${'*a'.repeat(200)}b`, 'a'.repeat(5000))).toBe(false);
  });
});

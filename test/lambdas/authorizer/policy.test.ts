import { describe, expect, it } from 'vitest';
import { methodPolicy } from '../../../lib/runtime/method-policy.js';
import { eventFor, METHOD_ARN } from './fixtures.js';

const API = 'arn:aws:execute-api:eu-central-1:111122223333:a1b2c3d4e5';

/** As IAM compares: `*` is any run of characters, `?` any one. */
function covers(pattern: string, arn: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`).test(arn);
}

const resourceOf = (route: string) => methodPolicy(eventFor(route, undefined), 'Allow').Statement[0].Resource;

describe('the width of a policy', () => {
  it.each([
    ['POST /orders/{id}/items', `${API}/live/POST/orders/*/items`],
    ['GET /', `${API}/live/GET/`],
    ['PUT /files/{path+}', `${API}/live/PUT/files/*`],
    ['GET /a/{b}/{c}', `${API}/live/GET/a/*/*`],
  ])('is the method and the resource of %s', (route, resource) => {
    expect(resourceOf(route)).toBe(resource);
  });

  it('covers every call that the cache answers with it', () => {
    const resource = resourceOf('POST /orders/{id}/items');
    expect([METHOD_ARN, METHOD_ARN.replace('77', '78')].map((arn) => covers(resource, arn))).toEqual([true, true]);
  });

  it.each([
    ['another method', `${API}/live/DELETE/orders/77/items`],
    ['another resource', `${API}/live/POST/orders/77`],
    ['another stage', `${API}/test/POST/orders/77/items`],
    ['another API', `${API.replace('a1b2', 'zzzz')}/live/POST/orders/77/items`],
    ['another account', `${API.replace('111122223333', '999999999999')}/live/POST/orders/77/items`],
  ])('leaves out %s', (_name, arn) => {
    expect(covers(resourceOf('POST /orders/{id}/items'), arn)).toBe(false);
  });

  it('names the called method where the route says ANY', () => {
    expect(resourceOf('DELETE /files/{path+}')).toBe(`${API}/live/DELETE/files/*`);
  });

  it.each(['', 'nonsense', 'arn:aws:execute-api:eu-central-1:1:api'])(
    'makes none for the method ARN %j',
    (methodArn) => {
      expect(() => methodPolicy({ ...eventFor('GET /me', undefined), methodArn }, 'Allow')).toThrow('no method ARN');
    },
  );
});

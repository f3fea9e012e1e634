import { lambda, route } from 'gatewright';
import { expect, it } from 'vitest';
import { planGateway } from '../../../lib/plan/plan-gateway.js';
import { around } from '../../../lib/runtime/transform/around.js';
import type { Route } from '../../../lib/spec/route.js';
import { specOf } from '../../spec/specs.js';

const plain = route('GET /pages/{page}', { auth: 'public', to: lambda('pages.ts') });
const changed = route('ANY /pages/{page}', {
  auth: 'public',
  to: lambda('pages.ts'),
  transform: { response: { any: { status: 202 } } },
});

it('changes nothing of a route that stands beside a transformed ANY', async () => {
  const plan = planGateway(specOf([plain, changed] as unknown as readonly Route[]));
  const planned = plan.functions.find((fn) => fn.kind === 'handler');
  if (planned?.kind !== 'handler' || !planned.around) throw new Error('nothing is planned around the handler');
  const handler = around(planned.around)(async () => ({ statusCode: 200, headers: {}, body: '' }));
  const statusOf = async (httpMethod: string) =>
    handler({
      httpMethod,
      resource: '/pages/{page}',
      headers: null,
      multiValueHeaders: null,
      queryStringParameters: null,
      pathParameters: { page: '1' },
      body: null,
      isBase64Encoded: false,
      requestContext: { requestId: 'r' },
    } as never);
  expect(await statusOf('GET')).toMatchObject({ statusCode: 200 });
  expect(await statusOf('PUT')).toMatchObject({ statusCode: 202 });
});

import { describe, expect, it } from 'vitest';
import { createGateway, route } from './support/gateway.js';

const SCOPE = '20260312/eu-north-1/execute-api/aws4_request';
const SIGNATURE = '0123456789abcdef'.repeat(4);

const authorization = ({ scope = SCOPE, signed = 'host;x-amz-date', signature = SIGNATURE } = {}) =>
  `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE0000000AA/${scope}, SignedHeaders=${signed}, Signature=${signature}`;

const send = (headers: readonly (readonly [string, string])[]) => {
  const gateway = createGateway({ definition: { routes: [route('$default', { kind: 'AWS_IAM' })] } });
  return gateway.send('/', { headers }).then((response) => ({ ...response, calls: gateway.calls }));
};

describe('a route with IAM authorization', () => {
  it('takes a complete signature, whose account the function sees', async () => {
    const { status, calls } = await send([
      ['Authorization', authorization()],
      ['X-Amz-Date', '20260312T190401Z'],
    ]);
    expect(status).toBe(200);
    expect(calls[0]?.event.requestContext).toMatchObject({
      authorizer: { iam: { accessKey: 'AKIDEXAMPLE0000000AA', accountId: '222233334444' } },
    });
  });

  it.each([
    ['no header', undefined, '20260312T190401Z'],
    ['a bearer token', 'Bearer x', '20260312T190401Z'],
    ['another region', authorization({ scope: SCOPE.replace('eu-north-1', 'us-east-1') }), '20260312T190401Z'],
    ['another service', authorization({ scope: SCOPE.replace('execute-api', 'lambda') }), '20260312T190401Z'],
    ['a date that is not that of the scope', authorization(), '20260311T190401Z'],
    ['an old date', authorization(), '20260312T185000Z'],
    ['a malformed date', authorization(), '20260312T'],
    ['no date', authorization(), undefined],
    ['a short signature', authorization({ signature: 'abc' }), '20260312T190401Z'],
    ['a host that is not signed', authorization({ signed: 'x-amz-date' }), '20260312T190401Z'],
  ])('refuses %s', async (_, value, date) => {
    const headers = [
      ...(value === undefined ? [] : [['authorization', value] as const]),
      ...(date === undefined ? [] : [['x-amz-date', date] as const]),
    ];
    const { status, body, calls } = await send(headers);
    expect({ status, body, calls }).toEqual({ status: 403, body: '{"message":"Forbidden"}', calls: [] });
  });
});

describe('a route whose authorizer is missing', () => {
  it.each([
    { kind: 'JWT', authorizerId: 'gone', scopes: [] } as const,
    { kind: 'CUSTOM', authorizerId: 'gone' } as const,
  ])('is closed: $kind', async (authorizationOf) => {
    const gateway = createGateway({ definition: { routes: [route('$default', authorizationOf)] } });
    expect((await gateway.send('/')).status).toBe(500);
    expect(gateway.calls).toEqual([]);
  });
});

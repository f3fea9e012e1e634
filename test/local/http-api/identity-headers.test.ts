import { describe, expect, it } from 'vitest';
import type { HttpAuthorizer } from '../../../lib/local/model/http-api.js';
import { createGateway, integration, route, success } from './support/gateway.js';

const AUTHORIZER_ARN = 'arn:aws:lambda:eu-north-1:222233334444:function:doorkeeper';
const doorkeeper: HttpAuthorizer = {
  id: 'doorkeeper',
  name: 'doorkeeper',
  kind: 'REQUEST',
  functionArn: AUTHORIZER_ARN,
  identitySource: ['$request.header.x-token'],
  payloadFormatVersion: '2.0',
  simpleResponses: true,
  ttlSeconds: 0,
};

const PARAMETERS = {
  'overwrite:header.X-Caller-Id': '$context.authorizer.sub',
  'overwrite:header.x-level': '$context.authorizer.level',
  'overwrite:header.x-staff': '$context.authorizer.staff',
  'remove:header.X-Secret': "''",
};

/** What a backend sees of headers that a caller sent. */
async function seen(sent: readonly (readonly [string, string])[], kind: 'AWS_PROXY' | 'HTTP_PROXY') {
  const gateway = createGateway({
    definition: {
      routes: [route('$default', { kind: 'CUSTOM', authorizerId: 'doorkeeper' })],
      authorizers: { doorkeeper },
      integrations: {
        lambda: integration({
          kind,
          requestParameters: PARAMETERS,
          ...(kind === 'HTTP_PROXY' && { uri: 'https://backend.example/', httpMethod: 'ANY' }),
        }),
      },
    },
    invoke: (arn) =>
      success(
        arn === AUTHORIZER_ARN
          ? { isAuthorized: true, context: { sub: 'ada', level: 3, staff: false } }
          : { statusCode: 200 },
      ),
  });
  expect((await gateway.send('/', { headers: [['x-token', 't'], ...sent] })).status).toBe(200);
  if (kind === 'HTTP_PROXY') return gateway.upstream[0]?.headers ?? [];
  return Object.entries(gateway.calls[1]?.event.headers as Record<string, string>);
}

const valuesOf = (headers: readonly (readonly [string, string])[], name: string) =>
  headers.filter(([each]) => each.toLowerCase() === name).map(([, value]) => value);

describe.each(['HTTP_PROXY', 'AWS_PROXY'] as const)('headers that say who calls, before %s', (kind) => {
  it('are those of the authorizer, also where the caller sent none', async () => {
    const headers = await seen([], kind);
    expect([valuesOf(headers, 'x-caller-id'), valuesOf(headers, 'x-level'), valuesOf(headers, 'x-staff')]).toEqual([
      ['ada'],
      ['3'],
      ['false'],
    ]);
  });

  it.each(['x-caller-id', 'X-Caller-Id', 'X-CALLER-ID', 'x-CALLER-iD'])(
    'take the place of %s that the caller sent, once and several times',
    async (name) => {
      const forged = [
        [name, 'eve'],
        ['X-Other', 'kept'],
        [name.toLowerCase(), 'mallory'],
        [name.toUpperCase(), 'trudy'],
      ] as const;
      const headers = await seen(forged, kind);
      expect(valuesOf(headers, 'x-caller-id')).toEqual(['ada']);
      expect(valuesOf(headers, 'x-other')).toEqual(['kept']);
    },
  );

  it('are gone where they are to be removed, in any case and number', async () => {
    const headers = await seen(
      [
        ['x-secret', 'a'],
        ['X-SECRET', 'b'],
        ['X-Secret', 'c'],
      ],
      kind,
    );
    expect(valuesOf(headers, 'x-secret')).toEqual([]);
  });

  it('are not taken for names that only look alike', async () => {
    const alike = [
      ['X_Caller_Id', 'underscores'],
      ['XCallerId', 'no dashes'],
      ['X-Secrets', 'longer'],
      ['X_Secret', 'underscore'],
    ] as const;
    const headers = await seen(alike, kind);
    for (const [name, value] of alike) expect(valuesOf(headers, name.toLowerCase())).toEqual([value]);
    expect(valuesOf(headers, 'x-caller-id')).toEqual(['ada']);
  });
});

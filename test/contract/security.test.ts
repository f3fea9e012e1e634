import { describe, expect, it } from 'vitest';
import { contractDocument } from '../../lib/contract/index.js';
import {
  type Auth,
  allOf,
  anyOf,
  apiKey,
  authorizer,
  cognito,
  gateway,
  iam,
  introspection,
  jwt,
  lambda,
  meter,
  mutualTls,
  route,
  secret,
  usagePlan,
} from '../../lib/spec/index.js';

const to = lambda('a.ts');
const plan = usagePlan('gold', { ratePerSecond: 3, burst: 4 });
const staff = jwt('staff', { issuer: 'https://id.example/', audience: 'shop' });
const guests = jwt('guests', { issuer: ['https://a.example/', 'https://b.example/'], audience: ['x', 'y'] });
const client = { id: 'gate', secret: secret('client') };
const opaque = introspection('opaque', { endpoint: 'https://i.example/introspect', client, header: 'x-token' });
const pool = 'arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_AbC';
const domain = {
  name: 'api.shop.example',
  certificateArn: 'arn:aws:acm:eu-west-1:123456789012:certificate/1',
  mutualTls: { truststore: 'trust.pem' },
};

function saidOf(auth: Auth, more: object = {}) {
  const { document } = contractDocument(gateway('shop', { ...more, routes: [route('GET /a', { auth, to })] } as never));
  const { security, description } = document.paths['/a']?.get ?? {};
  return { security, description, schemes: document.components.securitySchemes };
}

describe('a security scheme', () => {
  it.each<[what: string, auth: Auth, schemes: object, more?: object]>([
    [
      'tokens of one issuer',
      staff,
      { staff: { type: 'openIdConnect', openIdConnectUrl: 'https://id.example/.well-known/openid-configuration' } },
    ],
    ['tokens of several', guests, { guests: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } }],
    ['opaque tokens in a header of their own', opaque, { opaque: { type: 'apiKey', in: 'header', name: 'x-token' } }],
    [
      'a user pool',
      cognito('users', { userPoolArn: pool, clientIds: ['web'] }),
      {
        users: {
          type: 'openIdConnect',
          openIdConnectUrl:
            'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbC/.well-known/openid-configuration',
        },
      },
    ],
    ['keys', apiKey('partners', { plans: [plan] }), { partners: { type: 'apiKey', in: 'header', name: 'x-api-key' } }],
    ['signatures of AWS', iam('jobs'), { jobs: { type: 'apiKey', in: 'header', name: 'Authorization' } }],
    ['certificates', mutualTls('machines'), { machines: { type: 'mutualTLS' } }, { domain }],
    [
      'an authorizer of several sources',
      authorizer('own', lambda('own.ts'), { identity: { headers: ['x-who'], query: ['key'] } }),
      {
        own: { type: 'apiKey', in: 'header', name: 'x-who' },
        'own-key': { type: 'apiKey', in: 'query', name: 'key' },
      },
    ],
  ])('is said of %s', (_what, auth, schemes, more) => {
    expect(saidOf(auth, more).schemes).toMatchObject(schemes);
  });

  it('is none for a meter: callers bring nothing for it', () => {
    const tenants = meter('tenants', { claim: 'tenant', plans: [plan], secret: secret('salt') });
    const { security, schemes, description } = saidOf(allOf(staff, tenants));
    expect([security, Object.keys(schemes ?? {})]).toEqual([[{ staff: [] }], ['staff']]);
    expect(description).toContain('for each `tenant` of the plan gold');
  });

  it('holds no secret and no name of one', () => {
    expect(JSON.stringify(saidOf(opaque))).not.toMatch(/client|i\.example/);
  });
});

describe('a security requirement', () => {
  const all = staff.require({ scopes: { allOf: ['a', 'b'] } });
  const any = staff.require({ scopes: { anyOf: ['a', 'b'] } });

  it.each<[what: string, auth: Auth, security: readonly object[]]>([
    ['nothing of everybody', 'public', []],
    ['all scopes', all, [{ staff: ['a', 'b'] }]],
    ['any scope', any, [{ staff: ['a'] }, { staff: ['b'] }]],
    ['one of two schemes', anyOf(all, opaque), [{ staff: ['a', 'b'] }, { opaque: [] }]],
    ['two schemes at once', allOf(all, opaque), [{ staff: ['a', 'b'], opaque: [] }]],
    [
      'a key beside each',
      allOf(apiKey('partners', { plans: [plan] }), anyOf(any, opaque)),
      [
        { staff: ['a'], partners: [] },
        { staff: ['b'], partners: [] },
        { opaque: [], partners: [] },
      ],
    ],
  ])('asks for %s', (_what, auth, security) => {
    expect(saidOf(auth).security).toEqual(security);
  });

  it('of many scopes stays within bounds', () => {
    const four = { anyOf: ['a', 'b', 'c', 'd'] } as const;
    const auth = staff.require({ scopes: four }).require({ scopes: { anyOf: ['e', 'f', 'g', 'h', 'i'] } });
    expect(saidOf(auth).security).toHaveLength(16);
  });

  it('leaves claims and step-ups to words', () => {
    const auth = staff.require({
      claims: { tier: { oneOf: [1, 'gold'] } },
      stepUp: { acrValues: ['mfa'], maxAgeSeconds: 60 },
    });
    expect(saidOf(auth).description?.split('\n')).toEqual([
      '- A token of staff has one of `1`, `gold` as `tier`.',
      '- A token of staff counts only if its `acr` is `mfa` and its login is at most 60 seconds old; else the answer is 401 with a challenge (RFC 9470).',
    ]);
  });
});

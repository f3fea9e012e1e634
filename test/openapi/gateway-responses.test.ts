import { describe, expect, it } from 'vitest';
import {
  type Auth,
  apiKey,
  authorizer,
  cognito,
  type GatewaySpec,
  iam,
  jwt,
  lambda,
  type QuotaSpec,
  route,
  usagePlan,
} from '../../lib/spec/index.js';
import { bodiesOf } from './support.js';

const staff = jwt('staff', { issuer: 'https://id.shop.example/', audience: 'shop' });
const keysOf = (...periods: readonly QuotaSpec['per'][]) => {
  const [first, ...more] = periods.map((per, index) =>
    usagePlan(`plan-${per}`, { ratePerSecond: 2 + index, burst: 5, quota: { requests: 70 + index, per } }),
  );
  return apiKey('partners', { plans: [first ?? usagePlan('free', { ratePerSecond: 2, burst: 5 }), ...more] });
};

function responsesFor(auth: Auth, more: Partial<GatewaySpec> = {}) {
  const { rest } = bodiesOf([route('POST /refunds', { auth, api: 'rest', to: lambda('refunds.ts') })], more);
  return rest['x-amazon-apigateway-gateway-responses'];
}

const header = (name: string) => `gatewayresponse.header.${name}`;
const problemIn = (response: { responseTemplates: Record<string, string> }) => {
  expect(Object.keys(response.responseTemplates)).toEqual(['application/problem+json']);
  return JSON.parse(response.responseTemplates['application/problem+json'] ?? '');
};

describe('challenges of a REST API', () => {
  it.each<[string, Auth]>([
    ['the bundled authorizer', staff],
    ['Cognito', cognito('users', { userPoolArn: 'arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_A' })],
  ])('name the realm, and no error that may be wrong, for %s', (_which, auth) => {
    const { UNAUTHORIZED, ACCESS_DENIED } = responsesFor(auth);
    expect(UNAUTHORIZED).toEqual({ responseParameters: { [header('WWW-Authenticate')]: `'Bearer realm="shop"'` } });
    expect(ACCESS_DENIED).toEqual({
      responseParameters: { [header('WWW-Authenticate')]: `'Bearer realm="shop", error="insufficient_scope"'` },
    });
  });

  it.each<[string, Auth]>([
    ['keys', keysOf()],
    ['signatures', iam('jobs')],
    ['a token in a header of its own', jwt('odd', { issuer: 'https://a.example/', audience: 'a', header: 'x-token' })],
    ['what an authorizer of their own takes', authorizer('own', lambda('own.ts'))],
  ])('ask no bearer token of callers with %s', (_with, auth) => {
    expect(Object.keys(responsesFor(auth))).toEqual(['THROTTLED']);
  });

  it('say nothing of tokens to callers with a wrong key or an expired session of AWS', () => {
    const made = responsesFor(staff);
    expect(made).not.toHaveProperty('INVALID_API_KEY');
    expect(made).not.toHaveProperty('EXPIRED_TOKEN');
  });
});

describe('429 of a REST API', () => {
  it('says after a throttle when to come back, as a problem of its own type', () => {
    const { THROTTLED } = responsesFor(staff);
    expect(THROTTLED.responseParameters).toEqual({ [header('Retry-After')]: "'1'" });
    expect(problemIn(THROTTLED)).toEqual({
      type: '/problems/throttled',
      title: expect.any(String),
      detail: expect.stringContaining('Retry-After'),
      status: 429,
    });
  });

  it.each<[readonly QuotaSpec['per'][], string]>([
    [['day'], 'the next day of the plan'],
    [['month', 'week'], 'the next week or month of the plan'],
    [['month', 'day', 'week'], 'the next day or week or month of the plan'],
  ])('says of a quota per %s in words when it comes back, and no seconds that nobody knows', (periods, words) => {
    const { QUOTA_EXCEEDED } = responsesFor(keysOf(...periods));
    expect(QUOTA_EXCEEDED).not.toHaveProperty('responseParameters');
    expect(problemIn(QUOTA_EXCEEDED)).toMatchObject({ type: '/problems/quota-exceeded', status: 429 });
    expect(problemIn(QUOTA_EXCEEDED).detail).toContain(words);
  });

  it('says nothing of quotas where no plan has one', () => {
    expect(responsesFor(keysOf())).not.toHaveProperty('QUOTA_EXCEEDED');
  });

  it('has texts in which nothing is a variable of a template', () => {
    const { THROTTLED, QUOTA_EXCEEDED } = responsesFor(keysOf('day'));
    expect(JSON.stringify([THROTTLED, QUOTA_EXCEEDED])).not.toContain('$');
  });
});

describe('gateway responses under CORS', () => {
  const origin = header('Access-Control-Allow-Origin');
  it.each([
    ['one origin', { origins: ['https://a.example'] }, { [origin]: "'https://a.example'" }],
    ['all origins', { origins: ['*'] }, { [origin]: "'*'" }],
    ['several origins', { origins: ['https://a.example', 'https://b.example'] }, { [origin]: "'*'" }],
    [
      'several origins with cookies',
      { origins: ['https://a.example', 'https://b.example'], credentials: true },
      {
        [origin]: 'method.request.header.Origin',
        [header('Vary')]: "'Origin'",
        [header('Access-Control-Allow-Credentials')]: "'true'",
      },
    ],
  ])('can be read by scripts of %s, whatever was refused', (_case, cors, headers) => {
    const made = { ...responsesFor(staff, { cors }), ...responsesFor(keysOf('day'), { cors }) };
    expect(Object.keys(made).sort()).toEqual([
      'ACCESS_DENIED',
      'DEFAULT_4XX',
      'DEFAULT_5XX',
      'QUOTA_EXCEEDED',
      'THROTTLED',
      'UNAUTHORIZED',
    ]);
    expect(made.DEFAULT_4XX.responseParameters).toEqual(headers);
    for (const type of Object.keys(made)) expect(made[type].responseParameters).toMatchObject(headers);
  });

  it('let scripts read what the gateway tells beside what the spec names', () => {
    const made = responsesFor(staff, { cors: { origins: ['*'], exposeHeaders: ['etag', 'x-page'] } });
    const exposed = (type: string) => made[type].responseParameters[header('Access-Control-Expose-Headers')];
    expect(exposed('DEFAULT_4XX')).toBe("'etag,x-page'");
    expect(exposed('THROTTLED')).toBe("'etag,x-page,Retry-After'");
    expect(exposed('UNAUTHORIZED')).toBe("'etag,x-page,WWW-Authenticate'");
  });
});

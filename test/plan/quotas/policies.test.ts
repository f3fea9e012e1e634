import { apiKey, gateway, lambda, route, usagePlan } from 'gatewright';
import { describe, expect, it } from 'vitest';
import { planGateway } from '../../../lib/plan/plan-gateway.js';
import type { GatewaySpec } from '../../../lib/spec/gateway.js';
import { templateOf } from '../../constructs/support/synth.js';
import { harbour } from '../../fixtures/gateways/edge-with-everything.js';
import { everyScheme } from '../../fixtures/gateways/every-scheme.js';

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** The longest that AWS has, but for what the account itself names. */
const VALUES: Readonly<Record<string, string>> = {
  'AWS::Partition': 'aws-us-gov',
  'AWS::Region': 'us-gov-west-1',
  'AWS::AccountId': '111122223333',
  OriginSecret:
    'arn:aws-us-gov:secretsmanager:us-gov-west-1:111122223333:secret:gatewright/us-gov-west-1/Stack/shop/origin-AbCdEf',
};
const LOG_GROUP_ARN = `arn:aws-us-gov:logs:us-gov-west-1:111122223333:log-group:Stack-${'x'.repeat(40)}-1A2B3C4D5E6F:*`;

/** As IAM gets it: without intrinsic functions. */
function resolved(value: Json): Json {
  if (Array.isArray(value)) return value.map(resolved);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [[name = '', inner = null] = []] = entries;
  if (name === 'Ref') return VALUES[String(inner)] ?? 'abc123';
  if (name === 'Fn::GetAtt') return LOG_GROUP_ARN;
  if (name === 'Fn::Join') return ((inner as readonly Json[])[1] as readonly Json[]).map(resolved).join('');
  return Object.fromEntries(entries.map(([key, member]) => [key, resolved(member)]));
}

interface Resource {
  readonly Type: string;
  readonly Properties: { readonly [name: string]: Json };
}

/** Of the role that has most: its inline policies and those that are put beside it. */
function mostCharacters(spec: GatewaySpec): number {
  const resources: readonly (readonly [string, Resource])[] = Object.entries(templateOf(spec).toJSON().Resources);
  const characters = new Map<string, number>();
  const add = (role: string, document: Json) =>
    characters.set(role, (characters.get(role) ?? 0) + JSON.stringify(resolved(document)).length);
  for (const [id, { Type, Properties }] of resources) {
    if (Type === 'AWS::IAM::Role')
      for (const policy of Properties.Policies as { PolicyDocument: Json }[]) add(id, policy.PolicyDocument);
    if (Type === 'AWS::IAM::Policy')
      for (const { Ref } of Properties.Roles as { Ref: string }[]) add(Ref, Properties.PolicyDocument ?? null);
  }
  return Math.max(...characters.values());
}

const quota = { requests: 9, per: 'week' } as const;
const metered = (count: number): GatewaySpec => {
  const planOf = (index: number) => usagePlan(`plan-${index}`, { ratePerSecond: 1, burst: 1, quota });
  const plans = Array.from({ length: count - 1 }, (_, index) => planOf(index + 1));
  const keys = apiKey('keys', { plans: [planOf(0), ...plans] });
  const routes = [route('GET /k', { auth: keys, to: lambda('k.ts') })] as const;
  return gateway('shop', { routes }) as unknown as GatewaySpec;
};

describe('the policies of a role', () => {
  it.each([
    ['a token’s secrets', everyScheme as unknown as GatewaySpec],
    ['a closed origin', harbour as unknown as GatewaySpec],
    ['one plan with a quota', metered(1)],
    ['forty plans with a quota', metered(40)],
  ])('of %s have at most as many characters as the plan counts, and not much fewer', (_title, spec) => {
    const use = planGateway(spec).quotas.find(({ name }) => name === 'rolePolicyCharacters');
    const most = mostCharacters(spec);
    expect(use?.used).toBeGreaterThanOrEqual(most);
    expect(use?.used).toBeLessThan(1.5 * most);
  });
});

describe('the policy of a function', () => {
  it('has a statement of at most as many bytes as the plan counts', () => {
    const spec = metered(1);
    const [permission] = Object.values(templateOf(spec).findResources('AWS::Lambda::Permission')) as Resource[];
    const { Action, Principal, SourceArn = null } = permission?.Properties ?? {};
    const statement = {
      Sid: 'x'.repeat(100),
      Effect: 'Allow',
      Principal: { Service: Principal },
      Action,
      Resource: `arn:aws-us-gov:lambda:us-gov-west-1:111122223333:function:${'x'.repeat(64)}`,
      Condition: { ArnLike: { 'AWS:SourceArn': resolved(SourceArn) } },
    };
    const use = planGateway(spec).quotas.find(({ name }) => name === 'lambdaPolicyBytes');
    expect(use?.used).toBeGreaterThanOrEqual(JSON.stringify(statement).length);
    expect(use?.used).toBeLessThan(1.3 * JSON.stringify(statement).length);
  });
});

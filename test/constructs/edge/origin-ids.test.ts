import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { originGroupIdOf, originIdOf } from '../../../lib/plan/edge/origin-id.js';
import { type GatewaySpec, gateway, lambda, route } from '../../../lib/spec/index.js';
import { edgeFunction } from '../../edge/run-edge-function.js';
import { stackOf } from '../support/synth.js';
import { configOf } from './hand-made-edge.js';

const text = (length: number) => 'o'.repeat(length);

describe('the id of an origin', () => {
  it.each([1, 116, 117, 128])('is that of its API, where it has %d characters', (length) => {
    expect(originIdOf(text(length))).toBe(text(length));
  });

  it.each([129, 4_000])('has 128 characters, where that of its API has %d', (length) => {
    expect(originIdOf(text(length))).toHaveLength(128);
  });

  it('tells APIs apart that end differently', () => {
    const [one, other] = [`${text(200)}a`, `${text(200)}b`];
    expect(originIdOf(one)).not.toBe(originIdOf(other));
    expect(originGroupIdOf(one)).not.toBe(originGroupIdOf(other));
  });

  it('of a group leaves room for what groups begin with', () => {
    expect(originGroupIdOf(text(116))).toBe(`failover-of-${text(116)}`);
    expect(originGroupIdOf(text(117))).toHaveLength(128);
    expect(originGroupIdOf(text(117))).toMatch(/^failover-of-o+-[0-9a-f]{12}$/);
  });
});

const deep = '/organizations/{organization}/projects/{project}/environments/{environment}/deployment-branch-policies';
const rules = `${deep}/{policy}/custom-deployment-protection-rules/`;
const open = (pattern: string, api: 'http' | 'rest' = 'http') =>
  route(pattern as 'GET /', { auth: 'public', to: lambda('h.ts'), api });

const specWith = (edge: object, ...more: readonly ReturnType<typeof open>[]): GatewaySpec =>
  gateway('deep', {
    edge,
    split: { from: ['/a', rules] },
    routes: [open('GET /about'), open(`GET ${rules}{rule}`), ...more],
  } as never);

const failover = { origin: { failover: 'https://west.example', closedBy: 'none' } };
const amongEachOther = [open(`GET ${rules}{rule}/reviews`, 'rest'), open(`GET ${rules}{rule}/reviews/{review}`)];

interface Config {
  readonly Origins: readonly { readonly Id: string }[];
  readonly OriginGroups?: {
    readonly Items: readonly {
      readonly Id: string;
      readonly Members: { readonly Items: readonly { readonly OriginId: string }[] };
    }[];
  };
  readonly DefaultCacheBehavior: { readonly TargetOriginId: string };
  readonly CacheBehaviors?: readonly { readonly TargetOriginId: string }[];
}

describe.each<[string, GatewaySpec, boolean]>([
  ['patterns choose', specWith({}), false],
  ['patterns choose and another gateway stands in', specWith(failover), false],
  ['the function chooses', specWith({}, ...amongEachOther), true],
  ['the function chooses and another gateway stands in', specWith(failover, ...amongEachOther), true],
])('the distribution of a part that starts deep, where %s', (_how, spec, choosesOrigin) => {
  const stack = stackOf(spec);
  const config: Config = configOf(Template.fromStack(stack));
  const origins = config.Origins.map(({ Id }) => Id);
  const groups = config.OriginGroups?.Items ?? [];
  const ids = [...origins, ...groups.map(({ Id }) => Id)];
  const { edge, apis } = stack.gateway.plan;

  it('has ids that CloudFront takes, of APIs that have longer ones', () => {
    expect(apis.some(({ id }) => id.length > 128)).toBe(true);
    expect(edge?.function.choosesOrigin).toBe(choosesOrigin);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id.length).toBeLessThanOrEqual(128);
  });

  it('names no other where it names one', () => {
    const targets = [config.DefaultCacheBehavior, ...(config.CacheBehaviors ?? [])];
    const members = groups.flatMap(({ Members }) => Members.Items.map(({ OriginId }) => OriginId));
    for (const { TargetOriginId } of targets) expect(ids).toContain(TargetOriginId);
    for (const member of members) expect(origins).toContain(member);
  });

  it('names no other in its function', () => {
    const run = edgeFunction(edge?.function.code ?? '');
    for (const path of ['/about', rules.replaceAll(/[{}]/g, ''), `${rules.replaceAll(/[{}]/g, '')}7/reviews`]) {
      const { origin, group = [] } = run('GET', path);
      const named = origin === undefined ? group : [origin];
      expect(named.length > 0).toBe(choosesOrigin);
      for (const id of named) expect(origins).toContain(id);
    }
  });
});

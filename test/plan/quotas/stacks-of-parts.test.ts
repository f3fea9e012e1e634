import { Template } from 'aws-cdk-lib/assertions';
import { NestedStack, type Stack } from 'aws-cdk-lib/core';
import { apiKey, jwt, lambda, type Route, usagePlan } from 'gatewright';
import { describe, expect, it } from 'vitest';
import { GatewayStack } from '../../../lib/constructs/index.js';
import { shortPart } from '../../../lib/constructs/short-part.js';
import { planGateway } from '../../../lib/plan/plan-gateway.js';
import { sliceUses } from '../../../lib/plan/quotas/count-quotas.js';
import { slicesOf } from '../../../lib/plan/split/slices-of.js';
import type { GatewaySpec } from '../../../lib/spec/gateway.js';
import { fakeBundler as bundler } from '../../constructs/support/fake-bundler.js';
import { asCdk } from '../../constructs/support/nested.js';
import { quietApp } from '../../constructs/support/synth.js';
import { aRoute, type SpecSettings, specOf } from '../../spec/specs.js';

interface Taken {
  readonly resources: number;
  readonly outputs: number;
  readonly parameters: number;
  readonly bytes: number;
}

/** Of each stack of a gateway by the id of its part; '' is the gateway's own. */
function taken(spec: GatewaySpec, stackName: string): ReadonlyMap<string, Taken> {
  const stack = new GatewayStack<GatewaySpec>(quietApp(), stackName, { gateway: spec, backends: {}, bundler });
  const parts = stack.node.findAll().filter((scope) => NestedStack.isNestedStack(scope));
  return new Map([
    ['', takenBy(Template.fromStack(stack))],
    ...parts.map((part) => [part.node.id, takenBy(Template.fromStack(asCdk<Stack>(part)))] as const),
  ]);
}

function takenBy(template: Template): Taken {
  const { Resources = {}, Outputs = {}, Parameters = {}, ...frame } = template.toJSON();
  const { BootstrapVersion: _, ...parameters } = Parameters;
  return {
    resources: Object.keys(Resources).length,
    outputs: Object.keys(Outputs).length,
    parameters: Object.keys(parameters).length,
    bytes: Buffer.byteLength(JSON.stringify({ ...frame, Resources, Outputs, Parameters })),
  };
}

/** The same as plans have it. */
function counted(spec: GatewaySpec): ReadonlyMap<string, Taken> {
  return new Map(
    slicesOf(planGateway(spec)).map((slice) => {
      const used = new Map(sliceUses(slice).map((use) => [use.name, use.used]));
      const taken: Taken = {
        resources: used.get('templateResources') ?? -1,
        outputs: used.get('templateOutputs') ?? -1,
        parameters: used.get('templateParameters') ?? 0,
        bytes: used.get('templateBytes') ?? -1,
      };
      return [slice.part === undefined ? '' : `Part-${shortPart(slice.part)}`, taken] as const;
    }),
  );
}

const users = jwt('users', { issuer: 'https://id.shop.example/', audience: 'shop' });
const keys = apiKey('keys', {
  plans: [
    usagePlan('free', { ratePerSecond: 3, burst: 5, quota: { requests: 9, per: 'day' } }),
    usagePlan('paid', { ratePerSecond: 30, burst: 50 }),
  ],
});

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** A function is called by one route of the first letters, and nine of others. */
function thousand(settings: SpecSettings): GatewaySpec {
  const routes = Array.from({ length: 1_000 }, (_, index): Route => {
    const auth = index % 7 === 0 ? 'public' : index % 3 === 0 ? keys : users;
    const path = `/${LETTERS[Math.floor(index / 39)]}area/{id}/things${index}`;
    return aRoute(`GET ${path}`, { to: lambda(`handlers/f${index % 100}.ts`), auth });
  });
  return specOf(routes, settings);
}

/** Each part calls all functions. */
function shared(parts: number, functions: number, settings: SpecSettings = {}): GatewaySpec {
  const names = Array.from({ length: parts }, (_, index) => `area${index}`);
  const routes = names.flatMap((name) =>
    Array.from({ length: functions }, (_, index) =>
      aRoute(`GET /${name}/things${index}`, {
        to: lambda(`handlers/things${index}.ts`, index % 9 === 0 ? { streaming: true } : {}),
        ...(index % 9 === 0 && { api: 'rest' }),
      }),
    ),
  );
  return specOf(routes, {
    split: { parts: Object.fromEntries(names.map((name) => [name, [`/${name}`]])) },
    ...settings,
  });
}

/** Keys of many plans, for REST APIs that stand in two parts, and in the gateway's own stack or not. */
function planned(plans: number, own: string): GatewaySpec {
  const planOf = (index: number) => usagePlan(`plan-${index}`, { ratePerSecond: 1 + index, burst: 9 });
  const others = Array.from({ length: plans - 1 }, (_, index) => planOf(index + 1));
  const auth = apiKey('keys', { plans: [planOf(0), ...others] });
  const routes = [own, '/m/a', '/r/a'].map((path) => aRoute(`GET ${path}`, { to: lambda('one.ts'), auth }));
  return specOf([...routes, aRoute('GET /b')], { split: { from: ['/m', '/r'] } });
}

const edge = {};
const firewall = { managed: ['common'] } as const;
const cors = { origins: ['https://a.example', 'https://b.example'] } as const;

describe.each<[string, GatewaySpec, string?]>([
  ['a thousand routes on a hundred functions that several volumes call', thousand({})],
  ['the same behind an edge with a firewall, and with CORS', thousand({ edge, firewall, cors })],
  ['two parts that share three functions', shared(2, 3)],
  ['sixteen parts that share fifty functions', shared(16, 50)],
  ['the same in a stack of a longer name', shared(16, 50), 'ShopOfNorway'],
  ['a hundred usage plans over three stages', planned(100, '/a')],
  ['a hundred usage plans over two stages, of parts', planned(100, '/m/b')],
  ['eight parts behind an edge that share fifty functions', shared(8, 50, { edge })],
])('of %s', (_title, spec, stackName = 'Shop') => {
  const stacks = taken(spec, stackName);
  const said = counted(spec);

  it('each stack has the resources, outputs and parameters that the plan counts', () => {
    const exact = (all: ReadonlyMap<string, Taken>) =>
      Object.fromEntries([...all].map(([name, { bytes: _, ...rest }]) => [name, rest]));
    expect(stacks.size).toBeGreaterThan(1);
    expect(exact(said)).toEqual(exact(stacks));
  });

  it('each stack is as long as the plan estimates, give or take 5 %', () => {
    for (const [name, { bytes }] of stacks) {
      const error = (said.get(name)?.bytes ?? 0) / bytes - 1;
      expect(Math.abs(error), `${name}: ${(error * 100).toFixed(1)} % of ${bytes}`).toBeLessThanOrEqual(0.05);
    }
  });
});

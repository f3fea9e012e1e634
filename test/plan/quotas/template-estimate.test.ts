import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib/core';
import { apiKey, http, jwt, lambda, type Route, reply, usagePlan } from 'gatewright';
import { afterAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { fromUrl, GatewayStack } from '../../../lib/constructs/index.js';
import type { Plan } from '../../../lib/plan/plan.js';
import { estimateTemplate, type TemplateEstimate } from '../../../lib/plan/quotas/template/estimate-template.js';
import { slicesOf } from '../../../lib/plan/split/slices-of.js';
import type { GatewaySpec } from '../../../lib/spec/gateway.js';
import { type GatewayFixture, gatewayFixtures } from '../../fixtures/gateways/index.js';
import { manyCallers } from '../../fixtures/many-callers.js';
import { standInBundler } from '../../fixtures/stand-in-bundler.js';
import { aRoute, specOf as shopOf } from '../../spec/specs.js';

const work = mkdtempSync(join(tmpdir(), 'gatewright-estimate-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

interface Synthesized {
  readonly name: string;
  readonly plan: Plan;
  readonly resources: number;
  readonly outputs: number;
  readonly bytes: number;
}

/** Every stack that is one gateway, with the stack of its edge where it has one. */
function synthesized({ name, addTo }: GatewayFixture): readonly Synthesized[] {
  const outdir = join(work, name);
  const app = new App({ outdir, builtinCloudFormationValidation: false, analyticsReporting: false });
  addTo(app, standInBundler(`${outdir}-code`));
  app.synth();
  const stacks = app.node.findAll().filter((one): one is GatewayStack => one instanceof GatewayStack);
  return stacks.map((stack) => {
    const texts = stack.node
      .findAll()
      .filter(Stack.isStack)
      .map((each) => readFileSync(join(directoryOf(each, outdir), each.templateFile), 'utf8'));
    const templates = texts.map((text) => JSON.parse(text) as { Resources: object; Outputs?: object });
    return {
      name: stack.node.path,
      plan: stack.gateway.plan,
      resources: sum(templates.map(({ Resources }) => Object.keys(Resources).length)),
      outputs: sum(templates.map(({ Outputs = {} }) => Object.keys(Outputs).length)),
      bytes: sum(texts.map((text) => Buffer.byteLength(text))),
    };
  });
}

/** A stage has an assembly of its own within the app's. */
function directoryOf(stack: Stack, outdir: string): string {
  const [stage] = stack.node.scopes.slice(1).filter((scope) => 'outdir' in scope);
  return stage ? (stage as unknown as { outdir: string }).outdir : outdir;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

const users = jwt('users', { issuer: 'https://id.large.example/', audience: 'large' });
const keys = apiKey('keys', { plans: [usagePlan('free', { ratePerSecond: 3, burst: 5 })] });

const KINDS: Readonly<Record<string, (index: number) => Route>> = {
  'on an HTTP API': (index) =>
    aRoute(`GET /area${index % 40}/things${index}/{id}`, {
      to: lambda(`handlers/area${index % 20}.ts`),
      ...(index % 3 === 0 && { auth: users.require({ scopes: ['read'] }) }),
    }),
  'on a REST API': (index) =>
    aRoute(`POST /area${index % 40}/things${index}`, { to: lambda(`handlers/area${index % 20}.ts`), auth: keys }),
  'to URLs of a REST API': (index) =>
    aRoute(`GET /u${index}/{id}`, { to: http(`https://h${index}.example/{id}`), auth: keys }),
  'with schemas on a REST API': (index) =>
    aRoute(`PUT /orders${index}`, {
      to: lambda(`handlers/area${index % 20}.ts`),
      api: 'rest',
      body: z.object({ isbn: z.string(), copies: z.int().min(1), [`field${index}`]: z.string().optional() }),
      query: z.object({ page: z.string() }),
    }),
  'with transformations': (index) =>
    aRoute(`GET /t${index}`, {
      to: http('https://t.example/things'),
      timeoutMs: 4_000 + (index % 7),
      transform: { request: { headers: { set: { 'x-from': `route ${index % 9}` }, remove: ['x-old'] } } },
    }),
  'with CORS': (index) => aRoute(`ANY /c${index}/{rest+}`, { to: lambda(`c${index % 9}.ts`), auth: users }),
  'with CORS on a REST API': (index) => aRoute(`ANY /c${index}`, { to: lambda(`c${index % 9}.ts`), auth: keys }),
  'with fixed replies': (index) => aRoute(`GET /replies/r${index}`, { to: reply(200, { index, state: 'open' }) }),
};
/** A thousand paths with CORS would be more than a template holds. */
const sizesOf = (kind: string) => (kind.includes('CORS') ? [10, 100] : [10, 100, 1_000]);

function large(kind: string, size: number): GatewaySpec {
  const routes = Array.from({ length: size }, (_, index) => KINDS[kind]?.(index) as Route);
  const quotas = { httpRoutes: 5_000, restResources: 5_000 };
  const cors = kind.includes('CORS') && { cors: { origins: ['https://a.example', 'https://b.example'] } };
  return shopOf(routes, { name: 'large', quotas, ...(cors && cors) });
}

const generated = Object.keys(KINDS).flatMap((kind) =>
  sizesOf(kind).map(
    (size): GatewayFixture => ({
      name: `${size}-routes-${kind}`.replaceAll(' ', '-'),
      addTo: (app, bundler) => void new GatewayStack(app, 'Large', { gateway: large(kind, size), bundler } as never),
    }),
  ),
);

const PARTED = ['on an HTTP API', 'on a REST API', 'with CORS on a REST API', 'with schemas on a REST API'] as const;

/** A part for each digit that a number begins with, but for 0: such areas are in the gateway's own stack. */
const STARTS = ['/area', '/c', '/orders'].flatMap((word) => [...'123456789'].map((digit) => word + digit));

const inParts = PARTED.flatMap((kind) =>
  [{ edge: {} }, {}].map((edge): GatewayFixture => {
    const spec = { ...large(kind, 100), split: { from: STARTS }, ...edge };
    return {
      name: `in-parts-${kind}${'edge' in edge ? '-behind-an-edge' : ''}`.replaceAll(' ', '-'),
      addTo: (app, bundler) => void new GatewayStack(app, 'Parts', { gateway: spec, bundler } as never),
    };
  }),
);

const shared = [40, 41].map((parts): GatewayFixture => {
  const backends = { stock: fromUrl('https://stock.example') };
  return {
    name: `called-by-${parts}-apis`,
    addTo: (app, bundler) =>
      void new GatewayStack(app, 'Shared', { gateway: manyCallers(parts), backends, bundler } as never),
  };
});

/** All stacks of a gateway together. */
function estimated(plan: Plan): TemplateEstimate {
  const stacks = slicesOf(plan).map(estimateTemplate);
  return {
    resources: sum(stacks.map((one) => one.resources)),
    outputs: sum(stacks.map((one) => one.outputs)),
    bytes: sum(stacks.map((one) => one.bytes)),
  };
}

/** A stack that holds more than a gateway is longer than any plan says. */
const compared = [...gatewayFixtures, ...generated, ...inParts, ...shared]
  .map((fixture) => [fixture.name, synthesized(fixture)] as const)
  .filter(([, stacks]) => stacks.length > 0);

it('there are templates of every kind', () => {
  expect(compared.length).toBeGreaterThanOrEqual(26);
  expect(compared.map(([, [first]]) => first?.plan.edge !== undefined)).toContain(true);
});

describe.each(compared)('the template of %s', (_name, stacks) => {
  it('has the resources and the outputs that the plan counts', () => {
    for (const { name, plan, resources, outputs } of stacks) {
      expect([name, estimated(plan)]).toEqual([name, expect.objectContaining({ resources, outputs })]);
    }
  });

  it('is as long as the plan estimates, give or take 5 %', () => {
    for (const { name, plan, bytes } of stacks) {
      const error = estimated(plan).bytes / bytes - 1;
      expect(Math.abs(error), `${name}: ${(error * 100).toFixed(1)} % of ${bytes}`).toBeLessThanOrEqual(0.05);
    }
  });
});

import { Template } from 'aws-cdk-lib/assertions';
import { Stack } from 'aws-cdk-lib/core';
import { makeDistribution } from '../../../lib/constructs/edge/distribution.js';
import type { EdgePlan } from '../../../lib/plan/edge-plan.js';
import { quietApp } from '../support/synth.js';

/** A plan in which no two values are alike. */
export const handMadeEdge: EdgePlan = {
  because: 'a test asks for it',
  origins: [
    { kind: 'api', id: 'http' },
    { kind: 'api', id: 'rest' },
  ],
  defaultOrigin: 'http',
  behaviours: [
    { pattern: '/tides', origin: 'http', cachePolicy: 'CacheTides', forwards: 'preflight', because: '' },
    { pattern: '/maps', origin: 'rest', cachePolicy: 'CacheMaps', forwards: 'nothing', because: '' },
    { pattern: '/maps/*', origin: 'rest', forwards: 'all', because: '' },
    { pattern: '/tides/*', origin: 'http', forwards: 'all', because: '' },
  ],
  cachePolicies: [
    { name: 'CacheMaps', ttlSeconds: 86_400, headers: [], query: ['zoom', 'layer'], cookies: ['units'] },
    { name: 'CacheTides', ttlSeconds: 240, headers: ['accept-language', 'origin'], query: 'all', cookies: [] },
  ],
  function: { code: 'function handler(event) { return event.request; }', choosesOrigin: false, because: 'it looks on' },
  cachedRoutes: {},
  priceClass: 'all',
  securityHeaders: true,
  compress: true,
  accessLogs: true,
};

type Address = { readonly domainName: string; readonly path: string };

interface Made {
  readonly edge?: Partial<EdgePlan>;
  readonly webAclArn?: string;
  readonly header?: { readonly name: string; readonly value: string };
  /** By API id. */
  readonly apis?: Readonly<Record<string, Address>>;
}

const ADDRESSES = {
  http: { domainName: 'h1.execute-api.eu-west-1.amazonaws.com', path: '' },
  rest: { domainName: 'r2.execute-api.eu-west-1.amazonaws.com', path: '/v7' },
};

/** A stack with the distribution of the plan above, changed as said. */
export function handMadeTemplate({ edge, webAclArn, header, apis = ADDRESSES }: Made = {}): Template {
  const stack = new Stack(quietApp(), 'HandMade');
  makeDistribution(stack, {
    plan: { gateway: 'harbour' },
    edge: { ...handMadeEdge, ...edge },
    apis: new Map(Object.entries(apis)),
    header,
    readTimeoutSeconds: 41,
    webAclArn,
  });
  return Template.fromStack(stack);
}

/** The settings of the one distribution in a template. */
// biome-ignore lint/suspicious/noExplicitAny: whatever the template holds
export function configOf(template: Template): any {
  const found = Object.values(template.findResources('AWS::CloudFront::Distribution'));
  if (found.length !== 1) throw new Error(`The template has ${found.length} distributions`);
  return found[0]?.Properties.DistributionConfig;
}

/** Properties of the one resource of a type in a template. */
// biome-ignore lint/suspicious/noExplicitAny: whatever the template holds
export function onlyOne(template: Template, type: string): any {
  const found = Object.values(template.findResources(type));
  if (found.length !== 1) throw new Error(`The template has ${found.length} of ${type}`);
  return found[0]?.Properties;
}

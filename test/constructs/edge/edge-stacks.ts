import { Template } from 'aws-cdk-lib/assertions';
import { type App, Stack } from 'aws-cdk-lib/core';
import { Gateway, GatewayStack } from '../../../lib/constructs/index.js';
import type { GatewaySpec } from '../../../lib/spec/index.js';
import { fakeBundler as bundler } from '../support/fake-bundler.js';
import { quietApp } from '../support/synth.js';

export const account = '555555555555';

/** All stacks of an app, wherever in it they are. */
export function stacksOf(app: App): readonly Stack[] {
  return app.node.findAll().filter((construct) => Stack.isStack(construct));
}

/** The templates of a gateway whose APIs are in Europe, as text. */
export function templatesInEurope(spec: GatewaySpec): { readonly api: string; readonly edge: string } {
  const app = quietApp();
  new GatewayStack<GatewaySpec>(app, 'Shop', {
    gateway: spec,
    backends: {},
    bundler,
    env: { account, region: 'eu-central-1' },
  });
  const [api = '', edge = ''] = stacksOf(app).map((stack) => JSON.stringify(Template.fromStack(stack).toJSON()));
  return { api, edge };
}

/** Gateways beside each other inside one stack of somebody's. */
export function gatewaysInOneStack(region: string, specs: Readonly<Record<string, GatewaySpec>>): App {
  const app = quietApp();
  const stack = new Stack(app, 'Existing', { env: { account, region } });
  for (const [id, gateway] of Object.entries(specs))
    new Gateway<GatewaySpec>(stack, id, { gateway, bundler, backends: {} });
  return app;
}

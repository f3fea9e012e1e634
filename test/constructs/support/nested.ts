import { Template } from 'aws-cdk-lib/assertions';
import { NestedStack, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { fromUrl, Gateway } from '../../../lib/constructs/index.js';
import type { GatewaySpec } from '../../../lib/spec/gateway.js';
import type { Split } from '../../../lib/spec/split.js';
import { press, splits } from '../../fixtures/gateways/split.js';
import { fakeBundler as bundler } from './fake-bundler.js';
import { quietApp, stackOf } from './synth.js';

const backends = { legacy: fromUrl('https://legacy.press.example/v1') };

/** By the names of parts; `own` is that of the stack that they are nested in. */
export type PartTemplates = Readonly<Record<string, Template>>;

/** A stack's own template, and those of the parts of its one gateway. */
export function partTemplates(stack: Stack): PartTemplates {
  const parts = stack.node.findAll().filter((scope) => NestedStack.isNestedStack(scope));
  return Object.fromEntries([
    ['own', Template.fromStack(stack)],
    ...parts
      .filter(({ node }) => node.id.startsWith('Part-'))
      .map((part) => [part.node.id.slice('Part-'.length), Template.fromStack(asCdk<Stack>(part))]),
  ]);
}

export function pressStack(split: Split | false, env?: { readonly account: string; readonly region: string }) {
  return stackOf(press(split), {
    backends: () => backends,
    ...(env && { env }),
  });
}

/** The press, in parts by name, as a construct of somebody's stack. */
export function pressInto(scope: Construct, id = 'Press'): Gateway {
  return new Gateway<GatewaySpec>(scope, id, { gateway: press(splits.names), backends, bundler });
}

export function pressInside(): { readonly stack: Stack; readonly made: Gateway } {
  const stack = new Stack(quietApp(), 'Mine', { suppressTemplateIndentation: false });
  return { stack, made: pressInto(stack) };
}

/** CDK's classes and their interfaces part under exactOptionalPropertyTypes. */
export function asCdk<T>(one: unknown): T {
  return one as T;
}

/** The template of a part that has to be there. */
export function partOf(templates: PartTemplates, name: string): Template {
  const template = templates[name];
  if (!template) throw new Error(`no part ${name} among ${Object.keys(templates).join(', ')}`);
  return template;
}

import { Template } from 'aws-cdk-lib/assertions';
import { App, Stack } from 'aws-cdk-lib/core';
import { type BackendBinding, type Bundler, GatewayStack } from '../../../lib/constructs/index.js';
import type { GatewaySpec } from '../../../lib/spec/index.js';
import { fakeBundler } from './fake-bundler.js';

export function quietApp(): App {
  return new App({ builtinCloudFormationValidation: false, treeMetadata: false, analyticsReporting: false });
}

interface Options {
  readonly backends?: (stack: Stack) => Readonly<Record<string, BackendBinding>>;
  readonly bundler?: Bundler;
  readonly env?: { readonly account: string; readonly region: string };
}

export function stackOf(spec: GatewaySpec, { backends, bundler = fakeBundler, env }: Options = {}): GatewayStack {
  const app = quietApp();
  const bound = backends ? backends(new Stack(app, 'Existing', env ? { env } : {})) : {};
  return new GatewayStack<GatewaySpec>(app, 'Shop', {
    gateway: spec,
    backends: bound,
    bundler,
    ...(env ? { env } : {}),
  });
}

export function templateOf(spec: GatewaySpec, options: Options = {}): Template {
  return Template.fromStack(stackOf(spec, options));
}

export function resourcesOf(template: Template): Readonly<Record<string, { Type: string; Properties: never }>> {
  return template.toJSON().Resources;
}

export function logicalIds(template: Template, type?: string): readonly string[] {
  const entries = Object.entries(resourcesOf(template));
  return entries.filter(([, resource]) => type === undefined || resource.Type === type).map(([id]) => id);
}

/** The body of the template's one API of a kind, tokens resolved to CloudFormation. */
// biome-ignore lint/suspicious/noExplicitAny: a body is whatever JSON the test looks into
export function bodyOf(template: Template, type: 'AWS::ApiGateway::RestApi' | 'AWS::ApiGatewayV2::Api'): any {
  const [api] = Object.values(template.findResources(type));
  return api?.Properties.Body;
}

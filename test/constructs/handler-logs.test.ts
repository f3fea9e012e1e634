import type { Template } from 'aws-cdk-lib/assertions';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { describe, expect, it } from 'vitest';
import { handlerLogGroup } from '../../lib/constructs/log-group.js';
import { gateway, http, lambda, reply, route } from '../../lib/spec/index.js';
import { everyScheme } from '../fixtures/gateways/every-scheme.js';
import { shop } from './support/specs.js';
import { quietApp, templateOf } from './support/synth.js';

/** Functions by the log group that they write to: `authorizerFunction` → `authorizerLogs`. */
function groupsOf(template: Template): Readonly<Record<string, string>> {
  const named = (id: string) => id.replace(/[0-9A-F]{8}$/, '');
  const functions = Object.entries(template.findResources('AWS::Lambda::Function'));
  return Object.fromEntries(
    functions.map(([id, { Properties }]) => [named(id), named(Properties.LoggingConfig.LogGroup.Ref)]),
  );
}

describe('the log group of handlers', () => {
  it('is one for them all, and for none that decides who comes in or keeps keys', () => {
    expect(groupsOf(templateOf(shop))).toEqual({
      handlersbooksFunction: 'HandlerLogs',
      handlersordersFunction: 'HandlerLogs',
      authorizerFunction: 'authorizerLogs',
      keykeeperFunction: 'keykeeperLogs',
    });
  });

  it('is that of an authorizer which the user wrote, whose code is theirs as well', () => {
    expect(groupsOf(templateOf(everyScheme))).toMatchObject({
      authterminalsFunction: 'HandlerLogs',
      authorizerFunction: 'authorizerLogs',
    });
  });

  it('is that of the function before http backends, where there is no handler at all', () => {
    const changed = route('POST /orders', {
      auth: 'public',
      to: http('https://backend.example/orders'),
      transform: { request: { body: { remove: ['/debug'] } } },
    });
    expect(groupsOf(templateOf(gateway('proxy', { routes: [changed] })))).toEqual({
      transformerFunction: 'HandlerLogs',
    });
  });

  it('is not there where nothing writes to it', () => {
    const health = route('GET /health', { auth: 'public', to: reply(200, { ok: true }) });
    expect(templateOf(gateway('replies', { routes: [health] })).toJSON().Resources).not.toHaveProperty('HandlerLogs');
  });

  it('keeps its name in the template when handlers are added, removed or in another order', () => {
    const handler = (name: string) => route(`GET /${name}`, { auth: 'public', to: lambda(`${name}.ts`) } as never);
    const groupsWith = (...names: readonly string[]) =>
      Object.keys(
        templateOf(gateway('few', { routes: names.map(handler) } as never)).findResources('AWS::Logs::LogGroup'),
      );
    expect(groupsWith('b', 'a', 'c')).toEqual(groupsWith('a'));
  });

  it('is one for each scope that holds handlers', () => {
    const stack = new Stack(quietApp(), 'Two');
    const [first, second] = [new Construct(stack, 'First'), new Construct(stack, 'Second')];
    expect(handlerLogGroup(first, 7)).toBe(handlerLogGroup(first, 7));
    expect(handlerLogGroup(second, 7)).not.toBe(handlerLogGroup(first, 7));
  });
});

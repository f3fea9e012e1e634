import { Template } from 'aws-cdk-lib/assertions';
import { App, Stack } from 'aws-cdk-lib/core';
import { describe, expect, it } from 'vitest';
import { ApiGatewayAccount, Gateway, GatewayStack } from '../../lib/constructs/index.js';
import { fakeBundler } from './support/fake-bundler.js';
import { pressInto } from './support/nested.js';
import { httpOnly, shop } from './support/specs.js';
import { logicalIds, quietApp } from './support/synth.js';

const bundler = fakeBundler;

describe('two gateways inside one stack', () => {
  const stack = new Stack(quietApp(), 'Existing', { description: 'Mine' });
  const first = new Gateway(stack, 'Shop', { gateway: shop, bundler });
  const second = new Gateway(stack, 'Second', { gateway: shop, bundler });
  const template = Template.fromStack(stack);

  it('have everything twice and nothing in common', () => {
    template.resourceCountIs('AWS::ApiGatewayV2::Api', 2);
    template.resourceCountIs('AWS::ApiGateway::Deployment', 2);
    template.resourceCountIs('AWS::Lambda::Function', 8);
    expect(logicalIds(template).filter((id) => !/^(Shop|Second)/.test(id))).toEqual([]);
  });

  it('put their place before the names of their outputs', () => {
    const outputs = Object.keys(template.toJSON().Outputs);
    expect(outputs).toContain('ShopGatewrightGateway');
    expect(outputs).toContain('SecondRestApiUrl');
    expect(outputs).toHaveLength(14);
  });

  it('leave the stack its own description and tags', () => {
    expect(stack.templateOptions.description).toBe('Mine');
    expect(stack.tags.hasTags()).toBe(false);
  });

  it('hand over what other constructs need', () => {
    expect(first.plan.gateway).toBe('shop');
    expect([...second.usagePlanIds.keys()]).toEqual(['free', 'gold']);
    expect(stack.resolve(first.httpApi?.apiId)).toEqual({ Ref: expect.stringMatching(/^ShopHttpApi/) });
    expect(stack.resolve(second.restApi?.url)).toEqual({ 'Fn::Join': ['', expect.arrayContaining(['/v1'])] });
    expect(stack.resolve(second.restApi?.stage.ref)).toEqual({ Ref: expect.stringMatching(/^SecondRestApiStage/) });
  });
});

describe('the account setting', () => {
  it('is made only by its own construct, and stays when its stack goes', () => {
    const stack = new Stack(quietApp(), 'Account');
    new ApiGatewayAccount(stack, 'Logs');
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::ApiGateway::Account', 1);
    template.allResources('AWS::ApiGateway::Account', { DeletionPolicy: 'Retain' });
    template.allResources('AWS::IAM::Role', { DeletionPolicy: 'Retain' });
  });
});

describe("CDK's own validation", () => {
  it('finds nothing in a whole gateway', () => {
    const app = new App({ analyticsReporting: false, context: { '@aws-cdk/core:validateAgainstDefaultRules': true } });
    new GatewayStack(app, 'Shop', { gateway: shop, bundler });
    new GatewayStack(app, 'Small', { gateway: httpOnly, bundler });
    pressInto(new Stack(app, 'Parts'));
    expect(() => app.synth()).not.toThrow();
  });
});

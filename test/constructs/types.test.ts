import { Stack } from 'aws-cdk-lib/core';
import { describe, expect, it } from 'vitest';
import { fromUrl, Gateway, GatewayStack } from '../../lib/constructs/index.js';
import { fakeBundler as bundler } from './support/fake-bundler.js';
import { bound, httpOnly } from './support/specs.js';
import { quietApp } from './support/synth.js';

const legacy = fromUrl('https://legacy.example');

/** Each case is refused by the compiler and, for those who do not ask it, at run time. */
describe('the types of a gateway', () => {
  it('require a binding for every backend that the spec names', () => {
    // @ts-expect-error `backends` is missing
    expect(() => new Gateway(new Stack(), 'Api', { gateway: bound, bundler })).toThrow('BACKEND_NOT_BOUND');
    // @ts-expect-error `legacy` is missing
    expect(() => new Gateway(new Stack(), 'Api', { gateway: bound, bundler, backends: {} })).toThrow(
      'BACKEND_NOT_BOUND',
    );
  });

  it('refuse a binding that no route uses', () => {
    expect(
      // @ts-expect-error the spec names no backend `other`
      () => new Gateway(new Stack(), 'Api', { gateway: bound, bundler, backends: { legacy, other: legacy } }),
    ).toThrow('BACKEND_UNKNOWN');
    // @ts-expect-error the spec names no backend
    expect(() => new GatewayStack(quietApp(), 'Api', { gateway: httpOnly, bundler, backends: { legacy } })).toThrow(
      'BACKEND_UNKNOWN',
    );
  });

  it('ask for nothing where the spec names no backend', () => {
    expect(new GatewayStack(quietApp(), 'Api', { gateway: httpOnly, bundler }).gateway.plan.gateway).toBe('small');
  });

  it('take what is bound', () => {
    const made = new Gateway(new Stack(quietApp(), 'S'), 'Api', { gateway: bound, bundler, backends: { legacy } });
    expect(made.httpApi).toBeDefined();
  });
});

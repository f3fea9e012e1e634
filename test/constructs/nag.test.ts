import { CfnRestApi } from 'aws-cdk-lib/aws-apigateway';
import { Stack } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { ApiGatewayAccount } from '../../lib/constructs/index.js';
import type { GatewaySpec } from '../../lib/spec/index.js';
import { everyScheme } from '../fixtures/gateways/every-scheme.js';
import { shopsApi } from '../fixtures/gateways/own-domain.js';
import { splits } from '../fixtures/gateways/split.js';
import { pressStack } from './support/nested.js';
import { httpOnly, restOnly, shop } from './support/specs.js';
import { quietApp, stackOf } from './support/synth.js';

const pack = new AwsSolutionsChecks();

function findingsIn(stack: Stack): readonly string[] {
  const { violations } = pack.validateScope(stack);
  return violations.map(({ ruleName, description }) => `${ruleName}: ${description}`);
}

describe('cdk-nag AwsSolutions', () => {
  it.each<[string, GatewaySpec]>([
    ['with everything', shop],
    ['with CORS', { ...shop, cors: { origins: ['https://a.example', 'https://b.example'], credentials: true } }],
    ['with every scheme, and secrets', everyScheme],
    ['with a name of its own', shopsApi],
    ['with an HTTP API', httpOnly],
    ['with a REST API', restOnly],
    ['without tracing', { ...shop, tracing: false }],
  ])('finds nothing in a gateway %s', (_kind, spec) => {
    expect(findingsIn(stackOf(spec))).toEqual([]);
  });

  it.each(Object.entries(splits))('finds nothing in a gateway in parts by %s', (_kind, split) => {
    expect(findingsIn(pressStack(split))).toEqual([]);
  });

  it('looks into the stacks of parts', () => {
    const stack = pressStack(splits.letters);
    const part = stack.gateway.node.findChild('Part-d');
    new CfnRestApi(part, 'Bare', { name: 'bare' });
    expect(findingsIn(stack)).toEqual([expect.stringContaining('APIG2')]);
  });

  it('finds nothing in the account setting', () => {
    const stack = new Stack(quietApp(), 'Account');
    new ApiGatewayAccount(stack, 'Logs');
    expect(findingsIn(stack)).toEqual([]);
  });
});

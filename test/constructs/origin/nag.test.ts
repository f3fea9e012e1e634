import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { gateway, lambda, reply, route } from '../../../lib/spec/index.js';
import { stackOf } from '../support/synth.js';

const spec = gateway('shop', {
  edge: {},
  routes: [
    route('GET /books', { auth: 'public', to: lambda('handlers/books.ts') }),
    route('GET /health', { auth: 'public', to: reply(200, { ok: true }) }),
  ],
});

describe('cdk-nag AwsSolutions', () => {
  it.each([
    ['where its region is known', { env: { account: '222233334444', region: 'us-east-1' } }],
    ['where its edge is another stack', { env: { account: '222233334444', region: 'eu-west-1' } }],
    ['where its region is not known', {}],
  ])('finds nothing in a gateway whose origin is closed, %s', (_where, options) => {
    const { violations } = new AwsSolutionsChecks().validateScope(stackOf(spec, options));
    const found = violations.map(({ ruleName, description }) => `${ruleName}: ${description}`);
    // Those of CloudFront are the edge's affair.
    expect(found.filter((finding) => !finding.startsWith('AwsSolutions-CFR'))).toEqual([]);
  });
});

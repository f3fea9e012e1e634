import { Template } from 'aws-cdk-lib/assertions';
import { Stack } from 'aws-cdk-lib/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Gateway } from '../../../lib/constructs/index.js';
import { originSecretName } from '../../../lib/constructs/origin/origin-secret-name.js';
import { gateway, lambda, route } from '../../../lib/spec/index.js';
import { fakeBundler } from '../support/fake-bundler.js';
import { quietApp, resourcesOf } from '../support/synth.js';

const LONGEST_REGION = 'us-isob-northcentral-10000';

describe('the name of an origin’s secret', () => {
  it.each([
    [['Shop', '', 'shop'], 'gatewright/eu-west-1/Shop/shop/origin'],
    [['Shop', 'Inner', 'shop'], 'gatewright/eu-west-1/Shop/Inner/shop/origin'],
    [['S'.repeat(195), '', 'shop'], `gatewright/eu-west-1/${'S'.repeat(195)}/shop/origin`],
  ])('says where it is: %j', (place, name) => {
    expect(originSecretName('eu-west-1', place)).toBe(name);
  });

  it('is cut where it is too long for a tag, and other places have other names', () => {
    const names = ['shop', 'shop2', 'pohs'].map((name) => originSecretName(LONGEST_REGION, ['S'.repeat(300), name]));
    expect(new Set(names).size).toBe(3);
    expect(originSecretName(LONGEST_REGION, ['S'.repeat(300), 'shop'])).toBe(names[0]);
    for (const name of names) expect(name).toMatch(/^gatewright\/us-isob-northcentral-10000\/S+-[0-9a-f]{16}\/origin$/);
  });

  it('never has more than the 256 characters of a tag', () => {
    const part = fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,300}$/);
    const check = (place: readonly string[]) => {
      expect(originSecretName(LONGEST_REGION, place).length).toBeLessThanOrEqual(256);
    };
    fc.assert(fc.property(fc.array(part, { maxLength: 3 }), check), { numRuns: 100 });
  });

  it('is one and the same at the secret, at the tag and at what rotates it', () => {
    const books = route('GET /books', { auth: 'public', to: lambda('handlers/books.ts') });
    const spec = gateway('shop', { edge: {}, routes: [books] });
    const env = { account: '222233334444', region: 'us-east-1' };
    const stack = new Stack(quietApp(), 'L'.repeat(120), { env });
    new Gateway(stack, 'G'.repeat(100), { gateway: spec, bundler: fakeBundler });
    const template = Template.fromStack(stack);
    const resources = Object.values(resourcesOf(template)) as { Type: string; Properties: Record<string, unknown> }[];
    const secret = resources.find(({ Type }) => Type === 'AWS::SecretsManager::Secret')?.Properties.Name;
    const tags = resources.find(({ Type }) => Type === 'AWS::CloudFront::Distribution')?.Properties.Tags;
    const keeper = resources.find(({ Properties }) => JSON.stringify(Properties).includes('GATEWRIGHT_ORIGIN_TAG'));
    expect(secret).toMatch(/^gatewright\/us-east-1\/L{120}\/G+-[0-9a-f]{16}\/origin$/);
    expect(keeper?.Properties.Environment).toMatchObject({ Variables: { GATEWRIGHT_ORIGIN_TAG: secret } });
    expect(tags).toContainEqual({ Key: 'gatewright:origin', Value: secret });
  });
});

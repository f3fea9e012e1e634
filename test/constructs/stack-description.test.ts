import { describe, expect, it } from 'vitest';
import { GatewayStack } from '../../lib/constructs/index.js';
import { IssuesError } from '../../lib/errors/issue.js';
import { gateway, lambda, route } from '../../lib/spec/index.js';
import { fakeBundler as bundler } from './support/fake-bundler.js';
import { bodyOf, quietApp, stackOf, templateOf } from './support/synth.js';

const specWith = (description: string, api: 'http' | 'rest' = 'rest') =>
  gateway('orders', { description, routes: [route('GET /x', { auth: 'public', to: lambda('h.ts'), api })] });

const BEFORE = 'API gateway orders: ';
const ROOM = 512 - BEFORE.length;

const ofStack = (description: string): string => {
  const { templateOptions } = stackOf(specWith(description));
  return templateOptions.description ?? '';
};

describe('the description of a stack', () => {
  it.each([
    ['d', ROOM],
    ['ü', 400],
    ['ü', ROOM],
  ])('is the whole one, of %s %d times', (sign, count) => {
    expect(ofStack(sign.repeat(count))).toBe(BEFORE + sign.repeat(count));
  });

  it.each([
    ['d', ROOM + 1, 511],
    ['d', 1_000, 511],
    ['d', 1_024, 511],
    ['ü', 520, 511],
    ['€', 400, BEFORE.length + 333],
    ['😀', 500, BEFORE.length + 2 * 245],
  ])('is cut behind a whole sign, of %s %d times', (sign, count, kept) => {
    const text = ofStack(sign.repeat(count));
    expect(text).toBe(`${BEFORE}${sign.repeat((kept - BEFORE.length) / sign.length)}…`);
    expect(text.length).toBeLessThanOrEqual(512);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(1_024);
  });

  it('may be the app’s own', () => {
    const stack = new GatewayStack(quietApp(), 'Shop', { gateway: specWith('d'), bundler, description: 'Mine' });
    expect(stack.templateOptions.description).toBe('Mine');
  });

  it.each(['http', 'rest'] as const)('leaves that of the %s API whole', (api) => {
    const description = 'ü'.repeat(1_024);
    const template = templateOf(specWith(description, api));
    const type = api === 'http' ? 'AWS::ApiGatewayV2::Api' : 'AWS::ApiGateway::RestApi';
    expect(JSON.stringify(template.findResources(type))).toContain(description);
    expect(bodyOf(template, type)).toBeDefined();
  });

  it.each(['d', 'ü'])('does not come before the issue, where %s is there too often for an API', (sign) => {
    let thrown: unknown;
    try {
      stackOf(specWith(sign.repeat(1_100)));
    } catch (error) {
      thrown = error;
    }
    if (!(thrown instanceof IssuesError)) throw new Error(`It threw ${String(thrown).slice(0, 80)}`);
    expect(thrown.issues.map(({ code }) => code)).toEqual(['GATEWAY_DESCRIPTION']);
  });
});

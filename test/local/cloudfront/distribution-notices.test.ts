import { describe, expect, it } from 'vitest';
import { distributionNotices } from '../../../lib/local/cloudfront/distribution-notices.js';
import { distributionChooser } from '../../../lib/local/cloudfront/front-distribution.js';
import { unsupportedSyntax } from '../../../lib/local/cloudfront/functions/unsupported-syntax.js';
import type { DistributionModel } from '../../../lib/local/model/distribution.js';
import { behavior, distribution, origin } from './distribution-fixture.js';

const API = 'abc.execute-api.eu-west-1.amazonaws.com';
const model = (distributions: readonly DistributionModel[]) => ({
  distributions,
  domains: [],
  executeApiHosts: { [API]: 'abc' },
});
const inFrontOf = (logicalId: string, domainName: string, given: Partial<DistributionModel> = {}) =>
  distribution({
    logicalId,
    domainName: `${logicalId.toLowerCase()}.cloudfront.net`,
    origins: [origin('o', { domainName })],
    ...given,
  });

describe('the distribution of the gateway’s own address', () => {
  const site = inFrontOf('Site', 'pages.example', { aliases: ['*.site.example'] });
  const first = inFrontOf('First', API);
  const second = inFrontOf('Second', API, { aliases: ['second.example'] });

  it.each([
    ['127.0.0.1:3000', 'First'],
    [undefined, 'First'],
    ['second.cloudfront.net', 'Second'],
    ['SECOND.example:3000', 'Second'],
    ['www.site.example', 'Site'],
    ['site.example', 'First'],
  ])('at the host %s is %s', (host, logicalId) => {
    expect(distributionChooser(model([site, first, second]))(host)?.logicalId).toBe(logicalId);
  });

  it('is none where none is in front of an API', () => {
    expect(distributionChooser(model([site]))('127.0.0.1')).toBeUndefined();
    expect(distributionChooser(model([]))('127.0.0.1')).toBeUndefined();
  });
});

describe('notices of distributions', () => {
  const messages = (...distributions: DistributionModel[]) =>
    distributionNotices(model(distributions)).map(({ logicalId, message }) => `${logicalId}: ${message}`);

  it('are none for one in front of an API', () => {
    expect(messages(inFrontOf('First', API))).toEqual([]);
  });

  it('say where others answer', () => {
    expect(messages(inFrontOf('First', API), inFrontOf('Second', API), inFrontOf('Site', 'pages.example'))).toEqual([
      'Second: answers where the Host header is second.cloudfront.net, and nowhere else',
      'Site: answers where the Host header is site.cloudfront.net, and nowhere else',
    ]);
  });

  it('say by what countries are known', () => {
    const geoRestriction = { kind: 'deny' as const, countries: ['KP'] };
    expect(messages(inFrontOf('First', API, { geoRestriction })).join()).toContain('x-local-country');
  });

  it('say once what a function does that its runtime does not know', () => {
    const viewerRequest = {
      name: 'pick',
      code: 'function handler({ request }) { return request; }',
      runtime: 'cloudfront-js-2.0' as const,
    };
    const behaviors = [behavior({ pathPattern: '/a', viewerRequest }), behavior({ viewerRequest })];
    expect(messages(inFrontOf('First', API, { behaviors }))).toEqual([
      'First: the function pick fails: cloudfront-js-2.0 does not know destructuring',
    ]);
  });
});

describe('the syntax of a function', () => {
  it.each([
    ['a?.b', ['optional-chain']],
    ['a ?? b', ['nullish-coalescing']],
    ['a ||= b', ['logical-assignment']],
    ['class A {}', ['class']],
    ['function* g() { yield 1; }', ['generator']],
    ['for (var a of b) {}', ['for-of']],
    ['var { a } = b, [c] = d;', ['destructuring']],
    ['[...a]', ['array-spread']],
    ['({ ...a })', ['object-rest-spread']],
    ["'a?.b ?? [...c]'; /a?.b/; `a?.${b}`; // class A {}", []],
    [
      "import cf from 'cloudfront'; const a = async (b, ...c) => { await `${b ** 2}`; }; for (let d in c) { try {} finally {} }",
      [],
    ],
    ['function handler( {', []],
  ])('%s has beyond runtime 2.0 %j', (code, features) => {
    expect(unsupportedSyntax({ name: 'f', code, runtime: 'cloudfront-js-2.0' })).toEqual(features);
  });

  it('has less in runtime 1.0', () => {
    const code = 'const a = async () => { await 1; };';
    expect(unsupportedSyntax({ name: 'f', code, runtime: 'cloudfront-js-1.0' })).toEqual([
      'async-await',
      'const-and-let',
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { readWebAcl } from '../../../lib/local/assembly/waf/read-web-acl.js';
import type { ServedDistribution } from '../../../lib/local/cloudfront/create-distribution.js';
import { createOriginHeaders } from '../../../lib/local/cloudfront/origin/origin-headers.js';
import { createControlPlane } from '../../../lib/local/control-plane/control-plane.js';
import type { ControlPlaneCall } from '../../../lib/local/control-plane/control-plane-call.js';
import type { ControlPlaneService } from '../../../lib/local/control-plane/signed-service.js';
import { createFirewall } from '../../../lib/local/waf/create-firewall.js';

const HEADER = 'x-origin';
const REFERENCE = '{{resolve:secretsmanager:origin}}';
const resolveSecrets = (text: string) => text.replace(REFERENCE, 'first');

const rule = (SearchString: string) => ({
  Name: 'from-the-edge',
  Priority: 0,
  Action: { Allow: {} },
  Statement: {
    ByteMatchStatement: {
      FieldToMatch: { SingleHeader: { Name: HEADER } },
      PositionalConstraint: 'EXACTLY',
      SearchString,
      TextTransformations: [{ Priority: 0, Type: 'NONE' }],
    },
  },
});

const base64 = (text: string) => Buffer.from(text).toString('base64');
const NAMED = { Name: 'shop', Id: 'acl-1', Scope: 'REGIONAL' };

function world() {
  const place = {
    stackName: 'Shop',
    logicalId: 'Acl',
    id: 'acl-1',
    name: 'shop',
    arn: 'arn:acl',
    scope: 'REGIONAL',
  } as const;
  const acl = readWebAcl(
    { DefaultAction: { Block: {} }, Scope: 'REGIONAL', Rules: [rule(REFERENCE)] },
    { place: { ...place, labelNamespace: 'shop:' } },
  );
  const firewall = createFirewall(acl, { nowMs: () => 0, resolve: (text) => [resolveSecrets(text)] });
  const origins = [{ id: 'http', domainName: 'a.example', path: '', customHeaders: [[HEADER, REFERENCE]] }] as never;
  const model = {
    id: 'E1',
    logicalId: 'Edge',
    domainName: 'd1.cloudfront.net',
    aliases: [],
    enabled: true,
    comment: 'a & b',
    tags: { owner: 'shop', stage: 'live' },
    origins,
  };
  const headers = createOriginHeaders(model, { resolve: resolveSecrets, warn: () => {} });
  const distribution = { model, ...headers } as unknown as ServedDistribution;
  const controlPlane = createControlPlane({
    keys: undefined as never,
    model: () => ({ webAcls: [acl], account: '222233334444', partition: 'aws' }) as never,
    nowMs: () => 0,
    startedAtMs: 0,
    randomId: () => 'request-7',
    onEvents: () => {},
    findFirewall: (arn) => (arn === 'arn:acl' ? firewall : undefined),
    distributions: () => [distribution],
    resolveSecrets,
  });
  const call = (service: ControlPlaneService, given: Partial<ControlPlaneCall>) =>
    controlPlane.answer(service, {
      method: 'POST',
      path: '/',
      query: new URLSearchParams(),
      target: '',
      ifMatch: '',
      body: '',
      ...given,
    });
  const waf = (action: string, parameters: object) => {
    const { status, body } = call('wafv2', { target: `AWSWAF_20190729.${action}`, body: JSON.stringify(parameters) });
    return { status, document: JSON.parse(body) };
  };
  const lets = (value: string): string =>
    firewall.evaluate({
      method: 'GET',
      uriPath: '/',
      queryString: '',
      headers: [[HEADER, value]],
      body: Buffer.alloc(0),
      sourceIp: '192.0.2.1',
      protocol: 'HTTP/1.1',
    }).kind;
  const sent = () => headers.valuesFor((origins as never[])[0] as never);
  return { call, waf, lets, sent };
}

describe('web ACLs', () => {
  it('are told as the API has them: what is searched for in Base64, and secrets in place of references', () => {
    const { status, document } = world().waf('GetWebACL', NAMED);
    expect(status).toBe(200);
    expect(document.WebACL).toMatchObject({
      Name: 'shop',
      Id: 'acl-1',
      ARN: 'arn:acl',
      Rules: [rule(base64('first'))],
    });
  });

  it('hold what they are updated with from then on', () => {
    const { waf, lets } = world();
    expect([lets('first'), lets('second')]).toEqual(['allow', 'block']);
    const { LockToken } = waf('GetWebACL', NAMED).document;
    const update = { ...NAMED, LockToken, DefaultAction: { Block: {} }, Rules: [rule(base64('second'))] };
    expect(waf('UpdateWebACL', update).status).toBe(200);
    expect([lets('first'), lets('second')]).toEqual(['block', 'allow']);
    expect(waf('GetWebACL', NAMED).document.WebACL.Rules).toEqual([rule(base64('second'))]);
    expect(waf('UpdateWebACL', update)).toMatchObject({
      status: 400,
      document: { __type: 'WAFOptimisticLockException' },
    });
  });

  it.each([
    ['GetWebACL', { ...NAMED, Id: 'other' }, 'WAFNonexistentItemException'],
    ['GetWebACL', { ...NAMED, Scope: 'CLOUDFRONT' }, 'WAFNonexistentItemException'],
    ['UpdateWebACL', { ...NAMED, LockToken: 'made-up' }, 'WAFOptimisticLockException'],
    ['DeleteWebACL', NAMED, 'UnknownOperationException'],
  ])('%s of %j is refused with %s', (action, parameters, type) => {
    expect(world().waf(action, parameters)).toMatchObject({ status: 400, document: { __type: type } });
  });

  it('whose rules name sets are not updated, since the sets would be lost', () => {
    const { waf, lets } = world();
    const { LockToken } = waf('GetWebACL', NAMED).document;
    const Rules = [{ ...rule(''), Statement: { IPSetReferenceStatement: { ARN: 'arn:set' } } }];
    expect(waf('UpdateWebACL', { ...NAMED, LockToken, Rules }).document.__type).toBe('WAFInvalidOperationException');
    expect(lets('first')).toBe('allow');
  });
});

describe('distributions', () => {
  const CONFIG = '/2020-05-31/distribution/E1/config';

  it('are told with what origins are sent, and as deployed', () => {
    const { call } = world();
    const { body, headers } = call('cloudfront', { method: 'GET', path: CONFIG });
    expect(body).toContain(`<HeaderName>${HEADER}</HeaderName><HeaderValue>first</HeaderValue>`);
    expect(headers.etag).toMatch(/^E[0-9A-F]{13}$/);
    const whole = call('cloudfront', { method: 'GET', path: '/2020-05-31/distribution/E1' });
    expect(whole.body).toContain('<Status>Deployed</Status>');
  });

  it('send what they are updated with', () => {
    const { call, sent } = world();
    const { body, headers } = call('cloudfront', { method: 'GET', path: CONFIG });
    const changed = {
      method: 'PUT',
      path: CONFIG,
      ifMatch: headers.etag ?? '',
      body: body.replace('first', 'a &amp; b'),
    };
    expect(call('cloudfront', changed).status).toBe(200);
    expect(sent()).toEqual([[HEADER, 'a & b']]);
    expect(call('cloudfront', changed)).toMatchObject({
      status: 412,
      body: expect.stringContaining('<Code>PreconditionFailed'),
    });
  });

  it.each([
    ['without an ETag', (body: string) => ({ body, ifMatch: '' }), 'InvalidIfMatchVersion'],
    ['of another setting', (body: string) => ({ body: body.replace('a.example', 'b.example') }), 'InvalidArgument'],
    ['without an origin', (body: string) => ({ body: body.replace(/<Origin>.*<\/Origin>/s, '') }), 'InvalidArgument'],
    ['of one that is not there', (body: string) => ({ body, path: CONFIG.replace('E1', 'E2') }), 'NoSuchDistribution'],
    ['by another method', (body: string) => ({ body, method: 'DELETE' }), 'UnknownOperationException'],
  ])('refuse an update %s', (_what, change, code) => {
    const { call, sent } = world();
    const { body, headers } = call('cloudfront', { method: 'GET', path: CONFIG });
    const answer = call('cloudfront', { method: 'PUT', path: CONFIG, ifMatch: headers.etag ?? '', ...change(body) });
    expect(answer.body).toContain(`<Code>${code}</Code>`);
    expect(sent()).toEqual([[HEADER, 'first']]);
  });

  const found = (TagFilters: readonly object[]) => {
    const target = 'ResourceGroupsTaggingAPI_20170126.GetResources';
    const { body } = world().call('tagging', { target, body: JSON.stringify({ TagFilters }) });
    return JSON.parse(body).ResourceTagMappingList.map(({ ResourceARN }: { ResourceARN: string }) => ResourceARN);
  };

  it.each([
    [[], 1],
    [[{ Key: 'owner', Values: ['shop'] }], 1],
    [[{ Key: 'owner', Values: ['other', 'shop'] }], 1],
    [[{ Key: 'owner' }, { Key: 'stage', Values: ['live'] }], 1],
    [[{ Key: 'owner', Values: ['other'] }], 0],
    [
      [
        { Key: 'owner', Values: ['shop'] },
        { Key: 'stage', Values: ['test'] },
      ],
      0,
    ],
    [[{ Key: 'toString' }], 0],
  ])('are found by their tags: %j', (filters, count) => {
    expect(found(filters)).toEqual(Array(count).fill('arn:aws:cloudfront::222233334444:distribution/E1'));
  });

  const page = (parameters: object) => {
    const target = 'ResourceGroupsTaggingAPI_20170126.GetResources';
    return world().call('tagging', { target, body: JSON.stringify(parameters) });
  };

  it.each([
    [{}, 1],
    [{ ResourcesPerPage: 1, PaginationToken: '' }, 1],
    [{ ResourcesPerPage: 100, PaginationToken: '1' }, 0],
  ])('come in pages, of which %j is the last', (parameters, count) => {
    const { ResourceTagMappingList, PaginationToken } = JSON.parse(page(parameters).body);
    expect([ResourceTagMappingList.length, PaginationToken]).toEqual([count, '']);
  });

  it.each([{ ResourcesPerPage: 0 }, { ResourcesPerPage: 101 }, { PaginationToken: 'x' }, { PaginationToken: 7 }])(
    'come in no page of %j',
    (parameters) => {
      expect(page(parameters)).toMatchObject({
        status: 400,
        body: expect.stringContaining('InvalidParameterException'),
      });
    },
  );
});

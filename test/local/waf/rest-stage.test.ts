import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalGateway, readModel, serveModel } from '../../../lib/local/index.js';
import { collect } from '../server/gateway-harness.js';

const clean: (() => unknown)[] = [];
afterAll(async () => {
  for (const step of clean.splice(0).reverse()) await step();
});

const NONE = [{ Priority: 0, Type: 'NONE' }];
const is = (Name: string, SearchString: string) => ({
  ByteMatchStatement: {
    FieldToMatch: { SingleHeader: { Name } },
    SearchString,
    PositionalConstraint: 'EXACTLY',
    TextTransformations: NONE,
  },
});
const rule = (Name: string, Priority: number, Statement: object, Action: object = { Block: {} }) => ({
  Name,
  Priority,
  Statement,
  Action,
});

const RULES = [
  rule('tagged', 0, is('x-tag', 'yes'), {
    Count: { CustomRequestHandling: { InsertHeaders: [{ Name: 'seen', Value: 'by the firewall' }] } },
  }),
  rule('plain', 1, is('x-plain', 'yes')),
  rule('own', 2, is('x-own', 'yes'), {
    Block: { CustomResponse: { ResponseCode: 418, CustomResponseBodyKey: 'own' } },
  }),
  rule('abroad', 3, { GeoMatchStatement: { CountryCodes: ['FR'] } }),
  rule('closed', 4, { NotStatement: { Statement: is('x-origin', '{{resolve:secretsmanager:origin}}') } }),
  rule('flood', 5, {
    RateBasedStatement: {
      Limit: 10,
      EvaluationWindowSec: 60,
      AggregateKeyType: 'IP',
      ScopeDownStatement: is('x-flood', 'yes'),
    },
  }),
  rule('injection', 6, { SqliMatchStatement: { FieldToMatch: { Body: {} }, TextTransformations: NONE } }),
];

const mock = {
  'x-amazon-apigateway-integration': {
    type: 'mock',
    requestTemplates: { 'application/json': '{"statusCode":200}' },
    responses: {
      default: {
        statusCode: '200',
        responseTemplates: { 'application/json': '{"seen":"$input.params(\'x-amzn-waf-seen\')"}' },
      },
    },
  },
  responses: { 200: { description: 'ok' } },
};

const template = (rules: readonly object[], gatewayResponses: object = {}) => ({
  Resources: {
    Api: {
      Type: 'AWS::ApiGateway::RestApi',
      Properties: {
        Body: {
          openapi: '3.0.1',
          info: { title: 'shop', version: '1' },
          paths: { '/books': { get: mock } },
          'x-amazon-apigateway-gateway-responses': gatewayResponses,
        },
      },
    },
    Stage: {
      Type: 'AWS::ApiGateway::Stage',
      Properties: {
        RestApiId: { Ref: 'Api' },
        StageName: 'prod',
        AccessLogSetting: { DestinationArn: 'arn:log', Format: '$context.status $context.wafResponseCode' },
      },
    },
    Acl: {
      Type: 'AWS::WAFv2::WebACL',
      Properties: {
        Name: 'shop',
        Scope: 'REGIONAL',
        DefaultAction: { Allow: {} },
        CustomResponseBodies: { own: { ContentType: 'TEXT_HTML', Content: '<h1>No</h1>' } },
        Rules: rules,
      },
    },
    Guard: {
      Type: 'AWS::WAFv2::WebACLAssociation',
      Properties: {
        ResourceArn: { 'Fn::Sub': 'arn:aws:apigateway:${AWS::Region}::/restapis/${Api}/stages/${Stage}' },
        WebACLArn: { 'Fn::GetAtt': ['Acl', 'Arn'] },
      },
    },
    Log: {
      Type: 'AWS::WAFv2::LoggingConfiguration',
      Properties: {
        ResourceArn: { 'Fn::GetAtt': ['Acl', 'Arn'] },
        LogDestinationConfigs: ['arn:aws:logs:us-east-1:000000000000:log-group:aws-waf-logs-shop'],
        RedactedFields: [{ SingleHeader: { Name: 'x-origin' } }],
      },
    },
  },
});

function assembly(content: object): string {
  const folder = mkdtempSync(join(tmpdir(), 'gatewright-waf-'));
  clean.push(() => rmSync(folder, { recursive: true, force: true }));
  const properties = { templateFile: 'Shop.template.json' };
  const Shop = { type: 'aws:cloudformation:stack', environment: 'aws://unknown-account/unknown-region', properties };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ artifacts: { Shop } }));
  writeFileSync(join(folder, 'Shop.template.json'), JSON.stringify(content));
  return folder;
}

async function serve(content: object) {
  const folder = assembly(content);
  const [log, lines] = [collect(), [] as string[]];
  const gateway: LocalGateway = await serveModel({
    model: readModel(folder),
    host: '127.0.0.1',
    port: 0,
    stateDirectory: folder,
    logger: { ...log, firewallLog: ({ line }) => lines.push(line) },
    resolveReference: (text) => (text === '{{resolve:secretsmanager:origin}}' ? ['swordfish'] : undefined),
  });
  clean.push(() => gateway.close(0));
  const ask = async (headers: Record<string, string> = {}, path = '/books') => {
    const address = `${gateway.url}/_aws/execute-api/Api/prod${path}`;
    const response = await fetch(address, { headers: { 'x-origin': 'swordfish', ...headers } });
    return { status: response.status, text: await response.text(), headers: response.headers };
  };
  return { gateway, ask, log, lines };
}

describe('a REST stage with a web ACL', () => {
  let shop: Awaited<ReturnType<typeof serve>>;
  beforeAll(async () => {
    shop = await serve(template(RULES));
  });

  it('answers what no rule stops, and hands inserted headers on', async () => {
    expect(await shop.ask({ 'x-tag': 'yes', 'x-amzn-waf-seen': 'forged' })).toMatchObject({
      status: 200,
      text: '{"seen":"by the firewall"}',
    });
  });

  it('answers what is blocked with its own 403, before it knows whether there is such a route', async () => {
    for (const path of ['/books', '/nowhere']) {
      const { status, text, headers } = await shop.ask({ 'x-plain': 'yes' }, path);
      expect({ status, text }).toEqual({ status: 403, text: '{"message":"Forbidden"}' });
      expect(headers.get('x-amzn-errortype')).toBe('ForbiddenException');
    }
    expect(await shop.ask({}, '/nowhere')).toMatchObject({ text: '{"message":"Missing Authentication Token"}' });
  });

  it('takes the country from a header, for tests', async () => {
    expect((await shop.ask({ 'x-local-country': 'FR' })).status).toBe(403);
    expect((await shop.ask({ 'x-local-country': 'CH' })).status).toBe(200);
  });

  it('is closed to whoever lacks the secret', async () => {
    expect((await shop.ask({ 'x-origin': 'guess' })).status).toBe(403);
    expect((await shop.ask()).status).toBe(200);
  });

  it('logs each request, without what is to be hidden, and tells the access log', async () => {
    const [lines, accessLogs] = [shop.lines.length, shop.log.accessLogs.length];
    await shop.ask({ 'x-plain': 'yes' });
    await shop.ask();
    expect(shop.lines.slice(lines).map((line) => JSON.parse(line))).toMatchObject([
      { action: 'BLOCK', terminatingRuleId: 'plain', httpRequest: { uri: '/prod/books' }, httpSourceName: 'APIGW' },
      { action: 'ALLOW', terminatingRuleId: 'Default_Action' },
    ]);
    expect(shop.lines.join()).not.toContain('swordfish');
    expect(shop.log.accessLogs.slice(accessLogs).map((line) => line.split(' ').slice(2).join(' '))).toEqual([
      '403 WAF_BLOCK',
      '200 WAF_ALLOW',
    ]);
  });

  it('says at start what it does not look for', () => {
    expect(shop.log.notices.map(({ logicalId, message }) => `${logicalId} ${message}`)).toEqual([
      'Acl injection: SQL injection is not looked for here',
    ]);
  });

  it('answers with the WAF_FILTERED response of the API, and above that with the custom response of the rule', async () => {
    const filtered = {
      statusCode: '451',
      responseTemplates: { 'application/json': '{"kind":"$context.error.responseType"}' },
    };
    const { ask } = await serve(template(RULES, { WAF_FILTERED: filtered }));
    expect(await ask({ 'x-plain': 'yes' })).toMatchObject({ status: 451, text: '{"kind":"WAF_FILTERED"}' });
    const own = await ask({ 'x-own': 'yes' });
    expect(own).toMatchObject({ status: 418, text: '<h1>No</h1>' });
    expect(own.headers.get('content-type')).toBe('text/html');
  });

  it('stops a flood, and stops it still once the assembly is read anew', async () => {
    const statuses = async (times: number) => {
      const found: number[] = [];
      for (let at = 0; at < times; at += 1) found.push((await shop.ask({ 'x-flood': 'yes' })).status);
      return found;
    };
    expect(await statuses(12)).toEqual([...Array(10).fill(200), 403, 403]);
    await shop.gateway.reload(readModel(assembly(template(RULES))));
    expect(await statuses(1)).toEqual([403]);
    await shop.gateway.reload(readModel(assembly(template([]))));
    expect(await statuses(2)).toEqual([200, 200]);
  });
});

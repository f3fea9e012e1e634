import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { AssemblyError, type LocalGateway, serveAssembly } from '../../../lib/local/index.js';
import { BODY_LIMIT_BYTES } from '../../../lib/local/server/request-body.js';
import { collect } from './gateway-harness.js';

const clean: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of clean.splice(0).reverse()) await step();
});

const FUNCTION = {
  Type: 'AWS::Lambda::Function',
  Properties: {
    Runtime: 'nodejs22.x',
    Handler: 'index.handler',
    Role: 'arn:aws:iam::000000000000:role/r',
    Environment: { Variables: { WORD: 'first' } },
    Code: {
      ZipFile:
        "exports.handler = async (event) => ({ statusCode: 200, headers: { 'content-type': 'text/plain' }, " +
        "body: process.env.WORD + ' ' + (event.version ?? '1.0') + ' ' + (event.rawPath ?? event.path) });",
    },
  },
};
const URI = { 'Fn::Sub': 'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Fn.Arn}/invocations' };
const proxy = (payloadFormatVersion: string) => ({
  'x-amazon-apigateway-integration': { type: 'aws_proxy', httpMethod: 'POST', uri: URI, payloadFormatVersion },
});
const secured = { ...proxy('1.0'), security: [{ key: [] }] };
const KEY = { type: 'apiKey', name: 'x-api-key', in: 'header' };

function template(word: string) {
  const environment = { Variables: { WORD: word } };
  return {
    Resources: {
      Fn: { ...FUNCTION, Properties: { ...FUNCTION.Properties, Environment: environment } },
      Web: {
        Type: 'AWS::ApiGatewayV2::Api',
        Properties: {
          Body: {
            openapi: '3.0.1',
            info: { title: 'web', version: '1' },
            paths: { '/books/{isbn}': { get: proxy('2.0') } },
          },
        },
      },
      WebStage: {
        Type: 'AWS::ApiGatewayV2::Stage',
        Properties: { ApiId: { Ref: 'Web' }, StageName: '$default', AutoDeploy: true },
      },
      Partner: {
        Type: 'AWS::ApiGateway::RestApi',
        Properties: {
          Body: {
            openapi: '3.0.1',
            info: { title: 'partner', version: '1' },
            paths: { '/feeds': { get: secured, post: proxy('1.0') } },
            components: { securitySchemes: { key: KEY } },
          },
        },
      },
      Deployment: { Type: 'AWS::ApiGateway::Deployment', Properties: { RestApiId: { Ref: 'Partner' } } },
      PartnerStage: {
        Type: 'AWS::ApiGateway::Stage',
        Properties: { RestApiId: { Ref: 'Partner' }, DeploymentId: { Ref: 'Deployment' }, StageName: 'prod' },
      },
      Plan: {
        Type: 'AWS::ApiGateway::UsagePlan',
        Properties: {
          UsagePlanName: 'free',
          Throttle: { RateLimit: 1, BurstLimit: 2 },
          ApiStages: [{ ApiId: { Ref: 'Partner' }, Stage: { Ref: 'PartnerStage' } }],
        },
      },
    },
  };
}

function assembly(): { readonly folder: string; readonly write: (document: unknown) => void } {
  const folder = mkdtempSync(join(tmpdir(), 'gatewright-assembly-'));
  clean.push(() => rmSync(folder, { recursive: true, force: true }));
  const artifacts = {
    Shop: {
      type: 'aws:cloudformation:stack',
      environment: 'aws://unknown-account/unknown-region',
      properties: { templateFile: 'Shop.json' },
    },
  };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ version: '43.0.0', artifacts }));
  const write = (document: unknown) => writeFileSync(join(folder, 'Shop.json'), JSON.stringify(document));
  write(template('first'));
  return { folder, write };
}

async function serve(folder: string, logger = collect()): Promise<LocalGateway> {
  const stateDirectory = mkdtempSync(join(tmpdir(), 'gatewright-state-'));
  clean.push(() => rmSync(stateDirectory, { recursive: true, force: true }));
  const gateway = await serveAssembly({
    assembly: folder,
    host: '127.0.0.1',
    port: 0,
    logger,
    stateDirectory,
  });
  clean.push(() => gateway.close(0));
  return gateway;
}

describe('serveAssembly', () => {
  it('joins the HTTP and the REST API of an assembly on the front, keys and all', async () => {
    const { url, keys } = await serve(assembly().folder);
    const text = async (path: string, init?: RequestInit) => {
      const response = await fetch(url + path, init);
      return `${response.status} ${await response.text()}`;
    };
    expect(await text('/books/42')).toBe('200 first 2.0 /books/42');
    expect(await text('/feeds', { method: 'POST' })).toBe('200 first 1.0 /feeds');
    expect(await text('/_aws/execute-api/Partner/prod/feeds', { method: 'POST' })).toBe('200 first 1.0 /feeds');
    expect(await text('/feeds')).toBe('403 {"message":"Forbidden"}');
    const [plan] = keys.usagePlans();
    const { value } = keys.issue({ usagePlanId: plan?.id ?? '', name: 'partner' });
    const withKey = { headers: { 'x-api-key': value } };
    const answers = [await text('/feeds', withKey), await text('/feeds', withKey), await text('/feeds', withKey)];
    expect(answers).toEqual(['200 first 1.0 /feeds', '200 first 1.0 /feeds', '429 {"message":"Too Many Requests"}']);
    expect(await text('/nowhere')).toMatch(/^40[34] \{"message":/);
  });

  it('answers 413 in the words of the API type to a body beyond the limit', async () => {
    const { url } = await serve(assembly().folder);
    const post = async (path: string) => {
      const response = await fetch(url + path, { method: 'POST', body: Buffer.alloc(BODY_LIMIT_BYTES + 1) });
      return [response.status, await response.json()];
    };
    expect(await post('/feeds')).toEqual([413, { message: 'Request Too Long' }]);
    expect(await post('/_aws/execute-api/Web/$default/books/42')).toEqual([
      413,
      { message: 'Request Entity Too Large' },
    ]);
  });

  it('serves a changed assembly, and the last good one where the change is broken', async () => {
    const { folder, write } = assembly();
    const logger = collect();
    const { url } = await serve(folder, logger);
    const word = async () => (await (await fetch(`${url}/books/1`)).text()).split(' ')[0];
    expect(await word()).toBe('first');
    write(template('second'));
    await expect.poll(word, { timeout: 5_000 }).toBe('second');
    writeFileSync(join(folder, 'Shop.json'), '{ broken');
    await expect.poll(() => logger.warnings.length, { timeout: 5_000 }).toBe(1);
    expect(logger.warnings[0]).toMatch(/^the assembly was not reloaded, the last good one goes on: /);
    expect(await word()).toBe('second');
  });

  it('refuses a folder that is no assembly', async () => {
    await expect(serve(join(tmpdir(), 'gatewright-nothing-here'))).rejects.toThrow(AssemblyError);
  });
});

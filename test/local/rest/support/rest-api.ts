import type { Engine, EngineServices, InboundRequest, OutboundResponse } from '../../../../lib/local/model/engine.js';
import type { RestApiModel, RestMethodSettings, RestStage } from '../../../../lib/local/model/rest-api.js';
import { createRestEngine } from '../../../../lib/local/rest/create-rest-engine.js';
import { importRestBody } from '../../../../lib/local/rest/import/import-rest-body.js';

export const FUNCTION_ARN = 'arn:aws:lambda:eu-west-1:123456789012:function:books';
export const FUNCTION_URI = `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${FUNCTION_ARN}/invocations`;

interface Call {
  readonly functionArn: string;
  readonly payload: unknown;
  readonly async: boolean | undefined;
}

type Upstreamed = Parameters<EngineServices['fetch']>[0];

/** Services that answer what a test tells them to, and remember what they were asked. */
export function fakeServices(given: Partial<EngineServices> = {}) {
  const calls: Call[] = [];
  const fetched: Upstreamed[] = [];
  let id = 0;
  const base: EngineServices = {
    region: 'eu-west-1',
    account: '123456789012',
    nowMs: () => 1_700_000_000_000,
    randomId: () => `0000000${(id++ % 10).toString()}-1111-4222-8333-444444444444`,
    invoke: async () => ({ kind: 'success', payload: '{"statusCode":200,"body":"from the function"}' }),
    fetch: async () => ({ kind: 'response', status: 200, statusText: 'OK', headers: [], body: Buffer.from('{}') }),
    keys: { admit: () => ({ kind: 'invalid' }) },
    fetchJson: async () => {
      throw new Error('no network in this test');
    },
    ...given,
  };
  const services: EngineServices = {
    ...base,
    invoke: (functionArn, payload, options) => {
      calls.push({ functionArn, payload, async: options.async });
      return base.invoke(functionArn, payload, options);
    },
    fetch: (request) => {
      fetched.push(request);
      return base.fetch(request);
    },
  };
  return { services, calls, fetched };
}

export interface StageOptions {
  readonly variables?: Readonly<Record<string, string>>;
  readonly methodSettings?: Readonly<Record<string, RestMethodSettings>>;
  readonly canary?: NonNullable<RestStage['canary']>;
}

export function restModel(body: unknown, stage: StageOptions = {}): RestApiModel {
  return {
    ...importRestBody(body),
    kind: 'rest',
    stackName: 'Shop',
    logicalId: 'Api',
    apiId: 'abc123def4',
    disableExecuteApiEndpoint: false,
    stages: [
      {
        stackName: 'Shop',
        logicalId: 'Stage',
        name: 'prod',
        variables: {},
        methodSettings: {},
        tracingEnabled: false,
        ...stage,
      },
    ],
  };
}

export const restEngine = (body: unknown, services: EngineServices, stage?: StageOptions): Engine =>
  createRestEngine(restModel(body, stage), 'prod', services);

export interface Asked {
  readonly method?: string;
  readonly path?: string;
  readonly query?: string;
  readonly headers?: InboundRequest['headers'];
  readonly body?: string | Buffer;
}

export interface Answered {
  readonly status: number;
  /** Lower case, duplicates joined. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly bytes: Buffer;
  readonly log: Readonly<Record<string, string>>;
}

export async function ask(
  engine: Engine,
  { method = 'GET', path = '/', query = '', headers = [], body = '' }: Asked = {},
) {
  return read(
    await engine({
      method,
      rawPath: path,
      rawQuery: query,
      basePath: '/prod',
      headers: [['Host', 'shop.example'], ...headers],
      body: Buffer.from(body),
      sourceIp: '203.0.113.9',
      protocol: 'HTTP/1.1',
      receivedAtMs: 1_700_000_000_000,
    }),
  );
}

function read(response: OutboundResponse): Answered {
  const headers: Record<string, string> = {};
  for (const [name, value] of response.headers) {
    const key = name.toLowerCase();
    headers[key] = headers[key] === undefined ? value : `${headers[key]}, ${value}`;
  }
  const bytes = Buffer.from(response.body);
  return { status: response.status, headers, text: bytes.toString(), bytes, log: response.logContext() };
}

/** A document with one method per path. */
export const document = (paths: Readonly<Record<string, unknown>>, more: object = {}) => ({
  openapi: '3.0.1',
  info: { title: 'shop', version: '1' },
  paths,
  ...more,
});

export const integration = (fields: object, more: object = {}) => ({
  responses: {},
  'x-amazon-apigateway-integration': fields,
  ...more,
});

export const mock = (response: object = {}, request: object = {}) =>
  integration({
    type: 'mock',
    requestTemplates: { 'application/json': '{"statusCode": 200}' },
    responses: { default: { statusCode: '200', ...response } },
    ...request,
  });

export const proxy = (more: object = {}) =>
  integration({ type: 'aws_proxy', httpMethod: 'POST', uri: FUNCTION_URI }, more);

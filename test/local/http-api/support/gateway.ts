import {
  createHttpApiEngine,
  type HttpApiEngineOptions,
} from '../../../../lib/local/http-api/create-http-api-engine.js';
import type {
  EngineServices,
  InboundRequest,
  InvokeOptions,
  InvokeResult,
  OutboundResponse,
  UpstreamRequest,
  UpstreamResult,
} from '../../../../lib/local/model/engine.js';
import type {
  HttpApiDefinition,
  HttpApiModel,
  HttpIntegration,
  HttpRoute,
  HttpStage,
} from '../../../../lib/local/model/http-api.js';

export const START_MS = Date.UTC(2026, 2, 12, 19, 3, 58);
export const FUNCTION_ARN = 'arn:aws:lambda:eu-north-1:222233334444:function:shelf';

export interface Call {
  readonly arn: string;
  readonly event: Record<string, unknown> & { requestContext?: Record<string, unknown> };
  readonly options: InvokeOptions;
}

export interface Setup {
  readonly definition?: Partial<HttpApiDefinition>;
  readonly stage?: Partial<HttpStage>;
  readonly options?: HttpApiEngineOptions;
  readonly invoke?: (arn: string, event: never) => InvokeResult | Promise<InvokeResult>;
  readonly fetch?: (request: UpstreamRequest) => UpstreamResult | Promise<UpstreamResult>;
  readonly fetchJson?: (url: string) => Promise<unknown>;
  readonly accessKeys?: ReadonlyMap<string, string>;
}

export interface Gateway {
  readonly send: (target: string, request?: Partial<InboundRequest>) => Promise<OutboundResponse>;
  readonly calls: Call[];
  readonly upstream: UpstreamRequest[];
  readonly clock: { nowMs: number };
}

/** An engine whose world is in the test's hands: clock, ids, functions, backends. */
export function createGateway(setup: Setup = {}): Gateway {
  const calls: Call[] = [];
  const upstream: UpstreamRequest[] = [];
  const clock = { nowMs: START_MS };
  let ids = 0;
  const services: EngineServices = {
    region: 'eu-north-1',
    account: '222233334444',
    nowMs: () => clock.nowMs,
    randomId: () => `request-${++ids}`,
    invoke: async (arn, event, options) => {
      calls.push({ arn, event: structuredClone(event) as Call['event'], options });
      return setup.invoke ? setup.invoke(arn, event as never) : success({ statusCode: 200, body: 'from the function' });
    },
    fetch: async (request) => {
      upstream.push(request);
      return setup.fetch ? setup.fetch(request) : backendAnswer(200, 'from the backend');
    },
    keys: { admit: () => ({ kind: 'invalid' }) },
    ...(setup.accessKeys && { accessKeys: setup.accessKeys }),
    fetchJson: setup.fetchJson ?? (async () => Promise.reject(new Error('no network'))),
  };
  const model = apiModel(setup.definition, setup.stage);
  const engine = createHttpApiEngine(model, model.stages[0]?.name ?? '', services, setup.options);
  return { calls, upstream, clock, send: (target, request) => engine(inbound(target, clock.nowMs, request)) };
}

export function apiModel(definition: Partial<HttpApiDefinition> = {}, stage: Partial<HttpStage> = {}): HttpApiModel {
  return {
    kind: 'http',
    stackName: 'Books',
    logicalId: 'HttpApi',
    apiId: 'abc123defg',
    disableExecuteApiEndpoint: false,
    name: 'books',
    routes: [route('$default')],
    integrations: { lambda: integration() },
    authorizers: {},
    stages: [{ stackName: 'Books', logicalId: 'Stage', name: '$default', variables: {}, routeThrottles: {}, ...stage }],
    ...definition,
  };
}

export const route = (
  routeKey: string,
  authorization: HttpRoute['authorization'] = { kind: 'NONE' },
  integrationId = 'lambda',
): HttpRoute => ({ routeKey, routeId: `id of ${routeKey}`, integrationId, authorization });

export const integration = (changes: Partial<HttpIntegration> = {}): HttpIntegration => ({
  id: 'lambda',
  kind: 'AWS_PROXY',
  uri: FUNCTION_ARN,
  payloadFormatVersion: '2.0',
  requestParameters: {},
  responseParameters: {},
  timeoutMs: 7000,
  connectionType: 'INTERNET',
  ...changes,
});

/** A request to `target`, path and query as on the wire. */
export function inbound(target: string, receivedAtMs: number, changes: Partial<InboundRequest> = {}): InboundRequest {
  const [rawPath = '', rawQuery = ''] = target.split(/\?(.*)/s);
  return {
    method: 'GET',
    rawPath,
    rawQuery,
    basePath: '',
    headers: [],
    body: Buffer.alloc(0),
    sourceIp: '203.0.113.9',
    protocol: 'HTTP/1.1',
    receivedAtMs,
    ...changes,
  };
}

export const success = (value: unknown): InvokeResult => ({ kind: 'success', payload: JSON.stringify(value) });

export const functionError = (errorMessage: string): InvokeResult => ({
  kind: 'function-error',
  payload: JSON.stringify({ errorMessage, errorType: 'Error' }),
  errorType: 'Error',
  errorMessage,
});

export const backendAnswer = (
  status: number,
  body: string,
  headers: readonly (readonly [string, string])[] = [],
): UpstreamResult => ({ kind: 'response', status, statusText: '', headers, body: Buffer.from(body) });

/** All values of a header, whatever the case of its name. */
export const headerValues = ({ headers }: OutboundResponse, name: string): string[] =>
  headers.filter(([each]) => each.toLowerCase() === name).map(([, value]) => value);

/** Names in lower case; for headers that stand only once. */
export const headersOf = ({ headers }: OutboundResponse): Record<string, string> =>
  Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]));

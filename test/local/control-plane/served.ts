import {
  APIGatewayClient,
  CreateApiKeyCommand,
  type CreateApiKeyCommandInput,
  CreateUsagePlanKeyCommand,
} from '@aws-sdk/client-api-gateway';
import { afterEach } from 'vitest';
import { createHttpApiEngine } from '../../../lib/local/http-api/create-http-api-engine.js';
import type { CloudModel, UsagePlanModel } from '../../../lib/local/model/cloud.js';
import { createRestEngine } from '../../../lib/local/rest/create-rest-engine.js';
import type { LocalGateway, LocalGatewayOptions } from '../../../lib/local/server/local-gateway.js';
import { start } from '../server/gateway-harness.js';
import { cloudModel, restApi } from '../server/models.js';

const clean: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of clean.splice(0).reverse()) await step();
});

/** Runs after the test, the last one first. */
export const afterTest = (step: () => unknown): number => clean.push(step);

export const STARTED = Date.parse('2026-11-21T10:00:00Z');
export const CREDENTIALS = { accessKeyId: 'anybody', secretAccessKey: 'anything' };
export const TEMPLATE_VALUE = 'TemplateKeyValue000001';

const { methods } = restApi('Feeds', ['GET /feeds', 'GET /apikeys']);
const mock = (apiKeyRequired: boolean) => ({
  apiKeyRequired,
  integration: {
    kind: 'MOCK' as const,
    requestParameters: {},
    requestTemplates: { 'application/json': '{"statusCode":200}' },
    passthroughBehavior: 'WHEN_NO_MATCH' as const,
    timeoutMs: 1_000,
    connectionType: 'INTERNET' as const,
    responseTransferMode: 'BUFFERED' as const,
    tlsInsecureSkipVerification: false,
    responses: [{ statusCode: '200', responseParameters: {}, responseTemplates: { 'application/json': '"a route"' } }],
  },
  responses: { '200': { parameters: {}, models: {} } },
});

/** `/feeds` asks for a key; `/apikeys` is a route of the gateway's own. */
const feeds = restApi('Feeds', [], {
  methods: methods.map((method) => ({ ...method, ...mock(method.path === '/feeds') })),
});

export function plan(id: string, given: Partial<UsagePlanModel> = {}): UsagePlanModel {
  const apiStages = [{ apiId: 'feedsid', stage: 'prod', throttle: {} }];
  return { stackName: 'Shop', logicalId: `${id}Plan`, id, name: `shop-${id}`, apiStages, ...given };
}

export const model: CloudModel = cloudModel([feeds], {
  usagePlans: [
    plan('free', { quota: { limit: 10, period: 'WEEK', offset: 0 } }),
    plan('gold', {
      throttle: { ratePerSecond: 100, burst: 200 },
      apiStages: [{ apiId: 'feedsid', stage: 'prod', throttle: { '/feeds/GET': { ratePerSecond: 7, burst: 9 } } }],
    }),
    plan('other', { apiStages: [{ apiId: 'elsewhere', stage: 'live', throttle: {} }] }),
  ],
  apiKeys: [
    {
      stackName: 'Shop',
      logicalId: 'Fixed',
      id: 'fixedkey',
      name: 'fixed',
      value: TEMPLATE_VALUE,
      enabled: true,
      usagePlanIds: ['other'],
    },
  ],
});

export interface Served {
  readonly gateway: LocalGateway;
  readonly client: APIGatewayClient;
  readonly wait: (ms: number) => void;
  /** Status of a call to the route that asks for a key. */
  readonly call: (value: string) => Promise<number>;
  readonly createKey: (input?: CreateApiKeyCommandInput) => Promise<{ readonly id: string; readonly value: string }>;
  /** A key that works. */
  readonly issue: (usagePlanId: string, name?: string) => Promise<{ readonly id: string; readonly value: string }>;
}

/** A gateway on a clock that stands still until it is moved, and an SDK client that talks to it. */
export async function serve(given: Partial<LocalGatewayOptions> = {}): Promise<Served> {
  let now = STARTED;
  const engines = { rest: createRestEngine, http: createHttpApiEngine };
  const gateway = await start({ model, engines, nowMs: () => now, ...given });
  const client = new APIGatewayClient(clientOptions(gateway.url));
  afterTest(() => gateway.close(0));
  afterTest(() => client.destroy());

  async function createKey(input: CreateApiKeyCommandInput = { name: 'partner', enabled: true }) {
    const { id = '', value = '' } = await client.send(new CreateApiKeyCommand(input));
    return { id, value };
  }

  return {
    gateway,
    client,
    wait(ms) {
      now += ms;
    },
    call: async (value) => (await fetch(`${gateway.url}/feeds`, { headers: { 'x-api-key': value } })).status,
    createKey,
    async issue(usagePlanId, name = 'partner') {
      const key = await createKey({ name, enabled: true });
      await client.send(new CreateUsagePlanKeyCommand({ usagePlanId, keyId: key.id, keyType: 'API_KEY' }));
      return key;
    },
  };
}

export const clientOptions = (endpoint: string) => ({
  endpoint,
  region: 'eu-west-1',
  credentials: CREDENTIALS,
  maxAttempts: 1,
});

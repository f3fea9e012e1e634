import { randomUUID } from 'node:crypto';
import { createHttpApiEngine } from '../../lib/local/http-api/create-http-api-engine.js';
import { createKeyStore } from '../../lib/local/keys/key-store.js';
import type { ApiKeyModel, UsagePlanModel } from '../../lib/local/model/cloud.js';
import type { Engine, EngineServices, FetchUpstream } from '../../lib/local/model/engine.js';
import type { HttpApiModel } from '../../lib/local/model/http-api.js';
import type { RestApiModel } from '../../lib/local/model/rest-api.js';
import { createRestEngine } from '../../lib/local/rest/create-rest-engine.js';
import { importRestBody } from '../../lib/local/rest/import/import-rest-body.js';
import { ACCOUNT, REGION, type RecordedFunctions } from './functions.js';
import { sendRaw } from './raw-http.js';
import { type RecordedFunctionUrl, type RecordedRestApi, type RecordedUsagePlan, refuseUnknown } from './recordings.js';

const API_ID = 'a1b2c3d4e5';
const PLACE = { stackName: 'Recordings', logicalId: 'Api', apiId: API_ID, disableExecuteApiEndpoint: false };

export interface BuiltEngine {
  readonly engine: Engine;
  readonly rootResourceId: string | undefined;
  /** Payload of the last invocation. */
  readonly lastEvent: () => unknown;
}

/** The product's REST engine over a recorded body. */
export function buildRestEngine(api: RecordedRestApi, functions: RecordedFunctions): BuiltEngine {
  refuseUnknown('a REST API', api, ['type', 'openapi', 'stage', 'usagePlan', 'note']);
  refuseUnknown('a stage', api.stage, ['name', 'variables', 'canarySetting', 'description', 'note']);
  const definition = importRestBody(api.openapi);
  const model: RestApiModel = {
    ...definition,
    ...PLACE,
    kind: 'rest',
    stages: [
      {
        stackName: PLACE.stackName,
        logicalId: 'Stage',
        name: api.stage.name,
        variables: api.stage.variables ?? {},
        methodSettings: {},
        tracingEnabled: false,
        ...canaryOf(api),
      },
    ],
  };
  const { services, lastEvent } = recordingServices(functions, api.usagePlan, api.stage.name);
  const rootResourceId = definition.methods.find(({ path }) => path === '/')?.resourceId;
  return { engine: createRestEngine(model, api.stage.name, services), rootResourceId, lastEvent };
}

function canaryOf({ stage: { canarySetting } }: RecordedRestApi): Pick<RestApiModel['stages'][number], 'canary'> {
  if (canarySetting === undefined) return {};
  refuseUnknown('a canary', canarySetting, [
    'percentTraffic',
    'stageVariableOverrides',
    'deploymentOf',
    'useStageCache',
    'note',
  ]);
  const { percentTraffic, stageVariableOverrides = {}, deploymentOf } = canarySetting;
  const definition = deploymentOf && { definition: importRestBody(deploymentOf.openapi) };
  return { canary: { percentTraffic, stageVariableOverrides, ...definition } };
}

/** A function URL as an HTTP API whose default route hands everything to the function in payload format 2.0. */
export function buildFunctionUrlEngine(api: RecordedFunctionUrl, functions: RecordedFunctions): BuiltEngine {
  refuseUnknown('a function URL', api, ['type', 'lambda', 'env', 'note']);
  const model: HttpApiModel = {
    ...PLACE,
    kind: 'http',
    name: 'function-url',
    routes: [{ routeKey: '$default', routeId: 'r', integrationId: 'i', authorization: { kind: 'NONE' } }],
    integrations: {
      i: {
        id: 'i',
        kind: 'AWS_PROXY',
        uri: functions.arnOf(api.lambda, api.env),
        payloadFormatVersion: '2.0',
        requestParameters: {},
        responseParameters: {},
        timeoutMs: 30_000,
        connectionType: 'INTERNET',
      },
    },
    authorizers: {},
    stages: [{ stackName: PLACE.stackName, logicalId: 'Stage', name: '$default', variables: {}, routeThrottles: {} }],
  };
  const { services, lastEvent } = recordingServices(functions, undefined, '$default');
  const engine = createHttpApiEngine(model, '$default', services, { untypedContentType: 'application/json' });
  return { engine, rootResourceId: undefined, lastEvent };
}

function recordingServices(
  functions: RecordedFunctions,
  plan: RecordedUsagePlan | undefined,
  stage: string,
): { readonly services: EngineServices; readonly lastEvent: () => unknown } {
  let event: unknown;
  const services: EngineServices = {
    region: REGION,
    account: ACCOUNT,
    nowMs: Date.now,
    randomId: randomUUID,
    invoke: (functionArn, payload, options) => {
      event = JSON.parse(JSON.stringify(payload));
      return functions.invoke(functionArn, payload, options);
    },
    fetch: fetchRaw,
    keys: createKeyStore({ ...keysOf(plan, stage), nowMs: Date.now }),
    fetchJson: async (url) => {
      throw new Error(`${url} is not part of a recording`);
    },
  };
  return { services, lastEvent: () => event };
}

function keysOf(
  plan: RecordedUsagePlan | undefined,
  stage: string,
): { readonly usagePlans: readonly UsagePlanModel[]; readonly apiKeys: readonly ApiKeyModel[] } {
  if (plan === undefined) return { usagePlans: [], apiKeys: [] };
  refuseUnknown('a usage plan', plan, ['name', 'throttle', 'quota', 'keys', 'note']);
  const { throttle, quota } = plan;
  const usagePlan: UsagePlanModel = {
    stackName: PLACE.stackName,
    logicalId: 'Plan',
    id: 'plan',
    name: 'plan',
    ...(throttle && { throttle: { ratePerSecond: throttle.rateLimit, burst: throttle.burstLimit } }),
    ...(quota && { quota: { limit: quota.limit, period: quota.period, offset: quota.offset ?? 0 } }),
    apiStages: [{ apiId: API_ID, stage, throttle: {} }],
  };
  for (const key of plan.keys ?? []) refuseUnknown('a key', key, ['name', 'value', 'enabled', 'note']);
  const apiKeys = (plan.keys ?? []).map(({ value, enabled = true }, index) => ({
    stackName: PLACE.stackName,
    logicalId: `Key${index}`,
    id: `key${index}`,
    name: `key${index}`,
    value,
    enabled,
    usagePlanIds: [usagePlan.id],
  }));
  return { usagePlans: [usagePlan], apiKeys };
}

const fetchRaw: FetchUpstream = async ({ url, ...request }) => {
  const { hostname, port, pathname, search } = new URL(url);
  try {
    return {
      kind: 'response',
      ...(await sendRaw({ ...request, host: hostname, port: Number(port), target: pathname + search })),
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown';
    return reason === 'timeout' ? { kind: 'timeout' } : { kind: 'unreachable', reason };
  }
};

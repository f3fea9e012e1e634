import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Agent } from 'undici';
import { isOpenOnFront, mappedPath } from '../domains/domain-table.js';
import type { MountedIssuer } from '../issuer/start-issuer.js';
import type { LocalKeyStore } from '../keys/key-store.js';
import { createFunctionPool, type FunctionPool } from '../lambda/function-pool.js';
import type { CloudModel } from '../model/cloud.js';
import type { EngineServices, InvokeFunction } from '../model/engine.js';
import type { FindFirewall } from '../model/firewall.js';
import { runSchedules } from '../schedules/run-schedules.js';
import { createFetchJson } from '../upstream/fetch-json.js';
import { applyStandIns, type StandIns } from '../upstream/stand-ins.js';
import { createUpstream } from '../upstream/upstream.js';
import { type ApiAddress, nameApis, resolveApiAddress } from './api-address.js';
import type { StageDestination } from './destinations.js';
import { frontTable } from './front-table.js';
import type { GatewayLogger } from './gateway-logger.js';
import type { RequestTarget } from './request-target.js';
import { type ServedDistributions, serveDistributions } from './serve-distributions.js';
import { type EngineFactories, type ServedApi, serveApi } from './served-api.js';

/** What one model is served with. A reload makes a new one; requests end on the one that they began on. */
export interface Generation {
  readonly model: CloudModel;
  readonly apis: readonly ServedApi[];
  readonly issuer: MountedIssuer | undefined;
  readonly address: (target: RequestTarget) => ApiAddress;
  readonly front: (method: string, path: string, requestedMethod?: string) => ServedApi | undefined;
  /** Where a custom domain's path leads; undefined where nothing is mapped to it. */
  readonly domain: (domainName: string, path: string) => StageDestination | undefined;
  readonly distributions: ServedDistributions;
  /** Answers a request to a stand-in of the gateway's own; `false`, and nothing done, where it is for none. */
  readonly answersItself: (request: IncomingMessage, response: ServerResponse) => boolean;
  readonly invoke: InvokeFunction;
  readonly begin: () => void;
  readonly end: () => void;
  /** Waits for its requests, at most `graceMs`, then ends its functions. */
  readonly retire: (graceMs: number) => Promise<void>;
}

export interface GenerationWorld {
  readonly engines: EngineFactories;
  readonly keys: LocalKeyStore;
  readonly agent: Agent;
  readonly logger: GatewayLogger;
  readonly nowMs: () => number;
  readonly standIns: StandIns;
  readonly issuer: MountedIssuer | undefined;
  readonly functionEnvironment: Readonly<Record<string, string>>;
  readonly accessKeys: ReadonlyMap<string, string>;
  readonly findFirewall: FindFirewall;
  /** A text with the values of the secrets that it refers to (`{{resolve:secretsmanager:…}}`); undefined where one is not known. */
  readonly resolveSecrets: (text: string) => string | undefined;
  /** Secrets Manager, where there is one. */
  readonly handleSecrets: ((request: IncomingMessage, response: ServerResponse) => boolean) | undefined;
}

export function createGeneration(model: CloudModel, world: GenerationWorld): Generation {
  const standIns = allStandIns(model, world);
  const pool = createFunctionPool(model.functions, {
    region: model.region,
    standIns,
    environment: world.functionEnvironment,
    onLog: world.logger.functionLog,
    nowMs: world.nowMs,
  });
  const services = engineServices(model, world, standIns, pool);
  const apis = model.apis.map((api) => serveApi(api, services, world.engines, isOpenOnFront(model, api)));
  const served = new Map(apis.map((api) => [api.model, api]));
  const names = nameApis(apis);
  const table = frontTable(model);
  const requests = countRequests();
  const stopSchedules = runSchedules(model.schedules, {
    invoke: pool.invoke,
    randomId: randomUUID,
    warn: world.logger.warn,
  });
  const address: Generation['address'] = (target) => resolveApiAddress(names, target);
  const domain: Generation['domain'] = (domainName, path) => {
    const named = model.domains.find(({ name }) => name === domainName);
    const mapped = named && mappedPath(named, path);
    const stage = mapped && names.get(mapped.apiId)?.stages.get(mapped.stage);
    return stage && { kind: 'stage', stage, basePath: mapped.basePath, rawPath: mapped.rawPath };
  };
  return {
    model,
    apis,
    issuer: world.issuer,
    address,
    domain,
    distributions: serveDistributions(model, { ...world, fetch: services.fetch, address, domain }),
    front(method, path, requestedMethod) {
      const api = table.choose(method, path, requestedMethod);
      return api && served.get(api);
    },
    answersItself: (request, response) =>
      world.issuer?.handle(request, response) === true || world.handleSecrets?.(request, response) === true,
    invoke: pool.invoke,
    begin: requests.begin,
    end: requests.end,
    async retire(graceMs) {
      stopSchedules();
      await requests.drained(graceMs);
      await pool.close(graceMs);
    },
  };
}

function engineServices(
  model: CloudModel,
  { keys, agent, nowMs, accessKeys, findFirewall }: GenerationWorld,
  standIns: StandIns,
  pool: FunctionPool,
): EngineServices {
  return {
    region: model.region,
    account: model.account,
    nowMs,
    randomId: randomUUID,
    invoke: pool.invoke,
    fetch: createUpstream({ standIns, agent }),
    fetchJson: createFetchJson({ standIns, agent }),
    keys,
    accessKeys,
    findFirewall,
  };
}

/** What the caller names, or names a part of, stands above the local issuer. */
function allStandIns(model: CloudModel, { standIns, issuer }: GenerationWorld): StandIns {
  const { issuers, keySets, introspectionEndpoints, tokenEndpoints } = model;
  const named = [...issuers, ...keySets, ...introspectionEndpoints, ...tokenEndpoints];
  const issued = named.flatMap((name): (readonly [string, string])[] => {
    const local = applyStandIns(name, standIns) === name ? issuer?.standInFor(name) : undefined;
    return local === undefined ? [] : [[name, local]];
  });
  return new Map([...issued, ...standIns]);
}

function countRequests() {
  let open = 0;
  let whenNone: (() => void) | undefined;
  return {
    begin() {
      open += 1;
    },
    end() {
      open -= 1;
      if (open === 0) whenNone?.();
    },
    drained(graceMs: number): Promise<void> {
      if (open === 0) return Promise.resolve();
      return new Promise((resolve) => {
        const timer = setTimeout(resolve, graceMs);
        whenNone = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    },
  };
}

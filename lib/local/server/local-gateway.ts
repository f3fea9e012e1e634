import { randomUUID } from 'node:crypto';
import type { LocalCredential } from '../authorization/local-credential.js';
import { createControlPlane } from '../control-plane/control-plane.js';
import type { ControlPlaneThrottle } from '../control-plane/control-plane-throttle.js';
import type { ReceivedEvent } from '../control-plane/event-bridge/received-event.js';
import { createDomainServers, type DomainServers } from '../domains/domain-servers.js';
import type { MountedIssuer } from '../issuer/start-issuer.js';
import { createKeyStore, type LocalKeyStore } from '../keys/key-store.js';
import type { CloudModel } from '../model/cloud.js';
import type { InvokeFunction } from '../model/engine.js';
import { resolveReferences } from '../secrets/resolve-references.js';
import type { SecretStore } from '../secrets/secret-store.js';
import { serveSecrets } from '../secrets/serve-secrets.js';
import { createUpstreamAgent } from '../upstream/upstream.js';
import { createFirewalls } from '../waf/create-firewalls.js';
import type { ResolveReference } from '../waf/inspection.js';
import type { GatewayLogger } from './gateway-logger.js';
import { createGeneration, type Generation } from './generation.js';
import { closeServer, createHttpServer, listen, type ServerTimeouts } from './http-server.js';
import { createRequestListener, type ListenerWorld } from './request-listener.js';
import type { EngineFactories } from './served-api.js';

export interface LocalGatewayOptions {
  readonly model: CloudModel | (() => CloudModel);
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly engines: EngineFactories;
  readonly logger: GatewayLogger;
  /** URL prefix as the templates name it → local address; for backends, issuers and the functions' `fetch`. */
  readonly standIns?: ReadonlyMap<string, string>;
  /** Where issued keys and their usage are kept; in memory only where absent. */
  readonly keyDirectory?: string;
  /** Makes the local issuer of a model, to be served under `/_aws/issuer/`. */
  readonly mountIssuer?: (
    model: Pick<CloudModel, 'issuers' | 'keySets' | 'introspectionEndpoints' | 'tokenEndpoints'>,
    origin: () => string,
  ) => Promise<MountedIssuer>;
  /** Values of the secrets that functions read; served under `/_aws/secretsmanager`. @default functions find none here */
  readonly secrets?: SecretStore;
  /** What references to secrets in the rules of web ACLs stand for, asked at each request. @default nothing, so that no request has them */
  readonly resolveReference?: ResolveReference;
  /** A text with the values of the secrets that it refers to (`{{resolve:secretsmanager:…}}`); undefined where one is not known. @default none is */
  readonly resolveSecrets?: (text: string) => string | undefined;
  /** The access key that callers of IAM routes sign with; functions have it too. @default nobody's signature is right */
  readonly credential?: LocalCredential;
  /** Key and certificate of a custom domain with mutual TLS, as PEM. @default such domains are not served */
  readonly certificateFor?: (domainName: string) => Promise<string>;
  /** Variables for all functions beside their own, such as AWS credentials. */
  readonly functionEnvironment?: Readonly<Record<string, string>>;
  /** Called with the events of each PutEvents call that the control plane accepts. */
  readonly onEvents?: (events: readonly ReceivedEvent[]) => void;
  /** Holds the control plane to rates, such as `createControlPlaneThrottle`'s. @default none */
  readonly controlPlaneThrottle?: ControlPlaneThrottle;
  /** Answers what is for no API, on the gateway's own address; `false`, and nothing done, where it is for one. @default nothing besides */
  readonly pages?: NonNullable<ListenerWorld['pages']>;
  readonly timeouts?: ServerTimeouts;
  readonly nowMs?: () => number;
}

/** A custom domain, and where this machine serves it. */
interface ServedDomain {
  readonly name: string;
  /** For mutual TLS a listener of its own; every other domain is the gateway's own address. */
  readonly url: string;
  readonly mutualTls: boolean;
}

export interface LocalGateway {
  readonly url: string;
  readonly port: number;
  readonly keys: LocalKeyStore;
  readonly model: () => CloudModel;
  readonly issuer: () => MountedIssuer | undefined;
  /** What callers of IAM routes sign with. */
  readonly credential: LocalCredential | undefined;
  /** The custom domains that are served. */
  readonly domains: () => readonly ServedDomain[];
  /** Serves another model from now on; requests under way end on the one before, issued keys stay. */
  readonly reload: (model: CloudModel) => Promise<void>;
  /** @default graceMs 2_000 */
  readonly close: (graceMs?: number) => Promise<void>;
}

/** Longer than any integration may take that answers whole; a reload cuts streams off that are longer. */
const RETIRE_GRACE_MS = 35_000;

/**
 * Serves a model on a port: each API at `/_aws/execute-api/API/STAGE/PATH`, and all of them together on the front. What
 * is signed for a service of the control plane is answered by that.
 *
 * @throws PortInUseError, KeyFileError
 */
export async function startLocalGateway(options: LocalGatewayOptions): Promise<LocalGateway> {
  const { logger, nowMs = Date.now, mountIssuer } = options;
  const model = typeof options.model === 'function' ? options.model() : options.model;
  const keys = createKeyStore({
    usagePlans: model.usagePlans,
    apiKeys: model.apiKeys,
    nowMs,
    warn: logger.warn,
    ...(options.keyDirectory === undefined ? {} : { directory: options.keyDirectory }),
  });
  const { credential, certificateFor, timeouts = {} } = options;
  const startedAtMs = nowMs();
  const accessKeys = new Map(credential ? [[credential.accessKeyId, credential.secretAccessKey]] : []);
  const agent = createUpstreamAgent();
  const resolveSecrets =
    options.resolveSecrets ?? ((text) => options.secrets && resolveReferences(text, options.secrets));
  const firewalls = createFirewalls({
    nowMs,
    warn: logger.warn,
    onLog: logger.firewallLog,
    resolve: options.resolveReference ?? ((reference) => known(resolveSecrets(reference))),
  });
  const retiring = new Set<Promise<void>>();
  let current: Generation | undefined;
  const invokeCurrent: InvokeFunction = async (...call) =>
    current?.invoke(...call) ?? { kind: 'not-invocable', reason: 'the local gateway is starting' };
  let url = '';
  let reloads = Promise.resolve();

  async function serve(next: CloudModel): Promise<void> {
    options.secrets?.replace(next.secrets, next.generatedSecrets);
    const issuer = await mountIssuer?.(next, () => url);
    const called = { invoke: invokeCurrent, warn: logger.warn };
    const secrets = serveSecrets(next, { ...options, accessKeys, startedAtMs, nowMs, ...called }, url);
    const generation = createGeneration(next, {
      engines: options.engines,
      keys,
      agent,
      logger,
      nowMs,
      issuer,
      standIns: options.standIns ?? new Map(),
      functionEnvironment: { ...controlPlaneEnvironment(url), ...secrets.environment, ...options.functionEnvironment },
      accessKeys,
      findFirewall: firewalls.find,
      resolveSecrets,
      handleSecrets: secrets.handle,
    });
    keys.replace(next);
    firewalls.replace(next.webAcls);
    const former = current;
    current = generation;
    if (former !== undefined) retire(former, RETIRE_GRACE_MS);
    for (const notice of next.notices) logger.notice(notice);
    await domainServers?.serve(next.domains);
  }

  function retire(generation: Generation, graceMs: number): void {
    const ended = generation.retire(graceMs);
    retiring.add(ended);
    void ended.then(() => retiring.delete(ended));
  }

  const controlPlane = createControlPlane({
    keys,
    model: () => current?.model ?? model,
    nowMs,
    startedAtMs,
    randomId: randomUUID,
    onEvents: options.onEvents ?? (() => {}),
    findFirewall: firewalls.find,
    distributions: () => current?.distributions.all ?? [],
    resolveSecrets,
    ...(options.controlPlaneThrottle && { throttle: options.controlPlaneThrottle }),
  });
  const { pages } = options;
  const world = { current: () => current, controlPlane, logger, nowMs, ...(pages && { pages }) };
  const domainServers =
    certificateFor &&
    createDomainServers({
      host: options.host,
      timeouts,
      certificateFor,
      listenerFor: (domainName) => createRequestListener({ ...world, domainName }),
      warn: logger.warn,
    });
  const server = createHttpServer(createRequestListener(world), timeouts);
  url = await listen(server, options.host, options.port);
  try {
    await serve(model);
  } catch (error) {
    await closeServer(server, 0);
    await agent.destroy();
    throw error;
  }

  return {
    url,
    port: Number(new URL(url).port),
    keys,
    model: () => current?.model ?? model,
    issuer: () => current?.issuer,
    credential,
    domains: () => servedDomains(current?.model ?? model, url, domainServers),
    reload(next) {
      const done = reloads.then(() => serve(next));
      reloads = done.catch(() => {});
      return done;
    },
    async close(graceMs = 2_000) {
      await Promise.all([closeServer(server, graceMs), domainServers?.close(graceMs)]);
      await reloads;
      if (current !== undefined) retire(current, graceMs);
      await Promise.all(retiring);
      await agent.destroy();
      keys.close();
    },
  };
}

function servedDomains({ domains }: CloudModel, url: string, servers: DomainServers | undefined): ServedDomain[] {
  return domains.flatMap(({ name, mutualTls }) => {
    const served = mutualTls ? servers?.urlOf(name) : url;
    return served === undefined ? [] : [{ name, url: served, mutualTls: mutualTls !== undefined }];
  });
}

/** By these AWS SDKs find the control plane that answers here. https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html */
function controlPlaneEnvironment(url: string): Readonly<Record<string, string>> {
  return Object.fromEntries(SERVED_HERE.map((service) => [`AWS_ENDPOINT_URL_${service}`, url]));
}

const SERVED_HERE = ['API_GATEWAY', 'EVENTBRIDGE', 'CLOUDFRONT', 'WAFV2', 'RESOURCE_GROUPS_TAGGING_API'];

function known(value: string | undefined): readonly string[] | undefined {
  return value === undefined ? undefined : [value];
}

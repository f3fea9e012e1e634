import { randomUUID } from 'node:crypto';
import { createControlPlane } from '../control-plane/control-plane.js';
import type { ControlPlaneThrottle } from '../control-plane/control-plane-throttle.js';
import type { ReceivedEvent } from '../control-plane/event-bridge/received-event.js';
import type { MountedIssuer } from '../issuer/start-issuer.js';
import { createKeyStore, type LocalKeyStore } from '../keys/key-store.js';
import type { CloudModel } from '../model/cloud.js';
import { createUpstreamAgent } from '../upstream/upstream.js';
import type { GatewayLogger } from './gateway-logger.js';
import { createGeneration, type Generation } from './generation.js';
import { closeServer, createHttpServer, listen, type ServerTimeouts } from './http-server.js';
import { createRequestListener } from './request-listener.js';
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
    model: Pick<CloudModel, 'issuers' | 'keySets'>,
    origin: () => string,
  ) => Promise<MountedIssuer>;
  /** Variables for all functions beside their own, such as AWS credentials. */
  readonly functionEnvironment?: Readonly<Record<string, string>>;
  /** Called with the events of each PutEvents call that the control plane accepts. */
  readonly onEvents?: (events: readonly ReceivedEvent[]) => void;
  /** Holds the control plane to rates, such as `createControlPlaneThrottle`'s. @default none */
  readonly controlPlaneThrottle?: ControlPlaneThrottle;
  readonly timeouts?: ServerTimeouts;
  readonly nowMs?: () => number;
}

export interface LocalGateway {
  readonly url: string;
  readonly port: number;
  readonly keys: LocalKeyStore;
  readonly model: () => CloudModel;
  readonly issuer: () => MountedIssuer | undefined;
  /** Serves another model from now on; requests under way end on the one before, issued keys stay. */
  readonly reload: (model: CloudModel) => Promise<void>;
  /** @default graceMs 2_000 */
  readonly close: (graceMs?: number) => Promise<void>;
}

/** Longer than any integration may take, so that a reload cuts no request off. */
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
  const agent = createUpstreamAgent();
  const retiring = new Set<Promise<void>>();
  let current: Generation | undefined;
  let url = '';
  let reloads = Promise.resolve();

  async function serve(next: CloudModel): Promise<void> {
    const issuer = await mountIssuer?.(next, () => url);
    const generation = createGeneration(next, {
      engines: options.engines,
      keys,
      agent,
      logger,
      nowMs,
      issuer,
      standIns: options.standIns ?? new Map(),
      functionEnvironment: options.functionEnvironment ?? {},
    });
    keys.replace(next);
    const former = current;
    current = generation;
    if (former !== undefined) retire(former, RETIRE_GRACE_MS);
    for (const notice of next.notices) logger.notice(notice);
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
    startedAtMs: nowMs(),
    randomId: randomUUID,
    onEvents: options.onEvents ?? (() => {}),
    ...(options.controlPlaneThrottle && { throttle: options.controlPlaneThrottle }),
  });
  const server = createHttpServer(
    createRequestListener({ current: () => current, controlPlane, logger, nowMs }),
    options.timeouts ?? {},
  );
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
    reload(next) {
      const done = reloads.then(() => serve(next));
      reloads = done.catch(() => {});
      return done;
    },
    async close(graceMs = 2_000) {
      await closeServer(server, graceMs);
      await reloads;
      if (current !== undefined) retire(current, graceMs);
      await Promise.all(retiring);
      await agent.destroy();
      keys.close();
    },
  };
}

import { createDistribution, type ServedDistribution } from '../cloudfront/create-distribution.js';
import { distributionChooser } from '../cloudfront/front-distribution.js';
import { createCallOrigin, type ReachedApi } from '../cloudfront/origin/call-origin.js';
import { createRequestIds } from '../cloudfront/request/request-ids.js';
import type { CloudModel } from '../model/cloud.js';
import type { FetchUpstream } from '../model/engine.js';
import type { FindFirewall } from '../model/firewall.js';
import { type ApiAddress, EXECUTE_API_MOUNT } from './api-address.js';
import { callStage } from './call-stage.js';
import type { StageDestination } from './destinations.js';
import type { GatewayLogger } from './gateway-logger.js';
import type { RequestTarget } from './request-target.js';

export interface DistributionWorld {
  readonly logger: GatewayLogger;
  readonly nowMs: () => number;
  readonly findFirewall: FindFirewall;
  readonly resolveSecrets: (text: string) => string | undefined;
  readonly fetch: FetchUpstream;
  readonly address: (target: RequestTarget) => ApiAddress;
  readonly domain: (domainName: string, path: string) => StageDestination | undefined;
}

export interface ServedDistributions {
  readonly all: readonly ServedDistribution[];
  /** Which one answers requests of this host on the gateway's own address; undefined: none, APIs do so themselves. */
  readonly forHost: (host: string | undefined) => ServedDistribution | undefined;
}

/** Makes the distributions of a model ready to answer, with the model's own APIs for their origins. */
export function serveDistributions(model: CloudModel, world: DistributionWorld): ServedDistributions {
  const { logger, nowMs, findFirewall, resolveSecrets } = world;
  const callOrigin = createCallOrigin({
    fetch: world.fetch,
    reachApi: (host, path) => reachApi(model, world, host, path),
  });
  const randomId = createRequestIds();
  const all = model.distributions.map((distribution) =>
    createDistribution(distribution, {
      nowMs,
      callOrigin,
      findFirewall,
      resolve: resolveSecrets,
      randomId,
      warn: logger.warn,
      ...(logger.edgeLog && { log: logger.edgeLog }),
      functionTimeoutMs: FUNCTION_TIMEOUT_MS,
    }),
  );
  const served = new Map(all.map((distribution) => [distribution.model, distribution]));
  const choose = distributionChooser(model);
  return {
    all,
    forHost(host) {
      const chosen = choose(host);
      return chosen && served.get(chosen);
    },
  };
}

/** A busy machine stops for longer than CloudFront would let a function run, which then fails requests that AWS answers. */
const FUNCTION_TIMEOUT_MS = 1_000;

/** By an API's own host the path begins with the stage; by a custom domain it is mapped to one. */
function reachApi(
  { executeApiHosts, domains }: CloudModel,
  world: DistributionWorld,
  host: string,
  path: string,
): ReachedApi | undefined {
  const apiId = Object.hasOwn(executeApiHosts, host) ? executeApiHosts[host] : undefined;
  if (apiId === undefined) {
    const domain = domains.find(({ name }) => name === host);
    // CloudFront shows a custom domain no certificate.
    if (domain === undefined || domain.mutualTls) return domain && CLOSED;
    return reached(world.domain(host, path), world);
  }
  const address = world.address({ path: `${EXECUTE_API_MOUNT}${apiId}${path}`, query: '' });
  return reached(address.kind === 'stage' && !address.stage.isExecuteApiDisabled ? address : undefined, world);
}

const CLOSED: ReachedApi = { kind: 'closed' };

function reached(destination: StageDestination | undefined, world: DistributionWorld): ReachedApi {
  if (destination === undefined) return CLOSED;
  const { stage, basePath, rawPath } = destination;
  const hasAccessLog = stage.accessLogLine !== undefined && world.logger.accessLog !== undefined;
  return { kind: 'stage', basePath, rawPath, hasAccessLog, call: (request) => callStage(stage, request, world) };
}

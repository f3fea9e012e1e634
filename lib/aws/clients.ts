import type { APIGateway } from '@aws-sdk/client-api-gateway';
import type { CloudFormation } from '@aws-sdk/client-cloudformation';
import type { EventBridge } from '@aws-sdk/client-eventbridge';
import { callAws } from './call-aws.js';
import { type JsonCall, signedJsonCall } from './json-call.js';
import { CONTROL_PLANE, createPace, type Pace } from './pace.js';
import { realTiming, type Timing } from './timing.js';

export interface ConnectionOptions {
  /** @default what AWS_REGION or the profile says; us-east-1 on this machine */
  readonly region?: string | undefined;
  /** @default AWS itself */
  readonly endpoint?: string | undefined;
  /**
   * Whether the endpoint is a gateway that this very process serves: then nothing of the environment's AWS settings is
   * looked at, so that an expired session or a profile that is not there is no obstacle.
   *
   * @default false
   */
  readonly isOwnGateway?: boolean | undefined;
  /** What a gateway of one's own knows its callers by. @default nobody's */
  readonly ownCredentials?: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined;
  /** @default the real clock */
  readonly timing?: Timing | undefined;
}

/** AWS in one region. The SDK is loaded with the first call. */
export interface Connection {
  readonly region: string;
  readonly timing: Timing;
  readonly apiGateway: <T>(
    action: string,
    send: (client: APIGateway) => Promise<T>,
    options?: { readonly secret?: string },
  ) => Promise<T>;
  readonly cloudFormation: <T>(action: string, send: (client: CloudFormation) => Promise<T>) => Promise<T>;
  readonly eventBridge: <T>(action: string, send: (client: EventBridge) => Promise<T>) => Promise<T>;
  readonly secretsManager: <T>(action: string, send: (call: JsonCall) => Promise<T>) => Promise<T>;
}

/** Milliseconds: a call that hangs is given up long before a key's lock is taken over. */
const TIMEOUTS = { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true };

/** @throws AwsCallError, as all its calls do, where no region is known */
export async function connect(options: ConnectionOptions): Promise<Connection> {
  const { endpoint, timing = realTiming } = options;
  // The SDK's releases are pinned: what it says of versions to come is nothing that who runs the command can act on.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const config = { ...settingsOf(options), maxAttempts: 1, requestHandler: TIMEOUTS };
  const sdk = await import('@aws-sdk/client-api-gateway');
  const apiGateway = new sdk.APIGateway(config);
  const settled = config.region ?? (await regionOf(apiGateway, endpoint, timing));
  const paceAll = createPace(CONTROL_PLANE.callsPerSecond, CONTROL_PLANE.burst, timing);
  const paceCreate = createPace(CONTROL_PLANE.createsPerSecond, 1, timing);
  const cloudFormation = lazily(
    async () => new (await import('@aws-sdk/client-cloudformation')).CloudFormation(config),
  );
  const eventBridge = lazily(async () => new (await import('@aws-sdk/client-eventbridge')).EventBridge(config));
  const secretsManager = signedJsonCall({
    service: 'secretsmanager',
    region: settled,
    endpoint: secretsEndpoint(options),
    credentials: () => apiGateway.config.credentials(),
  });

  const called = (action: string) => ({ action, region: settled, endpoint });

  return {
    region: settled,
    timing,
    apiGateway: (action, send, options) => {
      const paces: readonly Pace[] = action === 'CreateApiKey' ? [paceCreate, paceAll] : [paceAll];
      const paced = async () => {
        for (const pace of paces) await pace();
        return send(apiGateway);
      };
      return callAws({ ...called(action), secret: options?.secret }, paced, timing);
    },
    cloudFormation: (action, send) => callAws(called(action), async () => send(await cloudFormation()), timing),
    eventBridge: (action, send) => callAws(called(action), async () => send(await eventBridge()), timing),
    secretsManager: (action, send) => callAws(called(action), () => send(secretsManager), timing),
  };
}

function regionOf(client: APIGateway, endpoint: string | undefined, timing: Timing): Promise<string> {
  return callAws({ action: 'connect', region: '', endpoint }, () => client.config.region(), timing);
}

function lazily<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** A local gateway asks for its own where it tells secrets, and for none besides; the SDK sends nothing without any. */
const LOCAL_CREDENTIALS = { accessKeyId: 'nobody', secretAccessKey: 'nobody' };

/** Of a profile or the environment the SDK would take these as well, and neither goes with an endpoint. */
const NO_VARIANTS = { useFipsEndpoint: false, useDualstackEndpoint: false };

function settingsOf({ region, endpoint, isOwnGateway = false, ownCredentials = LOCAL_CREDENTIALS }: ConnectionOptions) {
  const local = endpoint !== undefined && (isOwnGateway || isLoopback(endpoint));
  const { AWS_ACCESS_KEY_ID, AWS_PROFILE, AWS_REGION } = process.env;
  const isAnonymous = local && (isOwnGateway || (!AWS_ACCESS_KEY_ID && !AWS_PROFILE));
  const chosen = region ?? (local && (isOwnGateway || !AWS_REGION) ? 'us-east-1' : undefined);
  return {
    ...(endpoint !== undefined && { endpoint }),
    ...(chosen !== undefined && { region: chosen }),
    ...(isAnonymous && { credentials: isOwnGateway ? ownCredentials : LOCAL_CREDENTIALS, ...NO_VARIANTS }),
  };
}

/**
 * A gateway on this machine answers for Secrets Manager below its own address, as it tells its functions; whatever else
 * stands in for AWS goes by the operation's name, not by the path.
 *
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
function secretsEndpoint({ endpoint, isOwnGateway }: ConnectionOptions): string | undefined {
  const stated = isOwnGateway ? undefined : process.env.AWS_ENDPOINT_URL_SECRETS_MANAGER;
  return stated || (endpoint && `${endpoint.replace(/\/$/, '')}/_aws/secretsmanager`);
}

function isLoopback(endpoint: string): boolean {
  const { hostname } = new URL(endpoint);
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

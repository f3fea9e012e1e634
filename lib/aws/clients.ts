import type { APIGateway } from '@aws-sdk/client-api-gateway';
import type { CloudFormation } from '@aws-sdk/client-cloudformation';
import type { EventBridge } from '@aws-sdk/client-eventbridge';
import { callAws } from './call-aws.js';
import { CONTROL_PLANE, createPace, type Pace } from './pace.js';
import { realTiming, type Timing } from './timing.js';

export interface ConnectionOptions {
  /** @default what AWS_REGION or the profile says; us-east-1 on this machine */
  readonly region?: string | undefined;
  /** @default AWS itself */
  readonly endpoint?: string | undefined;
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
}

/** Milliseconds: a call that hangs is given up long before a key's lock is taken over. */
const TIMEOUTS = { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true };

/** @throws AwsCallError, as all its calls do, where no region is known */
export async function connect({ region, endpoint, timing = realTiming }: ConnectionOptions): Promise<Connection> {
  // The SDK's releases are pinned: what it says of versions to come is nothing that who runs the command can act on.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const config = { ...settingsOf(region, endpoint), maxAttempts: 1, requestHandler: TIMEOUTS };
  const sdk = await import('@aws-sdk/client-api-gateway');
  const apiGateway = new sdk.APIGateway(config);
  const settled = region ?? (await regionOf(apiGateway, endpoint, timing));
  const paceAll = createPace(CONTROL_PLANE.callsPerSecond, CONTROL_PLANE.burst, timing);
  const paceCreate = createPace(CONTROL_PLANE.createsPerSecond, 1, timing);
  const cloudFormation = lazily(
    async () => new (await import('@aws-sdk/client-cloudformation')).CloudFormation(config),
  );
  const eventBridge = lazily(async () => new (await import('@aws-sdk/client-eventbridge')).EventBridge(config));

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

/** Nobody checks credentials on this machine, and the SDK sends nothing without any. */
const LOCAL_CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };

function settingsOf(region: string | undefined, endpoint: string | undefined) {
  const local = endpoint !== undefined && isLoopback(endpoint);
  const isAnonymous = local && !process.env.AWS_ACCESS_KEY_ID && !process.env.AWS_PROFILE;
  const chosen = region ?? (local && !process.env.AWS_REGION ? 'us-east-1' : undefined);
  return {
    ...(endpoint !== undefined && { endpoint }),
    ...(chosen !== undefined && { region: chosen }),
    ...(isAnonymous && { credentials: LOCAL_CREDENTIALS }),
  };
}

function isLoopback(endpoint: string): boolean {
  const { hostname } = new URL(endpoint);
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

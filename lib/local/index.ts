import { randomBytes, randomInt } from 'node:crypto';
import { join } from 'node:path';
import { readAssembly } from './assembly/read-assembly.js';
import { loadLocalCredential } from './authorization/local-credential.js';
import { distributionNotices } from './cloudfront/distribution-notices.js';
import { loadServerCertificate } from './domains/server-certificate.js';
import { createHttpApiEngine } from './http-api/create-http-api-engine.js';
import { importHttpBody } from './http-api/import/import-http-body.js';
import { unsupportedHttpFeatures } from './http-api/unsupported-http-features.js';
import { mountIssuer } from './issuer/start-issuer.js';
import { randomText } from './keys/key-value.js';
import type { ApiModel, CloudModel, FunctionModel, Notice } from './model/cloud.js';
import type { WebAclModel } from './model/web-acl.js';
import { createRestEngine } from './rest/create-rest-engine.js';
import { importRestBody } from './rest/import/import-rest-body.js';
import { unsupportedRestFeatures } from './rest/unsupported-rest-features.js';
import { generatePassword } from './secrets/generate-password.js';
import { createSecretStore } from './secrets/secret-store.js';
import type { GatewayLogger } from './server/gateway-logger.js';
import { type LocalGateway, type LocalGatewayOptions, startLocalGateway } from './server/local-gateway.js';
import { watchPaths } from './server/watch-paths.js';
import { unsupportedWafFeatures } from './waf/unsupported-waf-features.js';

export { AssemblyError } from './assembly/read-assembly.js';
export type { CloudModel } from './model/cloud.js';
export type { LocalGateway } from './server/local-gateway.js';
export { type Watching, watchPaths } from './server/watch-paths.js';

export interface ServeModelOptions
  extends Pick<
    LocalGatewayOptions,
    | 'model'
    | 'host'
    | 'port'
    | 'logger'
    | 'standIns'
    | 'resolveReference'
    | 'resolveSecrets'
    | 'functionEnvironment'
    | 'onEvents'
    | 'controlPlaneThrottle'
    | 'pages'
  > {
  /** Where issued keys, their usage, the keys of the stand-ins and `secrets.json` are kept. */
  readonly stateDirectory: string;
}

export interface ServeAssemblyOptions extends Omit<ServeModelOptions, 'model'> {
  /** A cloud assembly (`cdk.out`), whoever made it. */
  readonly assembly: string;
  /** Serves the assembly anew when its files change. @default true */
  readonly watch?: boolean;
}

/** Values of keys that templates declare without one: the same for as long as the process runs, so a reload keeps them. */
const keyValues = new Map<string, string>();

/**
 * Reads a cloud assembly into what it would deploy.
 *
 * @throws AssemblyError
 */
export function readModel(directory: string): CloudModel {
  return withEngineNotices(
    readAssembly(directory, {
      importBodies: { rest: importRestBody, http: importHttpBody },
      randomKeyValue(keyId) {
        const value = keyValues.get(keyId) ?? randomText();
        keyValues.set(keyId, value);
        return value;
      },
    }),
  );
}

/** What the engines leave out of the APIs is named as well. */
function withEngineNotices(model: CloudModel): CloudModel {
  const functions = model.functions.flatMap(functionNotices);
  const firewalls = model.webAcls.flatMap(firewallNotices);
  const own = [...functions, ...model.apis.flatMap(engineNotices), ...firewalls, ...distributionNotices(model)];
  return { ...model, notices: [...model.notices, ...own] };
}

/** What calls such a function is answered as if it could not be invoked. */
function functionNotices({ stackName, logicalId, runtime, code }: FunctionModel): readonly Notice[] {
  const foreign = runtime.startsWith('nodejs')
    ? undefined
    : `the runtime ${runtime || 'of an image'} does not run here`;
  const message = code.kind === 'unavailable' ? code.reason : foreign;
  if (message === undefined) return [];
  return [{ kind: 'not-emulated', stackName, logicalId, resourceType: 'AWS::Lambda::Function', message }];
}

function engineNotices(api: ApiModel): readonly Notice[] {
  const { stackName, logicalId } = api;
  const features =
    api.kind === 'rest'
      ? unsupportedRestFeatures(api).map(({ method, message }) => (method ? `${method}: ${message}` : message))
      : unsupportedHttpFeatures(api).map(({ routeKey, message }) => `${routeKey}: ${message}`);
  const resourceType = api.kind === 'rest' ? 'AWS::ApiGateway::RestApi' : 'AWS::ApiGatewayV2::Api';
  return features.map((feature) => ({
    kind: 'not-emulated',
    stackName,
    logicalId,
    resourceType,
    message: feature,
  }));
}

/** What a firewall does not evaluate lets requests through that AWS would stop. */
function firewallNotices(acl: WebAclModel): readonly Notice[] {
  const { stackName, logicalId } = acl;
  return unsupportedWafFeatures(acl).map(({ rule, message }) => ({
    kind: 'not-emulated',
    stackName,
    logicalId,
    resourceType: 'AWS::WAFv2::WebACL',
    message: `${rule}: ${message}`,
  }));
}

/**
 * Serves a model with both engines, and stand-ins for its identity providers and for Secrets Manager.
 *
 * @throws PortInUseError, KeyFileError
 */
export async function serveModel({ stateDirectory, ...options }: ServeModelOptions): Promise<LocalGateway> {
  const secrets = createSecretStore({
    file: join(stateDirectory, 'secrets.json'),
    randomValue: () => randomBytes(24).toString('base64url'),
    randomPassword: (rules) => generatePassword(rules, (bound) => randomInt(bound)),
  });
  return startLocalGateway({
    ...options,
    secrets,
    credential: await loadLocalCredential(stateDirectory),
    certificateFor: (domainName) => loadServerCertificate(join(stateDirectory, 'domains'), domainName, Date.now),
    engines: { rest: createRestEngine, http: createHttpApiEngine },
    keyDirectory: stateDirectory,
    mountIssuer: ({ issuers, keySets, introspectionEndpoints, tokenEndpoints }, origin) =>
      mountIssuer(
        {
          issuers,
          keySets,
          introspectionEndpoints,
          tokenEndpoints,
          keyStore: join(stateDirectory, 'issuer'),
          isClientSecret: secrets.holds,
        },
        origin,
      ),
  });
}

/**
 * Serves a cloud assembly, and serves it anew when it changes; one that cannot be read leaves the last good one running.
 *
 * @throws AssemblyError, PortInUseError, KeyFileError
 */
export async function serveAssembly({
  assembly,
  watch = true,
  ...options
}: ServeAssemblyOptions): Promise<LocalGateway> {
  const gateway = await serveModel({ ...options, model: () => readModel(assembly) });
  if (!watch) return gateway;
  const watching = await watchPaths([assembly], () => reloadFrom(assembly, gateway, options.logger));
  return {
    ...gateway,
    async close(graceMs) {
      await watching.close();
      await gateway.close(graceMs);
    },
  };
}

async function reloadFrom(assembly: string, gateway: LocalGateway, logger: GatewayLogger): Promise<void> {
  try {
    await gateway.reload(readModel(assembly));
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : 'it cannot be read';
    logger.warn(`the assembly was not reloaded, the last good one goes on: ${reason}`);
  }
}

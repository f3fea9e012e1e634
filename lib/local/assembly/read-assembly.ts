import { randomBytes } from 'node:crypto';
import type { CloudModel } from '../model/cloud.js';
import { readDistributions } from './cloudfront/distributions.js';
import { readExecuteApiHosts } from './cloudfront/execute-api-hosts.js';
import { readDomains } from './domains.js';
import { environmentFor } from './environment.js';
import { readFunctions } from './functions.js';
import { readGeneratedSecrets } from './generated-secrets.js';
import { groupBy } from './group-by.js';
import { readHttpApis } from './http/http-apis.js';
import { readIssuers } from './issuers.js';
import { listedTexts } from './listed-metadata.js';
import { readAssemblyFiles } from './manifest.js';
import { noticeNotEmulated } from './not-emulated.js';
import { collectNotices, type Notices } from './notices.js';
import { readOutputs } from './outputs.js';
import type { BodyImporters, ReaderContext, ResolvedResource } from './reader-context.js';
import { resolveResources } from './resolve-resources.js';
import { readRestApis } from './rest/rest-apis.js';
import { readSchedules } from './schedules.js';
import { readSecrets } from './secrets.js';
import type { Stack } from './stack.js';
import { readApiKeys, readUsagePlans } from './usage-plans.js';
import { associateWebAcls } from './waf/associations.js';
import { readWebAcls } from './waf/web-acls.js';
import { openStacks } from './world.js';

export { AssemblyError } from './assembly-error.js';
export type { BodyImporters } from './reader-context.js';

export interface ReadAssemblyOptions {
  readonly importBodies: BodyImporters;
  /**
   * For stacks that are not bound to a region.
   * @default us-east-1
   */
  readonly region?: string;
  /**
   * For stacks that are not bound to an account.
   * @default 000000000000
   */
  readonly account?: string;
  /**
   * The value of a key that the template declares without one; called once for each such key and read.
   * @default 40 random letters and digits
   */
  readonly randomKeyValue?: (keyId: string) => string;
}

/**
 * Reads a CDK cloud assembly (`cdk.out`), whoever made it, into what it would deploy. What cannot be known before a
 * deployment, and what the local gateway does not do, is a notice of the model; physical ids are made up, and the same
 * on each read.
 * @throws AssemblyError with one line: the folder, its manifest or a template is missing or is no JSON
 * @see https://docs.aws.amazon.com/cdk/v2/guide/deploy-synth.html
 */
export function readAssembly(directory: string, options: ReadAssemblyOptions): CloudModel {
  const files = readAssemblyFiles(directory);
  const defaults = { region: options.region ?? 'us-east-1', account: options.account ?? '000000000000' };
  const stacks = openStacks(files, defaults);
  const notices = collectNotices();
  const resources = stacks.flatMap((stack) => resolveResources(stack, notices));
  const { root, assets } = files;
  const randomKeyValue = options.randomKeyValue ?? (() => randomBytes(20).toString('hex'));
  const { importBodies } = options;
  const context = { resources, ofType: byType(resources), root, assets, importBodies, randomKeyValue, notices };
  return { ...place(stacks, resources, defaults), ...readModel(stacks, context, notices) };
}

function readModel(stacks: readonly Stack[], context: ReaderContext, notices: Notices) {
  const webAcls = readWebAcls(context);
  const apis = [...associateWebAcls(readRestApis(context), webAcls, context), ...readHttpApis(context)];
  noticeNotEmulated(context);
  return {
    functions: readFunctions(context),
    apis,
    usagePlans: readUsagePlans(context),
    apiKeys: readApiKeys(context),
    issuers: readIssuers(apis, context.resources),
    keySets: listedTexts('gatewright:key-sets', context.resources),
    introspectionEndpoints: listedTexts('gatewright:introspection-endpoints', context.resources),
    tokenEndpoints: listedTexts('gatewright:token-endpoints', context.resources),
    secrets: readSecrets(context.resources),
    generatedSecrets: readGeneratedSecrets(context),
    domains: readDomains(context),
    webAcls,
    distributions: readDistributions(context),
    executeApiHosts: readExecuteApiHosts(context),
    schedules: readSchedules(context),
    outputs: readOutputs(stacks, notices),
    notices: notices.all(),
  };
}

function byType(resources: readonly ResolvedResource[]): ReaderContext['ofType'] {
  const groups = groupBy(resources, ({ type }) => type);
  return (...types) => types.flatMap((type) => groups.get(type) ?? []);
}

/** The whole is where its first API is, for a model has one region only. */
function place(
  stacks: readonly Stack[],
  resources: readonly ResolvedResource[],
  defaults: { readonly region: string; readonly account: string },
): Pick<CloudModel, 'region' | 'account' | 'partition'> {
  const api = resources.find(({ type }) => type === 'AWS::ApiGateway::RestApi' || type === 'AWS::ApiGatewayV2::Api');
  const { region, account } = api?.stack ?? stacks[0] ?? defaults;
  const { partition } = environmentFor(region, account);
  return { region, account, partition };
}

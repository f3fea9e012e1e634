import assert from 'node:assert/strict';
import { type GatewaySpec, type Route, route } from '../../lib/spec/index.js';
import { expectAnswer } from '../call.js';
import type { Report } from '../report.js';
import type { CdkCommand, Outputs } from './cdk-command.js';
import type { ControlPlane } from './control-plane.js';

const NAME = 'bookshop-parts';
const PARTS = { catalogue: ['/books', '/search'], partners: ['/feeds'] };

/** Where parts are deployed, and by what. */
interface PartsDeployment {
  readonly cdk: CdkCommand;
  readonly control: ControlPlane;
  /** @returns the address of an API's stage `live` */
  readonly addressOf: (restApiId: string) => string;
  /** Synthesizes a spec into a folder of this name. */
  readonly assemblyOf: (spec: GatewaySpec, name: string) => string;
}

/** The bookshop on REST in three stacks: deployed, called, changed and destroyed. */
export async function deployParts(spec: GatewaySpec, to: PartsDeployment, { attempt }: Report): Promise<void> {
  const parts: GatewaySpec = { ...spec, name: NAME, split: { parts: PARTS } };
  const before = to.assemblyOf(parts, 'parts');
  const outputs = await attempt('cdk deploy of the bookshop in parts', () => to.cdk.deployAll(before));
  if (!outputs) return;
  const apis = apisOf(outputs);
  const planId = outputs[NAME]?.UsagePlanGoldId ?? '';
  const key = (await to.control.issueKey('every part', planId)).value;
  await attempt('in parts, each API answers for its own paths and for no others', async () => {
    await expectAnswer(`${to.addressOf(apis.catalogue)}/books`, {}, 200);
    await expectAnswer(`${to.addressOf(apis.own)}/books`, {}, 403);
    await expectAnswer(`${to.addressOf(apis.own)}/health`, {}, 200);
    await expectAnswer(`${to.addressOf(apis.partners)}/health`, {}, 403);
  });
  await attempt('in parts, one usage plan is over the stages of all APIs', async () => {
    const { apiStages } = (await to.control.describeUsagePlan(planId)) as { apiStages: { apiId: string }[] };
    assert.deepEqual(apiStages.map(({ apiId }) => apiId).sort(), Object.values(apis).sort());
  });
  await attempt('in parts, the authorizer of the gateway is asked by the APIs of its parts', async () => {
    await expectAnswer(`${to.addressOf(apis.partners)}/feeds/a`, { method: 'PUT', body: {} }, 401);
    await expectAnswer(`${to.addressOf(apis.own)}/orders`, { method: 'POST', body: {} }, 401);
  });
  await attempt('in parts, a key opens the API of a part', async () => {
    await expectAnswer(`${to.addressOf(apis.partners)}/feeds/a`, {}, 403);
    await expectAnswer(`${to.addressOf(apis.partners)}/feeds/a`, keyed(key), 200);
  });
  const deployed = await deploymentsOf(apis, to.control);
  const after = to.assemblyOf({ ...parts, routes: [...parts.routes, listOfFeeds(parts)] }, 'parts-after');
  await attempt('in parts, a route that comes to one is live, and no other part is deployed anew', async () => {
    const next = apisOf(await to.cdk.deployAll(after));
    await expectAnswer(`${to.addressOf(next.partners)}/feeds`, {}, 403);
    await expectAnswer(`${to.addressOf(next.partners)}/feeds`, keyed(key), 200);
    await expectAnswer(`${to.addressOf(next.catalogue)}/books`, {}, 200);
    const { partners, ...others } = await deploymentsOf(next, to.control);
    assert.notEqual(partners, deployed.partners);
    assert.deepEqual(others, { own: deployed.own, catalogue: deployed.catalogue });
  });
  await attempt('cdk destroy of the bookshop in parts leaves no API', async () => {
    await to.cdk.destroyAll(after);
    assert.deepEqual(await to.control.restApiIds(), []);
  });
}

const keyed = (key: string) => ({ headers: { 'x-api-key': key } });

type Apis = Readonly<Record<'own' | 'catalogue' | 'partners', string>>;

/** Ids of the APIs: outputs have the addresses of those of parts. */
function apisOf({ [NAME]: stack = {} }: Outputs): Apis {
  const idIn = (output: string) => /\/\/(\w+)\.execute-api\./.exec(stack[output] ?? '')?.[1] ?? assert.fail(output);
  return { own: idIn('RestApiUrl'), catalogue: idIn('RestApiCatalogueUrl'), partners: idIn('RestApiPartnersUrl') };
}

async function deploymentsOf(apis: Apis, { deploymentOf }: ControlPlane): Promise<Apis> {
  const [own, catalogue, partners] = [apis.own, apis.catalogue, apis.partners].map((api) => deploymentOf(api, 'live'));
  return { own: (await own) ?? '', catalogue: (await catalogue) ?? '', partners: (await partners) ?? '' };
}

/** In a part without functions: see `not-shown.ts`. */
function listOfFeeds({ routes }: GatewaySpec): Route {
  const { auth, to } =
    (routes as readonly Route[]).find(({ pattern }) => pattern === 'GET /feeds/{path+}') ??
    assert.fail('the bookshop has a feed');
  return route('GET /feeds', { auth, to } as never) as unknown as Route;
}

import { oneLine } from '../../errors/one-line.js';
import { KeyRequestError } from '../../keys/key-request-error.js';
import type { MeterSecret } from '../../keys/meter-secret.js';
import type { KeyPlan } from '../../keys/usage-plan.js';
import { type Connection, type ConnectionOptions, connect } from '../clients.js';
import { type FoundGateway, findGateways } from '../find-gateways.js';
import { getUsagePlan } from '../usage-plans.js';

/** A gateway in one region. */
export interface RegionGateway {
  readonly aws: Connection;
  readonly region: string;
  readonly name: string;
  readonly stack: string;
  readonly stackArn: string;
  readonly meters: readonly MeterSecret[];
  readonly plans: readonly KeyPlan[];
  /** Plans that the stack's outputs name and that are gone. */
  readonly missingPlanIds: readonly string[];
}

/** The same gateway in every region that a command works on; one at least. */
export type GatewaySet = readonly [RegionGateway, ...RegionGateway[]];

export function connectionsOf(gateways: GatewaySet): readonly Connection[] {
  return gateways.map(({ aws }) => aws);
}

export interface GatewayQuery extends Omit<ConnectionOptions, 'region'> {
  readonly stack?: string | undefined;
  readonly gateway?: string | undefined;
  /** @default the one that the environment names */
  readonly regions?: readonly string[] | undefined;
}

/**
 * Finds a gateway by the outputs of its stack, in each region.
 *
 * @throws KeyRequestError with those that there are, where none fits or several do; AwsCallError
 */
export async function openGateways(query: GatewayQuery): Promise<GatewaySet> {
  const [first, ...others] = query.regions?.length ? query.regions : [undefined];
  const opened = await openIn(first, query);
  const rest: RegionGateway[] = [];
  for (const region of others) rest.push(await openIn(region, { ...query, gateway: opened.name }));
  return [opened, ...rest];
}

async function openIn(region: string | undefined, query: GatewayQuery): Promise<RegionGateway> {
  const { endpoint, isOwnGateway, ownCredentials, timing } = query;
  const aws = await connect({ region, endpoint, isOwnGateway, ownCredentials, timing });
  const found = await chooseGateway(aws, query);
  const plans: KeyPlan[] = [];
  const missingPlanIds: string[] = [];
  for (const id of found.planIds) {
    const plan = await getUsagePlan(aws, id, found.name);
    if (plan) plans.push(plan);
    else missingPlanIds.push(id);
  }
  return {
    aws,
    region: aws.region,
    name: found.name,
    stack: found.stack,
    stackArn: found.stackArn,
    meters: found.meters,
    plans,
    missingPlanIds,
  };
}

async function chooseGateway(aws: Connection, { stack, gateway }: GatewayQuery): Promise<FoundGateway> {
  const inStack = await findGateways(aws, stack);
  const fitting = inStack.filter((one) => gateway === undefined || one.name === gateway);
  const [only] = fitting;
  if (fitting.length === 1 && only) return only;
  const all = fitting.length > 0 || stack === undefined ? inStack : await findGateways(aws).catch(() => []);
  throw new KeyRequestError(
    whyNone({ stack, gateway }, fitting.length > 0 ? fitting : all, fitting.length, aws.region),
  );
}

function whyNone(
  { stack, gateway }: GatewayQuery,
  listed: readonly FoundGateway[],
  fitting: number,
  region: string,
): string {
  const wanted = [gateway && `gateway ${oneLine(gateway)}`, stack && `stack ${oneLine(stack)} with a gateway`];
  const what = wanted.filter(Boolean).join(' in a ') || 'gateway';
  const list = listed.map((one) => `  ${one.name}  in stack ${one.stack}`).join('\n');
  if (fitting > 1) return `there are ${fitting} gateways in ${region}; name one with --stack or --gateway\n${list}`;
  return listed.length > 0
    ? `there is no ${what} in ${region}; there are\n${list}`
    : `there is no ${what} in ${region}, nor any other; deploy one first, or name another --region`;
}

/** @throws KeyRequestError with the plans that there are */
export function planNamed({ plans, name, region }: RegionGateway, wanted: string): KeyPlan {
  const plan = plans.find((one) => one.name === wanted);
  if (plan) return plan;
  const names = plans.map((one) => one.name).join(', ') || 'none';
  throw new KeyRequestError(`gateway ${name} has no plan ${oneLine(wanted)} in ${region}; it has: ${names}`);
}

import { randomUUID } from 'node:crypto';
import { KeyRequestError } from '../../keys/key-request-error.js';
import type { ApiKey } from '../api-keys.js';
import { findByRequest } from '../api-keys.js';
import { putOnPlan } from '../usage-plans.js';
import { holdGateways } from './hold-gateways.js';
import { type KeyPlace, type KeyToMake, makeKey } from './make-key.js';
import { type GatewaySet, planNamed } from './region-gateway.js';

export interface IssueRequest {
  readonly owner: string;
  readonly plan: string;
  readonly name: string;
  readonly description?: string | undefined;
  /** An ISO 8601 instant. */
  readonly expires?: string | undefined;
  readonly request: string;
  readonly value: string;
  /** The meter whose tenant the key counts. */
  readonly meter?: string | undefined;
}

export type IssueOutcome =
  | { readonly kind: 'issued'; readonly places: readonly KeyPlace[] }
  /** The same request has made the key before; its value was shown then. */
  | { readonly kind: 'was-issued'; readonly places: readonly KeyPlace[]; readonly atMs: number | undefined };

/** Issues a key in every region, or in none. The request is nobody else's. */
export async function issueKey(gateways: GatewaySet, request: IssueRequest): Promise<IssueOutcome> {
  return { kind: 'issued', places: await makeKey(gateways, keyToMake(gateways, request)) };
}

function keyToMake([{ name: gateway }]: GatewaySet, request: IssueRequest): KeyToMake {
  const { owner, plan, name, description, expires, value, meter } = request;
  const record = {
    gateway,
    plan,
    owner,
    request: request.request,
    ...(expires && { expires }),
    ...(meter && { meter }),
  };
  return { name, description, value, plan, record };
}

/**
 * Issues a key once for a request that may be made twice, also at the same time.
 *
 * @param run tells this run's key from those of others
 * @throws KeyRequestError where the request has made a different key before
 */
export async function issueOnce(
  gateways: GatewaySet,
  request: IssueRequest,
  onWait?: () => void,
  run: string = randomUUID(),
): Promise<IssueOutcome> {
  for (const one of gateways) planNamed(one, request.plan);
  return holdGateways(gateways, { subject: `request ${request.request}`, onWait }, async (held) => {
    const former = await formerOutcome(held, request);
    if (former) return former;
    const { record, ...key } = keyToMake(held, request);
    return { kind: 'issued', places: await makeKey(held, { ...key, record: { ...record, run } }, gateways) };
  });
}

async function formerOutcome(gateways: GatewaySet, request: IssueRequest): Promise<IssueOutcome | undefined> {
  const found: { readonly place: KeyPlace; readonly key: ApiKey }[] = [];
  for (const { aws, name, region } of gateways) {
    const key = await findByRequest(aws, name, request.request);
    if (key) found.push({ place: { region, keyId: key.id }, key });
  }
  const [first] = found;
  if (!first) return undefined;
  const places = found.map(({ place }) => place);
  refuseOther(request, first.key, places);
  refuseHalf(gateways, request, places);
  // It may have been killed between making the key and putting it on the plan.
  for (const gateway of gateways) {
    const place = places.find(({ region }) => region === gateway.region);
    if (place) await putOnPlan(gateway.aws, planNamed(gateway, request.plan).id, place.keyId);
  }
  return { kind: 'was-issued', places, atMs: first.key.createdAtMs };
}

function refuseOther(request: IssueRequest, { id, record }: ApiKey, places: readonly KeyPlace[]): void {
  if (record.owner === request.owner && record.plan === request.plan) return;
  if (request.meter !== undefined)
    throw new KeyRequestError(
      `this tenant has key ${id} in ${places[0]?.region} already, for ${record.owner} on plan ${record.plan}; move it with: gatewright keys move ${id} --plan ${request.plan}`,
    );
  throw new KeyRequestError(
    `request ${request.request} has made key ${id} in ${places[0]?.region}, for ${record.owner} on plan ${record.plan}; give this one another --request-id`,
  );
}

/** The value is known to nobody, so that the missing regions cannot get it; of a tenant it can be made again. */
function refuseHalf(gateways: GatewaySet, { request, meter }: IssueRequest, places: readonly KeyPlace[]): void {
  if (places.length === gateways.length) return;
  const there = places.map(({ region, keyId }) => `${keyId} in ${region}`).join(', ');
  const missing = gateways.map(({ region }) => region).filter((region) => places.every((one) => one.region !== region));
  if (meter !== undefined)
    throw new KeyRequestError(
      `this tenant has ${there}, and none in ${missing.join(', ')}; revoke it and issue it anew`,
    );
  throw new KeyRequestError(
    `request ${request} has made ${there}, and none in ${missing.join(', ')}; its value is not known any more, so revoke it and issue anew, or take another --request-id`,
  );
}

import type { BehaviorModel } from '../../model/distribution.js';
import { giveUp } from '../../server/send-parts.js';
import type { EdgeRequest, EdgeResponse } from '../edge-message.js';
import { cacheKey } from './cache-key.js';
import { confirmedHeaders, revalidating } from './conditional.js';
import { lifetimeOf } from './lifetime.js';
import type { ObjectCache } from './object-cache.js';
import { answerFrom, type StoredObject, storedObject } from './stored-object.js';

export interface ObjectWorld {
  readonly cache: ObjectCache;
  readonly nowMs: () => number;
  readonly errorMinTtlSeconds: (status: number) => number;
  /** In lower case. */
  readonly tagHeader: string | undefined;
}

/** One object of a behavior, and how its origin is asked for it. Never throws. */
export interface ObjectSource {
  readonly behavior: BehaviorModel;
  readonly ask: (request: EdgeRequest) => Promise<EdgeResponse>;
}

type Outcome =
  | { readonly kind: 'object'; readonly object: StoredObject; readonly response: EdgeResponse }
  /** Nobody else may have it. */
  | { readonly kind: 'passed'; readonly response: EdgeResponse };

interface Lookup extends ObjectSource {
  readonly request: EdgeRequest;
  readonly key: string;
  readonly address: string;
  readonly found: StoredObject | undefined;
}

/**
 * Answers from the cache, or from the origin through it: what is fresh at once, what is stale while it is asked for anew
 * as far as the origin allows that, and for one object one question to the origin at a time.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html#stale-content
 */
export function createObjectServer(world: ObjectWorld) {
  const flights = new Map<string, Promise<Outcome>>();

  function lookUp(request: EdgeRequest, source: ObjectSource): Lookup {
    const { text: key, address } = cacheKey(request, source.behavior.cachePolicy);
    const whole = request.method === 'HEAD' && cacheKey({ ...request, method: 'GET' }, source.behavior.cachePolicy);
    const found = (whole ? world.cache.get(whole.text) : undefined) ?? world.cache.get(key);
    return { ...source, request, key, address, found };
  }

  function share(lookup: Lookup): Promise<Outcome> {
    const flight = refresh(world, lookup).finally(() => flights.delete(lookup.key));
    flights.set(lookup.key, flight);
    return flight;
  }

  async function refreshed(lookup: Lookup): Promise<EdgeResponse> {
    const { behavior, request, key } = lookup;
    // Nothing but errors is kept, so there is nothing to wait for.
    if (behavior.cachePolicy.maxTtlSeconds === 0) return passing(world, lookup, await lookup.ask(request));
    const underWay = flights.get(key);
    if (underWay === undefined) return (await share(lookup)).response;
    const outcome = await underWay;
    if (outcome.kind === 'object') return answerFrom(outcome.object, 'Hit', world.nowMs());
    return (await refresh(world, lookup)).response;
  }

  return async (request: EdgeRequest, source: ObjectSource): Promise<EdgeResponse> => {
    if (!isCached(source.behavior, request.method)) return source.ask(request);
    const lookup = lookUp(request, source);
    const { found, key } = lookup;
    const now = world.nowMs();
    if (found === undefined) return refreshed(lookup);
    const isServedStale = now < found.revalidatedUntilMs;
    const isQuiet = now < found.quietUntilMs;
    if (now >= found.freshUntilMs && isServedStale && !isQuiet && !flights.has(key)) {
      void share(lookup).then(dropParts, () => {});
    }
    if (isServedStale || isQuiet) return answerFrom(found, 'Hit', now);
    return refreshed(lookup);
  };
}

const isCached = ({ cachedMethods }: BehaviorModel, method: string): boolean =>
  cachedMethods.includes(method) && ['GET', 'HEAD', 'OPTIONS'].includes(method);

/** Nobody is there to take what came in the background. */
function dropParts(outcome: Outcome): void {
  if (outcome.kind === 'passed' && outcome.response.parts) void giveUp(outcome.response.parts);
}

/** Asks the origin for an object, or whether the stored one still holds. */
async function refresh(world: ObjectWorld, lookup: Lookup): Promise<Outcome> {
  const { found, key } = lookup;
  const askedAtMs = world.nowMs();
  const good = found !== undefined && found.status < 400 ? found : undefined;
  const response = await lookup.ask(revalidating(lookup.request, good));
  if (good !== undefined && response.status === 304) return confirm(world, lookup, good, response, askedAtMs);
  if (good !== undefined && response.status >= 500 && askedAtMs < good.usableUntilMs) {
    if (response.parts) void giveUp(response.parts);
    const quietMs = world.errorMinTtlSeconds(response.status) * 1000;
    world.cache.put(key, { ...good, quietUntilMs: world.nowMs() + quietMs }, askedAtMs);
    return { kind: 'object', object: good, response: answerFrom(good, 'RefreshHit', world.nowMs()) };
  }
  return keep(world, lookup, response, askedAtMs) ?? { kind: 'passed', response };
}

function confirm(
  world: ObjectWorld,
  lookup: Lookup,
  stored: StoredObject,
  confirmation: EdgeResponse,
  askedAtMs: number,
): Outcome {
  const headers = confirmedHeaders(stored.headers, confirmation.headers);
  const { hasAccessLine } = confirmation;
  const response: EdgeResponse = { ...stored, headers, source: 'RefreshHit', ...(hasAccessLine && { hasAccessLine }) };
  return keep(world, lookup, response, askedAtMs) ?? { kind: 'passed', response };
}

/** Keeps what may be kept; what was there before goes either way. */
function keep(world: ObjectWorld, lookup: Lookup, response: EdgeResponse, askedAtMs: number): Outcome | undefined {
  const { behavior, key, address } = lookup;
  const nowMs = world.nowMs();
  const lifetime = response.parts ? undefined : lifetimeOf(response, behavior, world.errorMinTtlSeconds, nowMs);
  if (lifetime === undefined || response.status === 304) {
    world.cache.remove(key);
    return undefined;
  }
  const object = storedObject(response, { address, lifetime, tagHeader: world.tagHeader, nowMs });
  const isKept = world.cache.put(key, object, askedAtMs);
  // What lasts no time at all is for who asked.
  return isKept && lifetime.freshMs > 0 ? { kind: 'object', object, response } : undefined;
}

function passing(world: ObjectWorld, lookup: Lookup, response: EdgeResponse): EdgeResponse {
  if (response.status >= 400) keep(world, lookup, response, world.nowMs());
  return response;
}

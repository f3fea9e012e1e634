import { partitionOf } from '../../lib/aws/api-keys.js';
import { callAws } from '../../lib/aws/call-aws.js';
import { CONTROL_PLANE, createPace } from '../../lib/aws/pace.js';
import { PAGE_LIMIT, pages } from '../../lib/aws/pages.js';
import type { Timing } from '../../lib/aws/timing.js';
import type { Tags } from '../../lib/keys/key-tags.js';
import type { DailyUse } from '../../lib/keys/key-usage.js';
import { NOTIFIED_TAG, type Notified, notifiedTagOf } from '../../lib/keys/notified-tag.js';
import type { KeeperEvent } from './keeper-event.js';
import type { ListedKey } from './kept-key.js';
import type { SignedSend } from './signed-send.js';

/** One day of a key on a plan. */
export interface UsedKey {
  readonly keyId: string;
  readonly days: readonly DailyUse[];
}

/** What the keeper asks of AWS in its region. Each call is paced, and repeated where that is safe. */
export interface ControlPlane {
  readonly region: string;
  /** Keys of the whole account, 500 a page, without their values. */
  readonly keys: () => AsyncGenerator<readonly ListedKey[]>;
  readonly disable: (keyId: string) => Promise<void>;
  readonly remember: (keyId: string, notified: Notified) => Promise<void>;
  /** @param from `2026-11-01`, as `to`, which is included */
  readonly usage: (planId: string, from: string, to: string) => AsyncGenerator<readonly UsedKey[]>;
  /** Ten at most. Answers, for each, why the bus did not take it; undefined where it did. */
  readonly tell: (events: readonly KeeperEvent[]) => Promise<readonly (string | undefined)[]>;
}

/** API Gateway answers HAL to whoever does not say this. */
const REST_JSON = { accept: 'application/json', 'content-type': 'application/json' };

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
const PUT_EVENTS = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'AWSEvents.PutEvents' };

/**
 * The calls that the keeper makes, in half of what the account's control plane takes: deployments and people need it too.
 *
 * https://docs.aws.amazon.com/apigateway/latest/api/API_Operations.html
 */
export function controlPlane(send: SignedSend, region: string, timing: Timing): ControlPlane {
  const pace = createPace(CONTROL_PLANE.callsPerSecond / 2, 1, timing);
  const called = (action: string) => ({ action, region, endpoint: undefined });

  function apiGateway(action: string, method: 'GET' | 'PATCH' | 'PUT', path: string, body?: unknown) {
    const paced = async () => {
      await pace();
      return send({ service: 'apigateway', method, path, headers: REST_JSON, body });
    };
    return callAws(called(action), paced, timing);
  }

  return {
    region,
    keys: () =>
      pages(async (position) => {
        const query = queryOf({ includeValues: 'false', position });
        const page = (await apiGateway('GetApiKeys', 'GET', `/apikeys?${query}`)) as KeyPage;
        return { items: (page.item ?? []).map(listedKey), position: page.position };
      }),
    disable: async (keyId) => {
      const patchOperations = [{ op: 'replace', path: '/enabled', value: 'false' }];
      await apiGateway('UpdateApiKey', 'PATCH', `/apikeys/${encodeURIComponent(keyId)}`, { patchOperations });
    },
    remember: async (keyId, notified) => {
      const tags = { [NOTIFIED_TAG]: notifiedTagOf(notified) };
      await apiGateway('TagResource', 'PUT', `/tags/${encodeURIComponent(keyArn(region, keyId))}`, { tags });
    },
    usage: (planId, from, to) =>
      pages(async (position) => {
        const query = queryOf({ startDate: from, endDate: to, position });
        const page = (await apiGateway('GetUsage', 'GET', `/usageplans/${planId}/usage?${query}`)) as UsagePage;
        return { items: Object.entries(page.values ?? {}).map(usedKey), position: page.position };
      }),
    tell: async (events) => {
      const body = { Entries: events.map(entryOf) };
      const put = () => send({ service: 'events', method: 'POST', path: '/', headers: PUT_EVENTS, body });
      const { Entries = [] } = (await callAws(called('PutEvents'), put, timing)) as PutAnswer;
      return events.map((_, at) => Entries[at]?.ErrorCode);
    },
  };
}

interface KeyPage {
  readonly item?: readonly { readonly id: string; readonly enabled?: boolean; readonly tags?: Tags }[];
  readonly position?: string;
}

interface UsagePage {
  /** Day by day: requests made, requests left. */
  readonly values?: Readonly<Record<string, readonly (readonly number[])[]>>;
  readonly position?: string;
}

interface PutAnswer {
  readonly Entries?: readonly { readonly ErrorCode?: string }[];
}

function queryOf(fields: Readonly<Record<string, string | undefined>>): URLSearchParams {
  const query = new URLSearchParams({ limit: `${PAGE_LIMIT}` });
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) query.set(name, value);
  return query;
}

function listedKey({ id, enabled, tags }: NonNullable<KeyPage['item']>[number]): ListedKey {
  return { id, enabled: enabled === true, tags: tags ?? {} };
}

function usedKey([keyId, log]: readonly [string, readonly (readonly number[])[]]): UsedKey {
  return { keyId, days: log.map(([used = 0, remaining = 0]) => ({ used, remaining })) };
}

function keyArn(region: string, keyId: string): string {
  return `arn:${partitionOf(region)}:apigateway:${region}::/apikeys/${keyId}`;
}

function entryOf({ kind, detail }: KeeperEvent) {
  return { Source: 'gatewright.keys', DetailType: kind, Detail: JSON.stringify(detail) };
}

import type { HeaderPair, OriginModel } from '../../model/distribution.js';
import { isRecord } from './function-values.js';

type Overrides = Partial<
  Pick<OriginModel, 'domainName' | 'path' | 'customHeaders' | 'protocol' | 'port' | 'responseTimeoutMs'>
>;

/** What a viewer-request function has made of the origin. */
export type OriginChange =
  | { readonly kind: 'select'; readonly id: string; readonly overrides: Overrides }
  | { readonly kind: 'update'; readonly origin: Overrides }
  /** The second is asked where the first fails. */
  | { readonly kind: 'group'; readonly members: readonly GroupMember[]; readonly failoverStatuses: readonly number[] };

export interface GroupMember {
  readonly id: string;
  readonly overrides: Overrides;
}

/**
 * Reads what the function gave to `cf.selectRequestOriginById`, `cf.updateRequestOrigin` or `cf.createRequestOriginGroup`.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/helper-functions-origin-modification.html
 */
export function readOriginChange(value: unknown): OriginChange | undefined {
  if (!isRecord(value)) return undefined;
  if (value.kind === 'update') return { kind: 'update', origin: readOverrides(value.settings) };
  if (value.kind === 'group') return readGroup(value.settings);
  const overrides = isRecord(value.settings) ? readOverrides(value.settings.originOverrides) : {};
  return { kind: 'select', id: String(value.id), overrides };
}

/** Its shape has been looked at in the function's realm: what is not right makes the function fail. */
function readGroup(settings: unknown): OriginChange | undefined {
  if (!isRecord(settings) || !isRecord(settings.failoverCriteria)) return undefined;
  const { originIds, failoverCriteria } = settings;
  const [members, statuses] = [listOf(originIds), listOf(failoverCriteria.statusCodes)];
  return {
    kind: 'group',
    members: members.filter(isRecord).map(({ originId, originOverrides }) => ({
      id: String(originId),
      overrides: readOverrides(originOverrides),
    })),
    failoverStatuses: statuses.map(Number),
  };
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function readOverrides(settings: unknown): Overrides {
  if (!isRecord(settings)) return {};
  const { domainName, originPath, customHeaders, customOriginConfig, timeouts } = settings;
  const custom = isRecord(customOriginConfig) ? customOriginConfig : {};
  const seconds = isRecord(timeouts) ? timeouts.readTimeout : undefined;
  return {
    ...(typeof domainName === 'string' && { domainName: domainName.toLowerCase() }),
    ...(typeof originPath === 'string' && { path: originPath.replace(/\/+$/, '') }),
    ...(isRecord(customHeaders) && { customHeaders: pairs(customHeaders) }),
    ...((custom.protocol === 'http' || custom.protocol === 'https') && { protocol: custom.protocol }),
    ...(typeof custom.port === 'number' && { port: custom.port }),
    ...(typeof seconds === 'number' && { responseTimeoutMs: seconds * 1000 }),
  };
}

const pairs = (headers: Readonly<Record<string, unknown>>): HeaderPair[] =>
  Object.entries(headers).map(([name, value]) => [name, String(value)]);

import type { HeaderPair, OriginModel } from '../../model/distribution.js';
import { isRecord } from './function-values.js';

type Overrides = Partial<
  Pick<OriginModel, 'domainName' | 'path' | 'customHeaders' | 'protocol' | 'port' | 'responseTimeoutMs'>
>;

/** What a viewer-request function has made of the origin. */
export type OriginChange =
  | { readonly kind: 'select'; readonly id: string; readonly overrides: Overrides }
  | { readonly kind: 'update'; readonly origin: Overrides };

/**
 * Reads what the function gave to `cf.selectRequestOriginById` or `cf.updateRequestOrigin`.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/helper-functions-origin-modification.html
 */
export function readOriginChange(value: unknown): OriginChange | undefined {
  if (!isRecord(value)) return undefined;
  if (value.kind === 'update') return { kind: 'update', origin: readOverrides(value.settings) };
  const overrides = isRecord(value.settings) ? readOverrides(value.settings.originOverrides) : {};
  return { kind: 'select', id: String(value.id), overrides };
}

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

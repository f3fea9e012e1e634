import type { AccessLogModel, Throttle } from '../model/cloud.js';
import { type Properties, UNRESOLVED_TEXT } from './properties.js';

/** What holds for all of an account's APIs in a region. https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const ACCOUNT: Throttle = { ratePerSecond: 10_000, burst: 5000 };

/** Undefined where no limit is set; the limit that is missing is the account's. A negative one means none. */
export function readThrottle(settings: Properties, rateKey: string, burstKey: string): Throttle | undefined {
  const rate = limitOf(settings, rateKey);
  const burst = limitOf(settings, burstKey);
  if (rate === undefined && burst === undefined) return undefined;
  return { ratePerSecond: rate ?? ACCOUNT.ratePerSecond, burst: burst ?? ACCOUNT.burst };
}

function limitOf(settings: Properties, key: string): number | undefined {
  const limit = settings.number(key);
  return limit === undefined || limit < 0 ? undefined : limit;
}

/** The log is written locally as well where its destination cannot be known. */
export function readAccessLog(setting: Properties): AccessLogModel | undefined {
  const format = setting.string('Format');
  if (format === undefined) return undefined;
  return { format, destinationArn: setting.string('DestinationArn') ?? UNRESOLVED_TEXT };
}

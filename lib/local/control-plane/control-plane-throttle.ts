import { tokenBucket } from '../limits/token-bucket.js';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html: fixed, for an account and Region. */
const PER_SECOND: Readonly<Record<string, number>> = { CreateApiKey: 5, DeleteApiKey: 5 };
const TOTAL = { ratePerSecond: 10, burst: 40 };

/** Answers whether an operation may be done now. */
export type ControlPlaneThrottle = (operation: string) => boolean;

/** The rates of API Gateway's own control plane. */
export function createControlPlaneThrottle(nowMs: () => number): ControlPlaneThrottle {
  const total = tokenBucket(TOTAL.ratePerSecond, TOTAL.burst, nowMs());
  const own = new Map(Object.entries(PER_SECOND).map(([name, rate]) => [name, tokenBucket(rate, rate, nowMs())]));
  return (operation) => own.get(operation)?.take(nowMs()).taken !== false && total.take(nowMs()).taken;
}

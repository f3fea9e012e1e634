import { createHash, timingSafeEqual } from 'node:crypto';
import type { Services } from '../parts.js';
import { forbidden, unavailable } from '../refusal.js';
import { getSecretValue } from '../secrets/get-secret-value.js';
import { originSecrets } from './origin-secrets.js';

/** Lets calls pass that carry what only the edge knows. @param values of its header. @throws Refusal */
export type CheckOrigin = (values: readonly string[]) => Promise<void>;

/** A rotation waits for longer than this until the edge sends another secret: `SETTLE_SECONDS` of the origin keeper. */
const KEPT_SECONDS = 60;

/** After a value that nobody knows the secrets are read again, so often and no oftener: callers could make us. */
const UNKNOWN_COOL_DOWN_MS = 5_000;

/**
 * Holds requests against the secret that the edge sends. Whoever brings a known value never waits for one who does not.
 *
 * @throws Error where the function is not told which secret it is
 */
export function checkOrigins(services: Services): CheckOrigin {
  const id = services.environment.GATEWRIGHT_ORIGIN_SECRET;
  if (!id) throw new Error('GATEWRIGHT_ORIGIN_SECRET is missing');
  const keptMs = Number(services.environment.GATEWRIGHT_ORIGIN_KEPT_SECONDS ?? KEPT_SECONDS) * 1_000;
  const secrets = originSecrets(getSecretValue(services), id, services.nowMs);
  return async ([value, ...more]) => {
    if (!value || more.length > 0) throw forbidden('origin-no-secret');
    if (isOneOf(value, await secrets.atMost(keptMs))) return;
    if (isOneOf(value, await secrets.atMost(Math.min(keptMs, UNKNOWN_COOL_DOWN_MS)))) return;
    throw forbidden('origin-wrong-secret');
  };
}

/** Takes as long whichever it is, and none too: a comparison of digests tells nothing of how much was right. */
function isOneOf(value: string, known: readonly string[]): boolean {
  if (known.length === 0) throw unavailable('origin-secret-without-value');
  const digest = digestOf(value);
  return known.filter((one) => timingSafeEqual(digestOf(one), digest)).length > 0;
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

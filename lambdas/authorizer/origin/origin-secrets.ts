import { Refusal } from '../refusal.js';
import { type GetSecretValue, SECRET_MISSING, type SecretStage } from '../secrets/get-secret-value.js';

/** After a failed read there is none for this long. */
const FAILURE_COOL_DOWN_MS = 2_000;

/** What the edge may send: during a rotation and after it, two of these differ. */
const STAGES: readonly SecretStage[] = ['AWSCURRENT', 'AWSPENDING', 'AWSPREVIOUS'];

/** The values of the stages. Where they cannot be read those last known stay; without any it throws. */
export interface OriginSecrets {
  /** Read within the last `ageMs`. @throws Refusal */
  readonly atMost: (ageMs: number) => Promise<readonly string[]>;
}

export function originSecrets(getSecretValue: GetSecretValue, id: string, nowMs: () => number): OriginSecrets {
  let values: readonly string[] | undefined;
  let readAtMs = Number.NEGATIVE_INFINITY;
  let failed: { readonly atMs: number; readonly error: unknown } | undefined;
  let reading: Promise<void> | undefined;

  async function read(): Promise<void> {
    const startedAtMs = nowMs();
    try {
      values = await valuesOf(getSecretValue, id);
      readAtMs = startedAtMs;
      failed = undefined;
    } catch (error) {
      failed = { atMs: startedAtMs, error };
    }
  }

  async function atMost(ageMs: number): Promise<readonly string[]> {
    const isFresh = nowMs() - readAtMs < ageMs;
    const isCooling = failed !== undefined && nowMs() - failed.atMs < FAILURE_COOL_DOWN_MS;
    if (!isFresh && !isCooling) {
      reading ??= read().finally(() => {
        reading = undefined;
      });
      await reading;
    }
    if (!values) throw failed?.error;
    return values;
  }

  return { atMost };
}

async function valuesOf(getSecretValue: GetSecretValue, id: string): Promise<readonly string[]> {
  const read = await Promise.all(STAGES.map((stage) => getSecretValue(id, stage).catch(absent)));
  return [...new Set(read.filter((value) => value !== undefined && value !== ''))] as readonly string[];
}

/** No secret has all stages at all times. */
function absent(error: unknown): undefined {
  if (error instanceof Refusal && error.reason === SECRET_MISSING) return undefined;
  throw error;
}

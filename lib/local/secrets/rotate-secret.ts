import type { InvokeFunction, InvokeResult } from '../model/engine.js';

export interface RotationServices {
  readonly invoke: InvokeFunction;
  readonly randomId: () => string;
  readonly warn: (line: string) => void;
  /** Between two attempts. @default 2_000 */
  readonly retryAfterMs?: number;
}

export interface RotationRun {
  readonly functionArn: string;
  readonly secretArn: string;
  /** The version that is to become current. */
  readonly token: string;
  readonly steps: readonly string[];
}

export const ROTATION_STEPS = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'];

const MOST_ATTEMPTS = 3;

/**
 * Calls a rotation function for each step, and from the first one again where one fails.
 *
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html
 */
export async function runRotation(run: RotationRun, services: RotationServices): Promise<void> {
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    const failure = await attemptSteps(run, services);
    if (failure === undefined) return;
    services.warn(`the rotation of ${run.secretArn} failed at ${failure} (attempt ${attempt} of ${MOST_ATTEMPTS})`);
    if (attempt < MOST_ATTEMPTS) await pause(services.retryAfterMs ?? 2_000);
  }
}

async function attemptSteps(run: RotationRun, services: RotationServices): Promise<string | undefined> {
  for (const Step of run.steps) {
    const event = { Step, SecretId: run.secretArn, ClientRequestToken: run.token };
    const result = await services.invoke(run.functionArn, event, { requestId: services.randomId() });
    if (result.kind !== 'success') return `${Step}: ${reasonOf(result)}`;
  }
  return undefined;
}

function reasonOf(result: Exclude<InvokeResult, { kind: 'success' }>): string {
  switch (result.kind) {
    case 'function-error':
      return result.errorMessage;
    case 'caller-timeout':
      return 'it took too long';
    case 'not-invocable':
      return result.reason;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}

import { vi } from 'vitest';
import { originKeeper } from '../../../lambdas/origin-keeper/handler.js';
import type { Step } from '../../../lambdas/origin-keeper/rotation-event.js';
import { ACL_ARN, HEADER, SECRET_ARN, TAG, TOKEN } from './stand-in.js';

export const STEPS: readonly Step[] = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'];

export interface Keeper {
  readonly step: (step: string, event?: object) => Promise<void>;
  /** All steps, as Secrets Manager calls them. */
  readonly rotate: () => Promise<void>;
  /** Every wait, in milliseconds. */
  readonly waits: readonly number[];
}

/** @param onWait what happens while it waits */
export function keeperAt(url: string, onWait: (ms: number) => void = () => {}): Keeper {
  vi.stubEnv('AWS_ENDPOINT_URL', url);
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'not-a-secret');
  vi.stubEnv('GATEWRIGHT_ORIGIN_SECRET', SECRET_ARN);
  vi.stubEnv('GATEWRIGHT_ORIGIN_TAG', TAG);
  vi.stubEnv('GATEWRIGHT_ORIGIN_WEB_ACL', ACL_ARN);
  const waits: number[] = [];
  const timing = {
    nowMs: () => 0,
    random: () => 0,
    sleep: async (ms: number) => {
      waits.push(ms);
      onWait(ms);
    },
  };
  const handler = originKeeper({ header: HEADER, tag: 'gatewright:origin' }, timing);
  const step: Keeper['step'] = (Step, event = {}) =>
    handler(
      { Step, SecretId: SECRET_ARN, ClientRequestToken: TOKEN, ...event },
      { getRemainingTimeInMillis: () => 900_000 },
    );
  return {
    step,
    waits,
    async rotate() {
      for (const each of STEPS) await step(each);
    },
  };
}

import type { Construct } from 'constructs';
import type { Plan } from '../plan/plan.js';
import { cdk } from './cdk.js';

/** What the plan warns of, where `cdk synth` and `cdk deploy` print it; each can be acknowledged by its code. */
export function annotateWarnings(scope: Construct, { warnings }: Plan): void {
  for (const { code, place, message, got, fix } of warnings) {
    cdk.Annotations.of(scope).addWarningV2(`gatewright:${code}:${place}`, `${message} (${place}: ${got}); ${fix}`);
  }
}

import { realTiming, type Timing } from '../../lib/aws/timing.js';
import type { OriginKeeperConfig } from '../../lib/plan/origin/origin-keeper-plan.js';
import { awsEnvironment } from './aws/aws-environment.js';
import { taggedDistributions } from './aws/distributions.js';
import { secretVersions } from './aws/secret-versions.js';
import { signedCall } from './aws/signed-call.js';
import { originAcl } from './aws/web-acl.js';
import { type Rotation, rotate } from './rotate.js';
import { readRotationEvent } from './rotation-event.js';

type Environment = Readonly<Record<string, string | undefined>>;
type Context = { getRemainingTimeInMillis(): number };

/** Authorizers read the secret again within 60 s, and a change of a web ACL takes up to a minute or two to be everywhere. */
const SETTLE_SECONDS = 150;

const POLL_MS = 10_000;

/** The last call of a step, and its retries. */
const RESERVE_MS = 60_000;

/** The Lambda handler that Secrets Manager calls for each step of a rotation. */
export function originKeeper(
  config: OriginKeeperConfig,
  timing: Timing = realTiming,
): (event: unknown, context: Context) => Promise<void> {
  return async (event, context) => {
    const secretArn = required(process.env, 'GATEWRIGHT_ORIGIN_SECRET');
    const step = readRotationEvent(event, secretArn);
    await rotate(step, rotationOf(process.env, secretArn, config, { timing, context }));
  };
}

function rotationOf(
  environment: Environment,
  secretArn: string,
  { header, tag: key }: OriginKeeperConfig,
  { timing, context }: { readonly timing: Timing; readonly context: Context },
): Rotation {
  const call = signedCall(awsEnvironment(environment), timing);
  const aclArn = environment.GATEWRIGHT_ORIGIN_WEB_ACL;
  const tag = { key, value: required(environment, 'GATEWRIGHT_ORIGIN_TAG') };
  return {
    secret: secretVersions(call, secretArn),
    acl: aclArn ? originAcl(call, aclArn, header) : undefined,
    distributions: () => taggedDistributions(call, tag, header),
    settle: async () => {
      await timing.sleep(Number(environment.GATEWRIGHT_ORIGIN_SETTLE_SECONDS ?? SETTLE_SECONDS) * 1_000);
    },
    pause: async () => {
      if (context.getRemainingTimeInMillis() < RESERVE_MS + POLL_MS)
        throw new Error('CloudFront has not sent the new secret everywhere in time; the next attempt goes on');
      await timing.sleep(POLL_MS);
    },
    log: (line) => console.log(JSON.stringify(line)),
  };
}

function required(environment: Environment, name: string): string {
  const value = environment[name];
  if (!value) throw new Error(`${name} is missing`);
  return value;
}

import type { OriginDistribution } from './aws/distributions.js';
import type { SecretVersions } from './aws/secret-versions.js';
import type { OriginAcl } from './aws/web-acl.js';
import type { RotationEvent, Step } from './rotation-event.js';

/** What a rotation changes, and what it waits with. */
export interface Rotation {
  readonly secret: SecretVersions;
  /** Absent: the gateway has no REST API. */
  readonly acl: OriginAcl | undefined;
  readonly distributions: () => Promise<readonly OriginDistribution[]>;
  /** Until everything that asks for the secret has read its stages again. */
  readonly settle: () => Promise<void>;
  /** @throws Error where there is no time left */
  readonly pause: () => Promise<void>;
  readonly log: (line: { readonly message: string; readonly [field: string]: string }) => void;
}

const CHARACTERS = 64;

/**
 * One step of a rotation. At each moment the APIs accept what CloudFront sends: first they learn the new secret beside
 * the old one, then CloudFront sends it everywhere, and then the old one becomes the previous one, which they accept
 * until the next rotation. Each step finds what an earlier attempt has done, and goes on from there.
 *
 * @throws Error: Secrets Manager tries the rotation again, with the same version
 */
export async function rotate({ Step, ClientRequestToken: version }: RotationEvent, rotation: Rotation): Promise<void> {
  const stages = (await rotation.secret.stages()).get(version) ?? [];
  if (stages.includes('AWSCURRENT')) return rotation.log({ message: 'the version is current already', step: Step });
  if (!stages.includes('AWSPENDING')) throw new Error('the version is not pending');
  await STEPS[Step](version, rotation);
  rotation.log({ message: 'done', step: Step });
}

const STEPS = { createSecret, setSecret, testSecret, finishSecret } satisfies Record<
  Step,
  (version: string, rotation: Rotation) => Promise<void>
>;

async function createSecret(version: string, { secret }: Rotation): Promise<void> {
  if ((await pendingValue(version, secret)) === undefined) await secret.makeUp(version, CHARACTERS);
}

async function setSecret(version: string, rotation: Rotation): Promise<void> {
  const { acl, settle } = rotation;
  const { pending, current } = await bothValues(version, rotation);
  const distributions = await found(rotation);
  for (const each of distributions) {
    // A deployment may have left what nobody else will accept any more.
    const isKnown = (await each.sent()).every((sent) => sent === current || sent === pending);
    if (!isKnown) await sendEverywhere(each, current, rotation);
  }
  await acl?.accept([pending, current]);
  if (!(await allSend(distributions, pending))) {
    rotation.log({ message: 'waiting until the APIs know the new secret' });
    await settle();
  }
  for (const each of distributions) await sendEverywhere(each, pending, rotation);
}

/** Secrets Manager calls this one alone to try whether it can, with the current value or with none. */
async function testSecret(version: string, rotation: Rotation): Promise<void> {
  const pending = await pendingValue(version, rotation.secret);
  const current = await rotation.secret.value({ stage: 'AWSCURRENT' });
  if (pending === undefined || pending === current) return;
  await ensureSent(pending, rotation);
}

async function finishSecret(version: string, rotation: Rotation): Promise<void> {
  const { secret } = rotation;
  const { pending } = await bothValues(version, rotation);
  await ensureSent(pending, rotation);
  const current = [...(await secret.stages())].find(([, stages]) => stages.includes('AWSCURRENT'))?.[0];
  if (current === undefined) throw new Error('no version is current');
  if (current !== version) await secret.makeCurrent(version, current);
}

/** The old one stays accepted until all of CloudFront has ceased to send it. */
async function ensureSent(pending: string, rotation: Rotation): Promise<void> {
  const distributions = await found(rotation);
  if (!(await allSend(distributions, pending))) throw new Error('a distribution does not send the new secret');
  for (const each of distributions)
    if (!(await each.isDeployed())) throw new Error(`the distribution ${each.id} is not deployed`);
  const accepted = (await rotation.acl?.accepted()) ?? [pending];
  if (!accepted.includes(pending)) throw new Error('the web ACL does not accept the new secret');
}

async function sendEverywhere(distribution: OriginDistribution, value: string, rotation: Rotation): Promise<void> {
  await distribution.send(value);
  while (!(await distribution.isDeployed())) await rotation.pause();
}

async function allSend(distributions: readonly OriginDistribution[], value: string): Promise<boolean> {
  const sent = await Promise.all(distributions.map((each) => each.sent()));
  return sent.every((values) => values.length > 0 && values.every((one) => one === value));
}

async function found({ distributions }: Rotation): Promise<readonly OriginDistribution[]> {
  const all = await distributions();
  if (all.length === 0) throw new Error('no distribution has the tag of this gateway: deploy its edge');
  return all;
}

function pendingValue(version: string, secret: SecretVersions): Promise<string | undefined> {
  return secret.value({ stage: 'AWSPENDING', versionId: version });
}

async function bothValues(version: string, { secret }: Rotation): Promise<{ pending: string; current: string }> {
  const pending = await pendingValue(version, secret);
  const current = await secret.value({ stage: 'AWSCURRENT' });
  if (pending === undefined || current === undefined)
    throw new Error('the pending or the current version has no value');
  return { pending, current };
}

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
  const { pending, current } = await bothValues(version, rotation);
  const distributions = await found(rotation);
  const accept = accepting([pending, current], rotation);
  const send = (each: OriginDistribution, value: string) => sendEverywhere(each, value, { accept, ...rotation });
  for (const each of distributions) {
    // A deployment may have left what nobody else will accept any more.
    const isKnown = (await each.sent()).every((sent) => sent === current || sent === pending);
    if (!isKnown) await send(each, current);
  }
  await accept();
  if (!(await allSend(distributions, pending))) await settled(accept, rotation);
  for (const each of distributions) await send(each, pending);
}

/** Secrets Manager calls this one alone to try whether it can, with the current value or with none. */
async function testSecret(version: string, rotation: Rotation): Promise<void> {
  const pending = await pendingValue(version, rotation.secret);
  const current = await rotation.secret.value({ stage: 'AWSCURRENT' });
  if (pending === undefined || current === undefined || pending === current) return;
  await ensureSent({ pending, current }, rotation);
}

async function finishSecret(version: string, rotation: Rotation): Promise<void> {
  const { secret } = rotation;
  await ensureSent(await bothValues(version, rotation), rotation);
  const current = [...(await secret.stages())].find(([, stages]) => stages.includes('AWSCURRENT'))?.[0];
  if (current === undefined) throw new Error('no version is current');
  if (current !== version) await secret.makeCurrent(version, current);
}

/** Has the firewall take both, and answers whether it had to be changed. */
type Accept = () => Promise<boolean>;

function accepting(secrets: readonly [string, string], { acl }: Rotation): Accept {
  return async () => (await acl?.accept(secrets)) ?? false;
}

const MOST_SETTLINGS = 3;

/** A deployment during the wait puts the web ACL back to what its template says: then the wait begins again. */
async function settled(accept: Accept, { settle, log }: Rotation): Promise<void> {
  for (let attempt = 1; attempt <= MOST_SETTLINGS; attempt += 1) {
    log({ message: 'waiting until the APIs know the new secret' });
    await settle();
    if (!(await accept())) return;
    log({ message: 'somebody else had changed the web ACL' });
  }
  throw new Error('the web ACL is changed again and again; the next attempt goes on');
}

/** The old one stays accepted until all of CloudFront has ceased to send it. */
async function ensureSent(
  { pending, current }: { readonly pending: string; readonly current: string },
  rotation: Rotation,
): Promise<void> {
  const distributions = await found(rotation);
  // First: whatever else is wrong, callers are served.
  await accepting([pending, current], rotation)();
  if (!(await allSend(distributions, pending))) throw new Error('a distribution does not send the new secret');
  for (const each of distributions)
    if (!(await each.isDeployed())) throw new Error(`the distribution ${each.id} is not deployed`);
}

async function sendEverywhere(
  distribution: OriginDistribution,
  value: string,
  { pause, accept }: Pick<Rotation, 'pause'> & { readonly accept: Accept },
): Promise<void> {
  await distribution.send(value);
  while (!(await distribution.isDeployed())) {
    await pause();
    await accept();
  }
}

async function allSend(distributions: readonly OriginDistribution[], value: string): Promise<boolean> {
  const sent = await Promise.all(distributions.map((each) => each.sent()));
  return sent.every((values) => values.length > 0 && values.every((one) => one === value));
}

/** Those that send the header at all: a copy of the distribution has its tag too. Asked before any of them is changed. */
async function found({ distributions, log }: Rotation): Promise<readonly OriginDistribution[]> {
  const all = await distributions();
  if (all.length === 0) throw new Error('no distribution has the tag of this gateway: deploy its edge');
  const sending: OriginDistribution[] = [];
  for (const each of all) {
    if ((await each.sent()).length > 0) sending.push(each);
    else log({ message: 'left out: no origin of the distribution is sent the header', distribution: each.id });
  }
  if (sending.length === 0) throw new Error('no distribution with the tag of this gateway sends the header');
  return sending;
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

import { createHash } from 'node:crypto';
import { joinText } from '../intrinsics/intrinsic.js';
import type { Unresolved } from '../intrinsics/unresolved.js';

/** A resource seen from outside: what its physical id and attributes are made of. */
export interface Identity {
  readonly stackName: string;
  readonly logicalId: string;
  readonly region: string;
  readonly account: string;
  readonly partition: string;
  readonly urlSuffix: string;
  /** An evaluated property: `ABSENT`-free, undefined where the template does not say it. */
  readonly property: (name: string) => unknown;
}

export type Place = Pick<Identity, 'region' | 'stackName' | 'logicalId'>;

export interface ResourceShape {
  readonly ref: (identity: Identity) => unknown;
  readonly attributes: Readonly<Record<string, (identity: Identity) => unknown>>;
}

const BASE_36 = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Letters and digits as AWS's ids have them; the same on each read, from stack and logical id. */
export function fakeId({ region, stackName, logicalId }: Place, length: number, salt = ''): string {
  const digest = createHash('sha512').update([region, stackName, logicalId, salt].join('\n')).digest();
  return Array.from(digest.subarray(0, length), (byte) => BASE_36[byte % BASE_36.length]).join('');
}

const hexId = (place: Place, salt: string, digits: number): string =>
  Array.from(fakeId(place, digits, salt), (letter) => (letter.charCodeAt(0) % 16).toString(16)).join('');

/** `1234abcd-12ab-34cd-56ef-1234567890ab`, as keys, certificates and policies have them. */
export const fakeUuid = (place: Place): string =>
  [8, 4, 4, 4, 12].map((digits, index) => hexId(place, String(index), digits)).join('-');

/** As CloudFormation names what has no name: `STACK-LOGICALID-XXXXXXXXXXXX`, each part cut so that it fits. */
export function generatedName(identity: Identity, maxCharacters = 64): string {
  const suffix = fakeId(identity, 12, 'name').toUpperCase();
  const room = Math.floor((maxCharacters - suffix.length - 2) / 2);
  return `${identity.stackName.slice(0, room)}-${identity.logicalId.slice(0, room)}-${suffix}`;
}

/** The name that the template gives, or the one that CloudFormation would make up. */
export const nameOf = (identity: Identity, property: string, maxCharacters?: number): unknown =>
  identity.property(property) ?? generatedName(identity, maxCharacters);

/** A template literal over values that may be unresolved. */
export const text = (literals: TemplateStringsArray, ...values: readonly unknown[]): string | Unresolved =>
  joinText(
    literals.flatMap((literal, index) => (index < values.length ? [literal, values[index]] : [literal])),
    '',
    'A physical id',
  );

/** `arn:aws:SERVICE:REGION:ACCOUNT:RESOURCE` */
export const arn = (
  { partition, region, account }: Identity,
  service: string,
  resource: unknown,
): string | Unresolved => text`arn:${partition}:${service}:${region}:${account}:${resource}`;

/** For services whose ARNs name neither region nor account. */
export const globalArn = ({ partition }: Identity, service: string, resource: unknown): string | Unresolved =>
  text`arn:${partition}:${service}:::${resource}`;

/** A resource known by its name alone, with the ARN that follows from it. */
export function named(property: string, service: string, prefix = '', maxCharacters?: number): ResourceShape {
  const ref = (identity: Identity) => nameOf(identity, property, maxCharacters);
  return { ref, attributes: { Arn: (identity) => arn(identity, service, text`${prefix}${ref(identity)}`) } };
}

/** A resource whose physical id is its own making: `vpc-0abc…`. */
export function opaque(length: number, prefix = '', attributes: readonly string[] = []): ResourceShape {
  const ref = (identity: Identity) => `${prefix}${fakeId(identity, length)}`;
  return { ref, attributes: Object.fromEntries(attributes.map((name) => [name, ref])) };
}

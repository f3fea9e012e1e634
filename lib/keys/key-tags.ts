/**
 * The names of the tags that a key's record is kept in: API Gateway holds no other words of ours about a key.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-tagging-supported-resources.html
 */
export const KEY_TAGS = {
  gateway: 'gatewright:gateway',
  /** The plan's name in the spec, not its id. */
  plan: 'gatewright:plan',
  owner: 'gatewright:owner',
  /** An ISO 8601 instant. */
  expires: 'gatewright:expires',
  /** An ISO 8601 instant: until then a key that was rotated goes on. */
  graceUntil: 'gatewright:grace-until',
  /** The request of the key that took its place. */
  replacedBy: 'gatewright:replaced-by',
  /** What asked for the key. Keys with one value in several regions share it. */
  request: 'gatewright:request',
  /** Every region where the value is to work: `eu-west-1/us-east-1`. */
  regions: 'gatewright:regions',
  /** The run that made the key, where several runs may make the same request. */
  run: 'gatewright:run',
  /** The meter whose tenant the key counts: nobody is told its value, which is made of the meter's secret. */
  meter: 'gatewright:meter',
  /** Marks no key but a lock: two runs that work on one subject do so one after the other. */
  lock: 'gatewright:lock',
} as const;

export type KeyTag = keyof typeof KEY_TAGS;

/** A key's record as its tags hold it: times are ISO 8601 instants. A key that we did not issue has an empty one. */
export type KeyRecord = { readonly [Tag in KeyTag]?: string };

export type Tags = Readonly<Record<string, string>>;

const NAMES = Object.entries(KEY_TAGS) as readonly (readonly [KeyTag, string])[];

/** The record that a key's tags hold; tags of others are left out, as is an empty value. */
export function readKeyTags(tags: Tags | undefined): KeyRecord {
  return Object.fromEntries(NAMES.flatMap(([field, name]) => (tags?.[name] ? [[field, tags[name]]] : [])));
}

/** The tags that hold a record. */
export function keyTagsOf(record: KeyRecord): Record<string, string> {
  return Object.fromEntries(
    NAMES.flatMap(([field, name]) => (record[field] === undefined ? [] : [[name, record[field]]])),
  );
}

/** The tag for a key of these regions, in their order. */
export function regionsTagOf(regions: readonly string[]): string {
  return regions.join('/');
}

/** The regions of a key's record; none of a key that has no such tag. */
export function regionsOf({ regions }: KeyRecord): readonly string[] {
  return regions === undefined ? [] : regions.split('/').filter((region) => region !== '');
}

/**
 * What AWS takes as a tag's value: letters, digits, spaces and `+ - = . _ : / @`, 256 at most, without the reserved
 * prefix `aws:`. A space at either end is refused: it is invisible, and some consoles cut it off.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-tagging-supported-resources.html
 */
export function isTagValue(value: string): boolean {
  return (
    value.length > 0 &&
    [...value].length <= LONGEST_TAG_VALUE &&
    /^[\p{L}\p{M}\p{N} _.:/=+\-@]*$/u.test(value) &&
    value.trim() === value &&
    !/^aws:/i.test(value)
  );
}

/** Characters. */
export const LONGEST_TAG_VALUE = 256;

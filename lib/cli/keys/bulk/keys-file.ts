import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { KeyPlace } from '../../../aws/keys/make-key.js';
import { oneLine } from '../../../errors/one-line.js';
import { KeyRequestError } from '../../../keys/key-request-error.js';
import { csvLine } from '../csv-line.js';
import { type BulkKey, requestOf } from './bulk-job.js';
import type { Partner } from './read-partners.js';

/** For its owner's eyes only. */
const MODE = 0o600;

const COLUMNS = ['owner', 'plan', 'name', 'expires', 'description', 'key', 'value', 'state', 'request'];

/**
 * Writes the file of keys for the first time: from here on every value is on disk, and none of them is made yet.
 *
 * @throws KeyRequestError where there is such a file
 */
export function createKeysFile(path: string, keys: readonly BulkKey[]): void {
  const draft = writeDraft(path, keys);
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw foreign(path);
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Writes it anew as a whole, so that no half of it is ever read. */
export function saveKeysFile(path: string, keys: readonly BulkKey[]): void {
  renameSync(writeDraft(path, keys), path);
}

function writeDraft(path: string, keys: readonly BulkKey[]): string {
  const draft = `${path}.${process.pid}.tmp`;
  rmSync(draft, { force: true });
  const file = openSync(draft, 'wx', MODE);
  try {
    writeFileSync(file, `${[csvLine(COLUMNS), ...keys.map(lineOf)].join('\n')}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return draft;
}

function lineOf({ partner, value, expires, request, places }: BulkKey): string {
  const { owner, plan, name, description } = partner;
  const key = places.map(({ region, keyId }) => (places.length === 1 ? keyId : `${region}:${keyId}`)).join(' ');
  return csvLine([
    owner,
    plan,
    name,
    expires,
    description,
    key,
    value,
    places.length > 0 ? 'issued' : 'planned',
    request,
  ]);
}

/**
 * What a former run of the same job has left; undefined where there is no such file.
 *
 * @throws KeyRequestError where the file is another's: it is left as it is
 */
export function readKeysFile(
  path: string,
  partners: readonly Partner[],
  prefix: string,
  regions: readonly string[],
): readonly BulkKey[] | undefined {
  if (!existsSync(path)) return undefined;
  const rows = rowsOf(path);
  const keys = partners.map((partner, index) => keyOf(partner, requestOf(prefix, partner), rows[index], regions));
  if (rows.length !== partners.length || !keys.every((key) => key !== undefined)) throw foreign(path);
  chmodSync(path, MODE);
  return keys;
}

type Row = Readonly<Record<string, string | undefined>>;

function rowsOf(path: string): readonly Row[] {
  try {
    return parse(readFileSync(path, 'utf8'), { columns: true, relax_column_count: true }) as readonly Row[];
  } catch {
    throw foreign(path);
  }
}

function keyOf(
  partner: Partner,
  request: string,
  row: Row | undefined,
  regions: readonly string[],
): BulkKey | undefined {
  const { value = '', expires = '', key = '', state } = row ?? {};
  if (row?.request !== request || !/^[A-Za-z0-9]{20,128}$/.test(value)) return undefined;
  return { partner, value, expires, request, places: state === 'issued' ? placesOf(key, regions) : [] };
}

function placesOf(text: string, [only = '']: readonly string[]): readonly KeyPlace[] {
  return text.split(' ').map((place) => {
    const [region, keyId] = place.split(':');
    return keyId === undefined ? { region: only, keyId: place } : { region: region ?? '', keyId };
  });
}

function foreign(path: string): KeyRequestError {
  return new KeyRequestError(
    `${oneLine(path)} is there, and not from a run with the same lines, gateway and regions; it is left as it is: name another --out, or move it away`,
  );
}

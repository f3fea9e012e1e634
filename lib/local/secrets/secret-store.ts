import { existsSync, readFileSync } from 'node:fs';
import { isRecord, parseJson } from '../json/json-value.js';
import type { SecretModel } from '../model/cloud.js';

/** A secret of Secrets Manager that has a value on this machine. */
interface LocalSecret {
  readonly name: string;
  readonly value: string;
}

export interface SecretStore {
  /**
   * By name or ARN; undefined for a secret that neither the model nor the file names.
   * @throws Error where the file cannot be read: one line, without its content
   */
  readonly find: (id: string) => LocalSecret | undefined;
  /** Whether a text is what functions read: the value of a secret of the model, or those members of it that it names. */
  readonly holds: (text: string) => boolean;
  /** The secrets of another model from now on; values that were made up stay. */
  readonly replace: (secrets: readonly SecretModel[]) => void;
}

export interface SecretStoreOptions {
  /** `{"idp/client": "value"}`: values that the developer wants, read anew at each call. Mode 0600 is advised. */
  readonly file: string;
  readonly randomValue: () => string;
}

/**
 * The secrets that a model's functions read. Those that the file does not give a value are made up, and kept in memory:
 * the stand-ins take them for the secrets of their clients.
 */
export function createSecretStore({ file, randomValue }: SecretStoreOptions): SecretStore {
  let known: readonly SecretModel[] = [];
  const madeUp = new Map<string, string>();

  /** Where functions read members of it, the secret is JSON that has them. */
  function makeUp({ id, fields }: SecretModel): string {
    const key = JSON.stringify([id, fields]);
    const value =
      madeUp.get(key) ??
      (fields.length === 0
        ? randomValue()
        : JSON.stringify(Object.fromEntries(fields.map((field) => [field, randomValue()]))));
    madeUp.set(key, value);
    return value;
  }

  function all(): readonly LocalSecret[] {
    const given = readSecretsFile(file);
    const others = known.filter(({ id }) => !given.some(({ name }) => isSameSecret(name, id)));
    return [...given, ...others.map((secret) => ({ name: secret.id, value: makeUp(secret) }))];
  }

  return {
    find: (id) => all().find(({ name }) => isSameSecret(name, id)),
    holds(text) {
      const values = all();
      return known.some(({ id, fields }) => {
        const secret = values.find(({ name }) => isSameSecret(name, id));
        return secret !== undefined && readFrom(secret.value, fields).includes(text);
      });
    },
    replace(secrets) {
      known = secrets;
    },
  };
}

function readSecretsFile(file: string): readonly LocalSecret[] {
  if (!existsSync(file)) return [];
  const given = parseJson(readFileSync(file, 'utf8'));
  if (!isRecord(given)) throw new Error(`${file} has to be a JSON object: {"secret id": "value"}`);
  return Object.entries(given).map(([name, value]) => ({
    name,
    value: typeof value === 'string' ? value : JSON.stringify(value),
  }));
}

function readFrom(value: string, fields: readonly string[]): readonly unknown[] {
  if (fields.length === 0) return [value];
  const document = parseJson(value);
  return isRecord(document)
    ? fields.map((field) => (Object.hasOwn(document, field) ? document[field] : undefined))
    : [];
}

const isSameSecret = (one: string, other: string): boolean => {
  const names = namesOf(other);
  return namesOf(one).some((name) => names.includes(name));
};

/**
 * A name as it is; an ARN by its name, with and without the six characters that Secrets Manager adds.
 *
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html
 */
function namesOf(id: string): readonly string[] {
  const named = /^arn:[^:]+:secretsmanager:[^:]*:[^:]*:secret:(.+)$/.exec(id)?.[1];
  return named === undefined ? [id] : [named, named.replace(/-[A-Za-z0-9?]{6}$/, '')];
}

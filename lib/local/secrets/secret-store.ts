import { existsSync, readFileSync } from 'node:fs';
import { isRecord, parseJson } from '../json/json-value.js';
import type { GeneratedSecretModel, SecretModel } from '../model/cloud.js';
import type { PasswordRules } from './generate-password.js';
import { type SecretVersions, secretVersions } from './secret-versions.js';

/** A secret of Secrets Manager that has a value on this machine. */
interface LocalSecret {
  readonly name: string;
  readonly value: string;
}

/** A secret that a template makes, with a history. */
export interface StagedSecret {
  readonly model: GeneratedSecretModel;
  readonly versions: SecretVersions;
}

export interface WantedVersion {
  readonly id?: string;
  readonly stage?: string;
}

export interface SecretStore {
  /**
   * By name or ARN; undefined for a secret that neither the model nor the file names, and for a version that it does not have.
   * @throws Error where the file cannot be read: one line, without its content
   */
  readonly find: (id: string, wanted?: WantedVersion) => LocalSecret | undefined;
  /** A secret of a template, by name or ARN. */
  readonly staged: (id: string) => StagedSecret | undefined;
  /** Whether a text is what functions read: the value of a secret of the model, or those members of it that it names. */
  readonly holds: (text: string) => boolean;
  /** The secrets of another model from now on; values that were made up stay. */
  readonly replace: (secrets: readonly SecretModel[], generated?: readonly GeneratedSecretModel[]) => void;
}

export interface SecretStoreOptions {
  /** `{"idp/client": "value"}`: values that the developer wants, read anew at each call. Mode 0600 is advised. */
  readonly file: string;
  readonly randomValue: () => string;
  /** What a template has Secrets Manager make up. @default `randomValue`, whatever the rules */
  readonly randomPassword?: (rules: PasswordRules) => string;
}

/**
 * The secrets that a model's functions read. Those that the file does not give a value are made up, and kept in memory:
 * the stand-ins take them for the secrets of their clients.
 */
export function createSecretStore({ file, randomValue, randomPassword }: SecretStoreOptions): SecretStore {
  let known: readonly SecretModel[] = [];
  let generated: readonly StagedSecret[] = [];
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

  function stagedSecret(model: GeneratedSecretModel): StagedSecret {
    const former = generated.find((one) => one.model.arn === model.arn);
    if (former) return { model, versions: former.versions };
    const given = readSecretsFile(file).find(({ name }) => isSameSecret(name, model.arn))?.value;
    const value = given ?? firstValue(model, randomPassword ?? randomValue);
    return { model, versions: secretVersions({ id: FIRST_VERSION, value, stages: ['AWSCURRENT'] }) };
  }

  const staged: SecretStore['staged'] = (id) =>
    generated.find(({ model }) => isSameSecret(model.arn, id) || isSameSecret(model.name, id));

  return {
    staged,
    find(id, wanted = {}) {
      const secret = staged(id);
      if (secret) {
        const value = secret.versions.find(wanted)?.value;
        return value === undefined ? undefined : { name: secret.model.arn, value };
      }
      const { id: version = FIRST_VERSION, stage = 'AWSCURRENT' } = wanted;
      if (version !== FIRST_VERSION || stage !== 'AWSCURRENT') return undefined;
      return all().find(({ name }) => isSameSecret(name, id));
    },
    holds(text) {
      const values = all();
      return known.some(({ id, fields }) => {
        const secret = values.find(({ name }) => isSameSecret(name, id));
        return secret !== undefined && readFrom(secret.value, fields).includes(text);
      });
    },
    replace(secrets, made = []) {
      known = secrets;
      generated = made.map(stagedSecret);
    },
  };
}

/** Of every secret here. */
export const FIRST_VERSION = '00000000-0000-4000-8000-000000000001';

function firstValue({ source }: GeneratedSecretModel, random: (rules: PasswordRules) => string): string {
  if (source.kind === 'text') return source.text;
  const password = random(source.rules);
  if (source.template === undefined) return password;
  return JSON.stringify({ ...source.template, [source.key]: password });
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

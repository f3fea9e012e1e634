import { randomInt, randomUUID } from 'node:crypto';
import type { LocalCredential } from '../authorization/local-credential.js';
import type { CloudModel } from '../model/cloud.js';
import type { InvokeFunction } from '../model/engine.js';
import { type RotationRun, runRotation } from './rotate-secret.js';
import type { SecretStore } from './secret-store.js';
import { createSecretsListener, SECRETS_MOUNT } from './secrets-listener.js';
import { createSecretsManager } from './secrets-manager.js';

interface SecretsOptions {
  readonly secrets?: SecretStore;
  readonly credential?: LocalCredential;
  readonly accessKeys: ReadonlyMap<string, string>;
  readonly startedAtMs: number;
  readonly nowMs: () => number;
  /** Of the functions that rotate secrets. */
  readonly invoke: InvokeFunction;
  readonly warn: (line: string) => void;
}

/** Secrets Manager for a model's functions, and the variables by which AWS SDKs find it. @param url of the gateway */
export function serveSecrets(
  { region, account, partition }: Pick<CloudModel, 'region' | 'account' | 'partition'>,
  { secrets, credential, accessKeys, startedAtMs, nowMs, invoke, warn }: SecretsOptions,
  url: string,
) {
  const rotate = (run: RotationRun) => void runRotation(run, { invoke, warn, randomId: randomUUID });
  const random = { randomId: randomUUID, randomBelow: (bound: number) => randomInt(bound) };
  const secretsManager =
    secrets && createSecretsManager({ secrets, region, account, partition, startedAtMs, rotate, ...random });
  return {
    handle: secretsManager && createSecretsListener({ secretsManager, accessKeys, nowMs }),
    environment: {
      ...(secretsManager && { AWS_ENDPOINT_URL_SECRETS_MANAGER: url + SECRETS_MOUNT }),
      ...(credential && {
        AWS_ACCESS_KEY_ID: credential.accessKeyId,
        AWS_SECRET_ACCESS_KEY: credential.secretAccessKey,
      }),
    },
  };
}

import type { SecretStore } from './secret-store.js';

interface SecretsManagerAnswer {
  readonly status: number;
  readonly document: Readonly<Record<string, unknown>>;
}

export interface SecretsManagerOptions {
  readonly secrets: SecretStore;
  readonly region: string;
  readonly account: string;
  readonly partition: string;
  readonly startedAtMs: number;
}

/** Answers a call in AWS JSON 1.1. @param target `X-Amz-Target`; @param body as parsed, undefined where it is no JSON */
export type SecretsManager = (target: string, body: unknown) => SecretsManagerAnswer;

/**
 * GetSecretValue of Secrets Manager: of the secrets that this machine has values for, the only version that there is.
 *
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
 */
export function createSecretsManager({ secrets, ...place }: SecretsManagerOptions): SecretsManager {
  return (target, body) => {
    if (target !== 'secretsmanager.GetSecretValue') {
      return refuse('UnknownOperationException', `The local gateway serves GetSecretValue alone`);
    }
    const id = typeof body === 'object' && body !== null && 'SecretId' in body ? body.SecretId : undefined;
    if (typeof id !== 'string' || id === '') {
      return refuse('ValidationException', 'SecretId is missing, or no text');
    }
    try {
      const secret = secrets.find(id);
      if (!secret) return refuse('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
      return { status: 200, document: describe(secret, place) };
    } catch (error) {
      return refuse('InternalServiceError', error instanceof Error ? error.message : 'the secrets cannot be read', 500);
    }
  };
}

const refuse = (code: string, message: string, status = 400): SecretsManagerAnswer => ({
  status,
  document: { __type: code, Message: message },
});

function describe(
  { name, value }: NonNullable<ReturnType<SecretStore['find']>>,
  { partition, region, account, startedAtMs }: Omit<SecretsManagerOptions, 'secrets'>,
) {
  const isArn = name.startsWith('arn:');
  return {
    ARN: isArn ? name : `arn:${partition}:secretsmanager:${region}:${account}:secret:${name}-locals`,
    Name: isArn ? name.replace(/^(?:[^:]*:){6}/, '').replace(/-[A-Za-z0-9?]{6}$/, '') : name,
    VersionId: '00000000-0000-4000-8000-000000000001',
    VersionStages: ['AWSCURRENT'],
    SecretString: value,
    CreatedDate: startedAtMs / 1000,
  };
}

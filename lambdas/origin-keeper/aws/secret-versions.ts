import { AwsRefusal } from './aws-refusal.js';
import { jsonCall } from './json-service.js';
import type { SignedCall } from './signed-call.js';

export type Stage = 'AWSCURRENT' | 'AWSPENDING' | 'AWSPREVIOUS';

/** One secret, and its versions. */
export interface SecretVersions {
  /** Stages by version. */
  readonly stages: () => Promise<ReadonlyMap<string, readonly string[]>>;
  /** Undefined where the version has no value, or there is none. */
  readonly value: (of: { readonly stage: Stage; readonly versionId?: string }) => Promise<string | undefined>;
  /** A value that nobody has seen, into a version that is to be pending. */
  readonly makeUp: (versionId: string, characters: number) => Promise<void>;
  readonly makeCurrent: (versionId: string, inPlaceOf: string) => Promise<void>;
}

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_Operations.html */
export function secretVersions(call: SignedCall, SecretId: string): SecretVersions {
  const ask = (action: string, parameters: object) => jsonCall(call, 'secretsmanager', action, parameters);
  return {
    stages: async () => {
      const { VersionIdsToStages = {} } = await ask('DescribeSecret', { SecretId });
      return new Map(Object.entries(VersionIdsToStages as Record<string, readonly string[]>));
    },
    value: async ({ stage, versionId }) => {
      const version = { VersionStage: stage, ...(versionId !== undefined && { VersionId: versionId }) };
      try {
        const { SecretString } = await ask('GetSecretValue', { SecretId, ...version });
        return typeof SecretString === 'string' && SecretString !== '' ? SecretString : undefined;
      } catch (error) {
        if (error instanceof AwsRefusal && error.code === 'ResourceNotFoundException') return undefined;
        throw error;
      }
    },
    makeUp: async (versionId, characters) => {
      const wanted = { PasswordLength: characters, ExcludePunctuation: true };
      const { RandomPassword: SecretString } = await ask('GetRandomPassword', wanted);
      const version = { ClientRequestToken: versionId, VersionStages: ['AWSPENDING'] };
      await ask('PutSecretValue', { SecretId, ...version, SecretString });
    },
    makeCurrent: async (versionId, inPlaceOf) => {
      const move = { VersionStage: 'AWSCURRENT', MoveToVersionId: versionId, RemoveFromVersionId: inPlaceOf };
      await ask('UpdateSecretVersionStage', { SecretId, ...move });
    },
  };
}

import { AwsError } from '../control-plane/aws-error.js';
import { isRecord } from '../json/json-value.js';
import { generatePassword, readPasswordRules } from './generate-password.js';
import { ROTATION_STEPS, type RotationRun } from './rotate-secret.js';
import { FIRST_VERSION, type SecretStore, type StagedSecret } from './secret-store.js';

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
  readonly randomId: () => string;
  /** A whole number from 0, the bound excluded. */
  readonly randomBelow: (bound: number) => number;
  /** Starts a rotation, and returns at once. */
  readonly rotate: (run: RotationRun) => void;
}

/** Answers a call in AWS JSON 1.1. @param target `X-Amz-Target`; @param body as parsed, undefined where it is no JSON */
export type SecretsManager = (target: string, body: unknown) => SecretsManagerAnswer;

type Parameters = Readonly<Record<string, unknown>>;
type Action = (parameters: Parameters, options: SecretsManagerOptions) => Parameters;

/**
 * Secrets Manager, as far as functions need it that read secrets, and those that rotate them. Versions but the first are
 * of secrets alone that a template makes.
 *
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_Operations.html
 */
export function createSecretsManager(options: SecretsManagerOptions): SecretsManager {
  return (target, body) => {
    const name = target.replace(/^secretsmanager\./, '');
    try {
      const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name as keyof typeof ACTIONS] : undefined;
      if (!action) throw new AwsError('UnknownOperationException', 400, `The local gateway serves ${SERVED} alone`);
      return { status: 200, document: action(isRecord(body) ? body : {}, options) };
    } catch (error) {
      if (error instanceof AwsError)
        return { status: error.status, document: { __type: error.code, Message: error.message } };
      const Message = error instanceof Error ? error.message : 'the secrets cannot be read';
      return { status: 500, document: { __type: 'InternalServiceError', Message } };
    }
  };
}

const ACTIONS = {
  GetSecretValue: getSecretValue,
  DescribeSecret: describeSecret,
  PutSecretValue: putSecretValue,
  UpdateSecretVersionStage: updateSecretVersionStage,
  GetRandomPassword: getRandomPassword,
  RotateSecret: rotateSecret,
} satisfies Record<string, Action>;

const SERVED = Object.keys(ACTIONS).join(', ');

function getSecretValue(parameters: Parameters, { secrets, ...place }: SecretsManagerOptions): Parameters {
  const id = required(parameters, 'SecretId');
  const versionId = optionalText(parameters, 'VersionId');
  const stage = optionalText(parameters, 'VersionStage');
  const wanted = { ...(versionId !== undefined && { id: versionId }), ...(stage !== undefined && { stage }) };
  const secret = secrets.find(id, wanted);
  if (!secret) throw MISSING;
  const version = secrets.staged(id)?.versions.find(wanted);
  return {
    ...nameAndArn(secret.name, place),
    VersionId: version?.id ?? FIRST_VERSION,
    VersionStages: version?.stages ?? ['AWSCURRENT'],
    SecretString: secret.value,
    CreatedDate: place.startedAtMs / 1000,
  };
}

function describeSecret(parameters: Parameters, { secrets, ...place }: SecretsManagerOptions): Parameters {
  const id = required(parameters, 'SecretId');
  const staged = secrets.staged(id);
  const secret = staged ? { name: staged.model.arn } : secrets.find(id);
  if (!secret) throw MISSING;
  const versions = staged?.versions.all() ?? [{ id: FIRST_VERSION, stages: ['AWSCURRENT'] }];
  const rotation = staged?.model.rotationFunctionArn;
  return {
    ...nameAndArn(secret.name, place),
    ...(rotation !== undefined && { RotationEnabled: true, RotationLambdaARN: rotation }),
    VersionIdsToStages: Object.fromEntries(versions.map((version) => [version.id, version.stages])),
  };
}

function putSecretValue(parameters: Parameters, { secrets, randomId }: SecretsManagerOptions): Parameters {
  const { model, versions } = stagedSecret(parameters, secrets);
  const id = optionalText(parameters, 'ClientRequestToken') ?? randomId();
  const { VersionStages: given } = parameters;
  const stages = Array.isArray(given) && given.length > 0 ? given.map(String) : ['AWSCURRENT'];
  versions.put({ id, value: required(parameters, 'SecretString'), stages });
  return { ARN: model.arn, Name: model.name, VersionId: id, VersionStages: versions.find({ id })?.stages ?? [] };
}

function updateSecretVersionStage(parameters: Parameters, { secrets }: SecretsManagerOptions): Parameters {
  const { model, versions } = stagedSecret(parameters, secrets);
  versions.move(
    required(parameters, 'VersionStage'),
    optionalText(parameters, 'MoveToVersionId'),
    optionalText(parameters, 'RemoveFromVersionId'),
  );
  return { ARN: model.arn, Name: model.name };
}

function getRandomPassword(parameters: Parameters, { randomBelow }: SecretsManagerOptions): Parameters {
  const rules = readPasswordRules(parameters);
  if (!rules) throw new AwsError('InvalidParameterException', 400, 'No password is as these parameters ask for');
  return { RandomPassword: generatePassword(rules, randomBelow) };
}

/** A version that is pending and not current is of a rotation that is not over: that one is taken up again. */
function rotateSecret(parameters: Parameters, { secrets, randomId, rotate }: SecretsManagerOptions): Parameters {
  const { model, versions } = stagedSecret(parameters, secrets);
  const { arn: secretArn, name, rotationFunctionArn: functionArn } = model;
  if (functionArn === undefined)
    throw new AwsError('InvalidRequestException', 400, 'No rotation function is associated with this secret');
  const pending = versions.find({ stage: 'AWSPENDING' });
  const isUnderWay = pending !== undefined && !pending.stages.includes('AWSCURRENT');
  const token = isUnderWay ? pending.id : (optionalText(parameters, 'ClientRequestToken') ?? randomId());
  if (!isUnderWay) versions.begin(token);
  rotate({ functionArn, secretArn, token, steps: ROTATION_STEPS });
  if (isUnderWay) throw UNDER_WAY;
  return { ARN: secretArn, Name: name, VersionId: token };
}

const MISSING = new AwsError(
  'ResourceNotFoundException',
  400,
  "Secrets Manager can't find the specified secret, or the version of it.",
);
const UNDER_WAY = new AwsError(
  'InvalidRequestException',
  400,
  "A previous rotation isn't complete. That rotation will be reattempted.",
);

function stagedSecret(parameters: Parameters, secrets: SecretStore): StagedSecret {
  const staged = secrets.staged(required(parameters, 'SecretId'));
  if (!staged) throw MISSING;
  return staged;
}

function required(parameters: Parameters, name: string): string {
  const text = optionalText(parameters, name);
  if (text === undefined || text === '')
    throw new AwsError('ValidationException', 400, `${name} is missing, or no text`);
  return text;
}

function optionalText(parameters: Parameters, name: string): string | undefined {
  const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  return typeof value === 'string' ? value : undefined;
}

function nameAndArn(
  name: string,
  { partition, region, account }: Pick<SecretsManagerOptions, 'partition' | 'region' | 'account'>,
) {
  if (!name.startsWith('arn:'))
    return { ARN: `arn:${partition}:secretsmanager:${region}:${account}:secret:${name}-locals`, Name: name };
  return { ARN: name, Name: name.replace(/^(?:[^:]*:){6}/, '').replace(/-[A-Za-z0-9?]{6}$/, '') };
}

import { AwsError } from '../control-plane/aws-error.js';

export interface SecretVersion {
  readonly id: string;
  /** Absent: it is to have one. */
  readonly value?: string;
  /** `AWSCURRENT` … */
  readonly stages: readonly string[];
}

/** The versions of one secret. What a call may not do throws an `AwsError` of Secrets Manager's. */
export interface SecretVersions {
  readonly all: () => readonly SecretVersion[];
  /** @param stage @default 'AWSCURRENT' where no id is given */
  readonly find: (wanted: { readonly id?: string; readonly stage?: string }) => SecretVersion | undefined;
  /** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html */
  readonly put: (version: SecretVersion & { readonly value: string }) => void;
  /** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecretVersionStage.html */
  readonly move: (stage: string, to: string | undefined, from: string | undefined) => void;
  /** Makes a version without a value, for a rotation to give it one. */
  readonly begin: (id: string) => void;
}

export function secretVersions(first: SecretVersion): SecretVersions {
  let versions: readonly SecretVersion[] = [first];
  const byId = (id: string) => versions.find((version) => version.id === id);
  const holder = (stage: string) => versions.find(({ stages }) => stages.includes(stage));

  /** A stage is at one version at a time; what loses `AWSCURRENT` is the previous one; what has none is gone. */
  function attach(stage: string, id: string | undefined): void {
    const former = holder(stage);
    versions = versions.map((version) => {
      const others = version.stages.filter((one) => one !== stage);
      return { ...version, stages: version.id === id ? [...others, stage] : others };
    });
    if (stage === 'AWSCURRENT' && former && former.id !== id) attach('AWSPREVIOUS', former.id);
    versions = versions.filter(({ stages }) => stages.length > 0);
  }

  function add(version: SecretVersion): void {
    const { stages, ...rest } = version;
    versions = [...versions.filter(({ id }) => id !== version.id), { ...rest, stages: byId(version.id)?.stages ?? [] }];
    for (const stage of stages) attach(stage, version.id);
  }

  return {
    all: () => versions,
    find({ id, stage = id === undefined ? 'AWSCURRENT' : undefined }) {
      const found = id === undefined ? holder(stage ?? '') : byId(id);
      return found && (stage === undefined || found.stages.includes(stage)) ? found : undefined;
    },
    put(version) {
      const known = byId(version.id)?.value;
      if (known !== undefined && known !== version.value) throw IN_USE;
      if (known === undefined) add(version);
    },
    move(stage, to, from) {
      const at = holder(stage)?.id;
      if (to !== undefined && byId(to) === undefined) throw NO_VERSION;
      if (from === undefined ? at !== undefined && at !== to : at !== from) throw notThere(stage);
      attach(stage, to);
    },
    begin: (id) => add({ id, stages: ['AWSPENDING'] }),
  };
}

const IN_USE = new AwsError(
  'ResourceExistsException',
  400,
  "You can't use ClientRequestToken because that value is already in use for a version of the secret.",
);
const NO_VERSION = new AwsError('ResourceNotFoundException', 400, "Secrets Manager can't find the specified version.");
const notThere = (stage: string) =>
  new AwsError(
    'InvalidParameterException',
    400,
    `The staging label ${stage} is not attached to the version of RemoveFromVersionId.`,
  );

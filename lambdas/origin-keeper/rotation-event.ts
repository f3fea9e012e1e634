const STEPS = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'] as const;

export type Step = (typeof STEPS)[number];

/** https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html */
export interface RotationEvent {
  readonly Step: Step;
  readonly SecretId: string;
  /** Id of the version that is to become current. */
  readonly ClientRequestToken: string;
}

/** @throws Error for what is no call of Secrets Manager, or about another secret */
export function readRotationEvent(event: unknown, secretArn: string): RotationEvent {
  const { Step, SecretId, ClientRequestToken } = (event ?? {}) as Partial<RotationEvent>;
  if (!STEPS.some((step) => step === Step)) throw new Error(`Step has to be one of ${STEPS.join(', ')}`);
  if (SecretId !== secretArn) throw new Error("SecretId is not this gateway's secret");
  if (!ClientRequestToken) throw new Error('ClientRequestToken is missing');
  return { Step: Step as Step, SecretId, ClientRequestToken };
}

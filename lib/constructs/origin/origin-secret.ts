import type { Construct } from 'constructs';
import { ORIGIN_TAG } from '../../plan/origin/closed-origin.js';
import type { Plan } from '../../plan/plan.js';
import { cdk } from '../cdk.js';
import { EDGE_REGION } from '../edge/edge-scope.js';
import { outputPrefix } from '../outputs.js';
import { originSecretName } from './origin-secret-name.js';

/** What the edge sends and the APIs ask for. The value itself is in no template. */
export interface OriginSecret {
  readonly secretArn: string;
  readonly secretName: string;
  /** The value, for a template of the secret's own region; CloudFormation puts it in. */
  readonly headerReference: string;
  /** The value, for a template of us-east-1: by its name there, which a replica has too. */
  readonly replicaReference: string;
  /** A tag that the gateway's distribution has to have: by it the function that rotates the secret finds it, and may change it. */
  readonly distributionTag: { readonly key: string; readonly value: string };
}

/**
 * A secret that Secrets Manager makes up, and a copy of it where CloudFront's templates are. Its name is made of names,
 * so that they can know it without a word from this stack; a region is in it, since copies of all regions' secrets meet
 * in one.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-secretsmanager.html
 */
export function makeOriginSecret(scope: Construct, { gateway, origin }: Plan): OriginSecret | undefined {
  if (!origin) return undefined;
  const { region, stackName } = cdk.Stack.of(scope);
  const secretName = originSecretName(region, [stackName, outputPrefix(scope), gateway]);
  const secret = new cdk.aws_secretsmanager.CfnSecret(scope, 'OriginSecret', {
    name: secretName,
    description: `What CloudFront sends to the APIs of ${gateway}, in the header ${origin.header}`,
    generateSecretString: { passwordLength: SECRET_LENGTH, excludePunctuation: true },
    ...(needsReplica(region) ? { replicaRegions: [{ region: EDGE_REGION }] } : {}),
  });
  // Of no use without the stack: its distribution and its APIs have it, and nobody else.
  secret.applyRemovalPolicy(cdk.RemovalPolicy.DESTROY);
  return {
    secretArn: secret.ref,
    secretName,
    headerReference: `{{resolve:secretsmanager:${secret.ref}}}`,
    replicaReference: `{{resolve:secretsmanager:${secretName}}}`,
    distributionTag: { key: ORIGIN_TAG, value: secretName },
  };
}

/** 64 of letters and digits, 381 bits: they need no quotes in a header, in JSON nor in XML. */
const SECRET_LENGTH = 64;

/** A stack without a region has its edge in itself, and says so in a rule. */
function needsReplica(region: string): boolean {
  return !cdk.Token.isUnresolved(region) && region !== EDGE_REGION;
}

import { type KnownProps, unknownIn } from './known-props.js';
import { noRequirement, type Requirement, type TokenRequirement, withRequirement } from './requirement.js';

export interface CognitoProps {
  /** `arn:aws:cognito-idp:REGION:ACCOUNT:userpool/ID`. */
  readonly userPoolArn: string;
  /**
   * App clients whose tokens count. An HTTP API needs them. The native authorizer of a REST API does not look at them,
   * so with them a bundled function verifies there.
   * @default every client of the pool, on REST APIs alone
   */
  readonly clientIds?: readonly [string, ...string[]];
  /** How long an answer is kept for one token on one route, 0 (never) to 3,600 s. @default 300 */
  readonly cache?: { readonly ttlSeconds: number };
}

const COGNITO_PROPS = {
  userPoolArn: true,
  clientIds: true,
  cache: { ttlSeconds: true },
} as const satisfies KnownProps<CognitoProps>;

export interface CognitoAuth<Name extends string = string> extends TokenRequirement {
  readonly kind: 'cognito';
  readonly name: Name;
  readonly userPoolArn: string;
  /** None: every client of the pool. */
  readonly clientIds: readonly string[];
  readonly cacheTtlSeconds: number;
  readonly require: (requirement: Requirement) => CognitoAuth<Name>;
}

/**
 * Users of a Cognito user pool. With scopes their access tokens, else on REST APIs their ID tokens.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-integrate-with-cognito.html
 */
/* @__NO_SIDE_EFFECTS__ */
export function cognito<const Name extends string>(name: Name, props: CognitoProps): CognitoAuth<Name> {
  const { userPoolArn, clientIds = [], cache } = props;
  return withRequirement(
    {
      kind: 'cognito',
      name,
      userPoolArn,
      clientIds: Object.freeze([...clientIds]),
      cacheTtlSeconds: cache?.ttlSeconds ?? 300,
    },
    noRequirement(unknownIn(props, COGNITO_PROPS)),
  );
}

/** `arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_AbC` → `https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbC`. */
export function cognitoIssuer(userPoolArn: string): string {
  const [, partition, , region, , pool = ''] = userPoolArn.split(':');
  const domain = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  return `https://cognito-idp.${region}.${domain}/${pool.replace(/^userpool\//, '')}`;
}

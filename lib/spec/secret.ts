import type { KnownProps } from './known-props.js';

/** A value that stands in AWS Secrets Manager; the spec and the templates hold its name alone. */
export interface Secret {
  readonly kind: 'secret';
  /** Name or ARN. */
  readonly id: string;
  /** The member of a JSON secret; absent: the whole text. */
  readonly field?: string;
  readonly kmsKeyArn?: string;
}

export const SECRET_PROPS = {
  kind: true,
  id: true,
  field: true,
  kmsKeyArn: true,
} as const satisfies KnownProps<Secret>;

export interface SecretProps {
  /** The member of the secret's JSON to take. @default the whole text */
  readonly field?: string;
  /** A customer managed key that the secret is encrypted with; the function that reads it may then decrypt with it. @default the account's `aws/secretsmanager` key */
  readonly kmsKeyArn?: string;
}

/**
 * A secret of AWS Secrets Manager, in the account and Region of the gateway. Only the function that needs it may read
 * it, when it runs.
 *
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_iam-permissions.html
 *
 * @param id name, or ARN
 */
/* @__NO_SIDE_EFFECTS__ */
export function secret(id: string, props: SecretProps = {}): Secret {
  return Object.freeze({ kind: 'secret', id, ...props });
}

/** How the gateway proves itself to a token endpoint: `client_secret_basic` (RFC 6749, section 2.3.1). */
export interface OAuthClient {
  readonly id: string;
  readonly secret: Secret;
}

export const OAUTH_CLIENT_PROPS = { id: true, secret: SECRET_PROPS } as const satisfies KnownProps<OAuthClient>;

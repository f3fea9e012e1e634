export interface IamAuth<Name extends string = string> {
  readonly kind: 'iam';
  readonly name: Name;
}

/**
 * Callers of AWS who sign with Signature Version 4 and whose own policies allow `execute-api:Invoke` here. Both kinds of
 * API do it themselves.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/permissions.html
 */
/* @__NO_SIDE_EFFECTS__ */
export function iam<const Name extends string>(name: Name): IamAuth<Name> {
  return Object.freeze({ kind: 'iam', name });
}

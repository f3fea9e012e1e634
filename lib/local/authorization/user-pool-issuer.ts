/**
 * The issuer of a Cognito user pool's tokens.
 *
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html
 *
 * @param userPoolArn `arn:aws:cognito-idp:REGION:ACCOUNT:userpool/ID`
 * @returns `https://cognito-idp.REGION.amazonaws.com/ID`; undefined for what is no user pool's ARN
 */
export function userPoolIssuer(userPoolArn: string): string | undefined {
  const [, partition, region, pool] =
    /^arn:([^:]+):cognito-idp:([^:]+):[^:]*:userpool\/([\w-]+)$/.exec(userPoolArn) ?? [];
  if (region === undefined) return undefined;
  return `https://cognito-idp.${region}.${partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com'}/${pool}`;
}

/** What of a REST API's REQUEST event names the method that is called. */
export interface CalledMethod {
  /** `arn:PARTITION:execute-api:REGION:ACCOUNT:API/STAGE/METHOD/path/as/called`. */
  readonly methodArn: string;
  readonly httpMethod: string;
  /** The resource's pattern: `/orders/{id}`. */
  readonly resource: string;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html */
export interface MethodPolicy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly [
    { readonly Action: 'execute-api:Invoke'; readonly Effect: 'Allow' | 'Deny'; readonly Resource: string },
  ];
}

/**
 * A policy over what the cache key covers: this method on this resource, with any parameters. A policy over the called
 * path alone would refuse the next path from the cache; a wider one would let callers into other routes.
 *
 * @throws Error where the event names no method
 */
export function methodPolicy(
  { methodArn, httpMethod, resource }: CalledMethod,
  effect: 'Allow' | 'Deny',
): MethodPolicy {
  const [api, stage] = methodArn.split('/');
  if (!api?.startsWith('arn:') || !stage) throw new Error('the event has no method ARN');
  const Resource = `${api}/${stage}/${httpMethod}${resource.replace(/\{[^/{}]+\}/g, '*')}`;
  return { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect: effect, Resource }] };
}

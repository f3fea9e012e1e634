/**
 * The function in an invocation URI, `arn:aws:apigateway:REGION:lambda:path/2015-03-31/functions/ARN/invocations`;
 * anything else as it stands.
 */
export const functionArnOf = (uri: string): string =>
  /^arn:[^:]+:apigateway:[^:]*:lambda:path\/[^/]+\/functions\/(.+)\/(?:response-streaming-)?invocations$/.exec(
    uri,
  )?.[1] ?? uri;

const INVOCATION_URI = /^arn:[^:]+:apigateway:[^:]+:lambda:path\/[^/]+\/functions\/(.+)\/invocations$/;

/**
 * The function behind an integration or authorizer URI, which may be a function's ARN or its invocation URI, with
 * `${stageVariables.name}` in it. A stage variable that is not set leaves nothing behind.
 */
export function functionArn(uri: string, stageVariables: Readonly<Record<string, string>>): string {
  const resolved = withStageVariables(uri, stageVariables);
  return INVOCATION_URI.exec(resolved)?.[1] ?? resolved;
}

/** Replaces `${stageVariables.name}`. */
export function withStageVariables(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{stageVariables\.([A-Za-z0-9_]+)\}/g, (_, name: string) =>
    Object.hasOwn(variables, name) ? (variables[name] ?? '') : '',
  );
}

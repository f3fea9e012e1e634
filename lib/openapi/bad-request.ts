/**
 * How the gateway says that a request does not fit, in the shape that handlers say it in (RFC 9457). Of a body API
 * Gateway knows all faults as one text, which it escapes for the quotes around it; `messageString` brings its own.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 */
export const badBodyProblem = problem(
  '{"title":"Bad Request","detail":"The request does not fit this route.","errors":[{"pointer":"","detail":"$context.error.validationErrorString"}],"status":400,"type":"about:blank"}',
);

export const badParametersProblem = problem(
  '{"title":"Bad Request","detail":"The request does not fit this route.","errors":[{"pointer":"#/query","detail":$context.error.messageString}],"status":400,"type":"about:blank"}',
);

function problem(template: string): Readonly<Record<string, string>> {
  return { 'application/problem+json': template };
}

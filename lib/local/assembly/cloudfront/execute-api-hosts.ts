import type { ReaderContext } from '../reader-context.js';

/** The host names at which APIs of the assembly answer, each with its API's id. */
export function readExecuteApiHosts(context: ReaderContext): Readonly<Record<string, string>> {
  const apis = context.ofType('AWS::ApiGateway::RestApi', 'AWS::ApiGatewayV2::Api');
  return Object.fromEntries(
    apis.flatMap(({ id, stack }) =>
      id === undefined ? [] : [[`${id}.execute-api.${stack.region}.${stack.urlSuffix}`, id]],
    ),
  );
}

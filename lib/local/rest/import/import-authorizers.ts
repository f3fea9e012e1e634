import type { RestAuthorizer } from '../../model/rest-api.js';
import { type Fields, fieldsOf, isFields, numberOf, textOf, textsOf } from '../../openapi-body/fields.js';
import { functionArnOf } from '../integration/integration-uri.js';

const KINDS: Readonly<Record<string, RestAuthorizer['kind']>> = {
  token: 'TOKEN',
  request: 'REQUEST',
  cognito_user_pools: 'COGNITO_USER_POOLS',
};

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-authorizer-caching.html */
const DEFAULT_TTL_SECONDS = 300;

/** Security schemes by name, wherever the version of the document keeps them. */
export const securitySchemes = (document: Fields): Fields => ({
  ...fieldsOf(document, 'securityDefinitions'),
  ...fieldsOf(fieldsOf(document, 'components'), 'securitySchemes'),
});

/**
 * Authorizers of the security schemes that carry one.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authorizer.html
 */
export function importAuthorizers(document: Fields): Readonly<Record<string, RestAuthorizer>> {
  return Object.fromEntries(
    Object.entries(securitySchemes(document)).flatMap(([name, scheme]) => {
      const authorizer = isFields(scheme) ? importAuthorizer(name, scheme) : undefined;
      return authorizer === undefined ? [] : [[name, authorizer]];
    }),
  );
}

function importAuthorizer(name: string, scheme: Fields): RestAuthorizer | undefined {
  const given = scheme['x-amazon-apigateway-authorizer'];
  if (!isFields(given)) return undefined;
  const kind = KINDS[textOf(given, 'type')?.toLowerCase() ?? 'token'];
  if (kind === undefined) return undefined;
  const uri = textOf(given, 'authorizerUri');
  const functionArn = uri === undefined ? undefined : (functionArnOf(uri) ?? uri);
  const validationExpression = textOf(given, 'identityValidationExpression');
  return {
    id: name,
    name,
    kind,
    ...(functionArn !== undefined && { functionArn }),
    identitySource: identitySources(kind, given, scheme),
    ...(validationExpression !== undefined && { validationExpression }),
    ttlSeconds: numberOf(given, 'authorizerResultTtlInSeconds') ?? DEFAULT_TTL_SECONDS,
    userPoolArns: textsOf(given, 'providerARNs'),
  };
}

/** TOKEN and Cognito read the scheme's header where they name no source. */
function identitySources(kind: RestAuthorizer['kind'], given: Fields, scheme: Fields): readonly string[] {
  const named = textsOf(given, 'identitySource')
    .flatMap((each) => each.split(','))
    .map((each) => each.trim())
    .filter((each) => each !== '');
  if (named.length > 0 || kind === 'REQUEST') return named;
  return [`method.request.header.${textOf(scheme, 'name') ?? 'Authorization'}`];
}

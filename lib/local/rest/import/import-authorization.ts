import type { RestMethod } from '../../model/rest-api.js';
import { type Fields, fieldsOf, isFields, textOf } from '../../openapi-body/fields.js';
import { importAuthorizers, securitySchemes } from './import-authorizers.js';

/**
 * Who may call an operation: its own `security` counts, that of the document does not.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
export function authorizationImporter(
  document: Fields,
): (operation: Fields) => Pick<RestMethod, 'authorization' | 'apiKeyRequired'> {
  const schemes = securitySchemes(document);
  const authorizers = importAuthorizers(document);
  return (operation) => {
    const requirements = Array.isArray(operation.security) ? operation.security.filter(isFields) : [];
    const named = requirements.flatMap((requirement) => Object.entries(requirement));
    const known = named.map(([name, scopes]) => ({ name, scopes: texts(scopes), scheme: fieldsOf(schemes, name) }));
    const authorized = known.find(({ name }) => Object.hasOwn(authorizers, name));
    const isSigned =
      known.some(({ scheme }) => isSigv4(scheme)) ||
      textOf(fieldsOf(operation, 'x-amazon-apigateway-auth'), 'type')?.toUpperCase() === 'AWS_IAM';
    return {
      authorization: isSigned ? { kind: 'AWS_IAM' } : authorizationOf(authorized, authorizers),
      apiKeyRequired: known.some(({ name, scheme }) => !Object.hasOwn(authorizers, name) && isApiKey(scheme)),
    };
  };
}

function authorizationOf(
  authorized: { readonly name: string; readonly scopes: readonly string[] } | undefined,
  authorizers: ReturnType<typeof importAuthorizers>,
): RestMethod['authorization'] {
  if (authorized === undefined) return { kind: 'NONE' };
  const { name: authorizerId, scopes } = authorized;
  if (authorizers[authorizerId]?.kind !== 'COGNITO_USER_POOLS') return { kind: 'CUSTOM', authorizerId };
  return { kind: 'COGNITO_USER_POOLS', authorizerId, scopes };
}

const isSigv4 = (scheme: Fields): boolean =>
  textOf(scheme, 'x-amazon-apigateway-authtype')?.toLowerCase() === 'awssigv4';

/** The header of API keys has one name only. */
const isApiKey = (scheme: Fields): boolean =>
  textOf(scheme, 'type') === 'apiKey' &&
  textOf(scheme, 'in') === 'header' &&
  textOf(scheme, 'name')?.toLowerCase() === 'x-api-key' &&
  !isSigv4(scheme);

const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];

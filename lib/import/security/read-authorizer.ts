import type { Scheme } from '../contract/contract.js';
import { child, isObject, items, type JsonNode, textAt } from '../document/json-node.js';

/**
 * An authorizer of a deployed API.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authorizer.html
 */
export function readAuthorizer(scheme: JsonNode, node: JsonNode): Scheme {
  const type = textAt(node, 'type')?.toLowerCase();
  if (type === 'jwt') return jwtScheme(node);
  if (type === 'cognito_user_pools') return cognitoScheme(node);
  if (type === 'token' || type === 'request') return functionScheme(scheme, node, type);
  return { kind: 'refused', todo: 'this authorizer is of no type that is known: choose a scheme that is' };
}

function jwtScheme(node: JsonNode): Scheme {
  const settings = child(node, 'jwtConfiguration');
  const issuer = settings && textAt(settings, 'issuer');
  const audiences = items(settings && child(settings, 'audience')).flatMap(({ value }) =>
    typeof value === 'string' ? [value] : [],
  );
  const header = /^\$request\.header\.([\w-]+)$/.exec(sources(node)[0] ?? '')?.[1];
  const todo =
    issuer === undefined || audiences.length === 0 ? { todo: 'name the issuer of the tokens and their audience' } : {};
  return {
    kind: 'jwt',
    ...(issuer !== undefined && { issuer }),
    audiences,
    ...(header !== undefined && header.toLowerCase() !== 'authorization' && { header }),
    ...todo,
  };
}

function cognitoScheme(node: JsonNode): Scheme {
  const [pool, ...others] = items(child(node, 'providerARNs')).map(({ value }) => String(value));
  if (pool === undefined) return { kind: 'refused', todo: 'name the user pool: the document does not' };
  return {
    kind: 'cognito',
    userPoolArn: pool,
    ...(others.length > 0 && { todo: `${others.length} more user pools may sign tokens: make a scheme for each` }),
  };
}

/** Its function is deployed already, and a gateway deploys its own: the code has to move here. */
function functionScheme(scheme: JsonNode, node: JsonNode, type: 'token' | 'request'): Scheme {
  const ttl = isObject(node.value) ? node.value.authorizerResultTtlInSeconds : undefined;
  const stated = type === 'token' ? [`$request.header.${textAt(scheme, 'name') ?? 'Authorization'}`] : sources(node);
  const named = (part: string) =>
    stated.flatMap((source) => new RegExp(`^(?:\\$|method\\.)request\\.${part}\\.([\\w-]+)$`).exec(source)?.[1] ?? []);
  return {
    kind: 'custom',
    headers: named('header'),
    query: named('querystring'),
    ...(typeof ttl === 'number' && { ttlSeconds: ttl }),
    todo: `its code is in ${functionName(textAt(node, 'authorizerUri')) ?? 'a function of its own'}: write it into the module`,
  };
}

/** `$request.header.Authorization` of HTTP APIs, `method.request.header.Authorization` of REST APIs; a list or a text. */
function sources(node: JsonNode): readonly string[] {
  const stated = child(node, 'identitySource');
  const texts = Array.isArray(stated?.value)
    ? items(stated).map(({ value }) => String(value))
    : [String(stated?.value ?? '')];
  return texts.flatMap((text) => text.split(',')).map((text) => text.trim());
}

/** The function's name out of an ARN, or out of the URI that API Gateway calls it by. */
export function functionName(uri: string | undefined): string | undefined {
  return /:function:([\w-]+)/.exec(uri ?? '')?.[1];
}

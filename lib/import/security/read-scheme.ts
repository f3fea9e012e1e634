import type { Choices } from '../contract/choices.js';
import type { Scheme } from '../contract/contract.js';
import type { Dialect } from '../document/dialect.js';
import { child, isObject, type JsonNode, textAt } from '../document/json-node.js';
import { readAuthorizer } from './read-authorizer.js';

/** One of a document's security schemes as what a gateway can ask for; whatever that is not, is refused. */
export function readScheme(node: JsonNode, dialect: Dialect, { tokens }: Choices): Scheme {
  if (!isObject(node.value)) return refused('this is no security scheme');
  const authorizer = child(node, 'x-amazon-apigateway-authorizer');
  if (authorizer) return readAuthorizer(node, authorizer);
  const authType = textAt(node, 'x-amazon-apigateway-authtype');
  if (authType?.toLowerCase() === 'awssigv4') return { kind: 'iam' };
  switch (textAt(node, 'type')) {
    case 'apiKey':
      return apiKeyScheme(node, authType);
    case 'basic':
      return refused('HTTP basic authentication');
    case 'http':
      return httpScheme(node, tokens);
    case 'openIdConnect':
      return openIdScheme(node, tokens);
    case 'oauth2':
      return oauthScheme(node, dialect, tokens);
    case 'mutualTLS':
      return { kind: 'mutual-tls', todo: "the gateway's domain has to name the trust store" };
    default:
      return refused('a security scheme of a type that no gateway has');
  }
}

function refused(what: string): Scheme {
  return { kind: 'refused', todo: `${what} cannot be asked for: choose a scheme that can` };
}

/** API Gateway looks for keys in this header alone. */
function apiKeyScheme(node: JsonNode, authType: string | undefined): Scheme {
  if (authType !== undefined) return refused('an authorizer that the document does not describe');
  if (textAt(node, 'in') === 'header' && textAt(node, 'name')?.toLowerCase() === 'x-api-key')
    return { kind: 'api-key', todo: 'the limits of the usage plan are a guess: the document has none' };
  return refused('an API key in another place than the header x-api-key');
}

function httpScheme(node: JsonNode, tokens: Choices['tokens']): Scheme {
  const scheme = textAt(node, 'scheme')?.toLowerCase();
  return scheme === 'bearer' ? tokenScheme(tokens) : refused('this HTTP authentication scheme');
}

function tokenScheme(tokens: Choices['tokens'], issuer?: string): Scheme {
  if (tokens) return { kind: 'jwt', issuer: tokens.issuer, audiences: [tokens.audience] };
  const todo =
    issuer === undefined ? 'name the issuer of the tokens and their audience' : 'name the audience of the tokens';
  return { kind: 'jwt', ...(issuer !== undefined && { issuer }), audiences: [], todo };
}

const DISCOVERY = '/.well-known/openid-configuration';

/** https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig */
function openIdScheme(node: JsonNode, tokens: Choices['tokens']): Scheme {
  const url = textAt(node, 'openIdConnectUrl') ?? '';
  return tokenScheme(tokens, url.endsWith(DISCOVERY) ? url.slice(0, -DISCOVERY.length) : undefined);
}

/** Tokens of the implicit and the password grant are handed around in ways that OAuth has given up (RFC 9700, section 2). */
const GIVEN_UP = new Set(['implicit', 'password']);

function oauthScheme(node: JsonNode, dialect: Dialect, tokens: Choices['tokens']): Scheme {
  const flows = child(node, 'flows')?.value;
  const named = dialect === 'swagger-2.0' ? [textAt(node, 'flow') ?? ''] : Object.keys(isObject(flows) ? flows : {});
  if (named.length > 0 && named.every((flow) => GIVEN_UP.has(flow)))
    return refused(`OAuth with the ${named.join(' and ')} grant alone`);
  return tokenScheme(tokens);
}

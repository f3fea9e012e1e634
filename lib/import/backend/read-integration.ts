import { urlFault } from '../../spec/validate/url-fault.js';
import { kebabCase } from '../code/names.js';
import type { BackendChoice } from '../contract/contract.js';
import type { Reading } from '../contract/read-contract.js';
import type { OperationPlace } from '../contract/read-operations.js';
import { child, isObject, type Json, type JsonNode, members, textAt } from '../document/json-node.js';
import { functionName } from '../security/read-authorizer.js';

const PARTS = new Set(
  'type uri httpMethod connectionType payloadFormatVersion passthroughBehavior requestParameters responses requestTemplates timeoutInMillis cacheNamespace'.split(
    ' ',
  ),
);

/**
 * The integration of a deployed API.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration.html
 */
export function readIntegration(stated: JsonNode, place: OperationPlace, reading: Reading): BackendChoice {
  const target = reading.references.follow(stated);
  const node = target.ok ? target.node : stated;
  const type = textAt(node, 'type')?.toLowerCase();
  if (type === 'mock') return mockReply(node, reading);
  reading.losses.others(node, PARTS, 'a backend has no place for it');
  const uri = textAt(node, 'uri') ?? '';
  const name = functionName(uri) ?? textAt(node, 'connectionId') ?? `${place.method} ${place.path}`;
  const url = uriWithNames(node, uri, place);
  const isOpen = (textAt(node, 'connectionType') ?? 'INTERNET') === 'INTERNET';
  if (type === 'http_proxy' && isOpen && urlFault(url, [...place.names.values()]) === undefined)
    return split(url, node, reading);
  const why =
    type === 'aws_proxy' ? 'bind the function' : 'its integration cannot be written as a route: bind what answers';
  const binding = kebabCase(name, 'backend');
  reading.losses.add('todo', stated, `${why} in the CDK app under the name ${binding}`);
  if (type !== 'aws_proxy') for (const key of ['requestTemplates', 'responses']) listed(node, key, reading);
  return { kind: 'bound', name: binding };
}

function split(url: string, node: JsonNode, reading: Reading): BackendChoice {
  for (const [key, mapped] of members(child(node, 'requestParameters')))
    if (!key.startsWith('integration.request.path.')) reading.losses.add('lost', mapped, 'the request passes as it is');
  const { origin } = new URL(url.replace(/[{}]/g, 'x'));
  return { kind: 'http', origin, path: url.slice(origin.length) };
}

/** `integration.request.path.id: method.request.path.userId`: the URL's name → the route's. */
function uriWithNames(node: JsonNode, uri: string, { names: params }: OperationPlace): string {
  const names = new Map(
    members(child(node, 'requestParameters')).flatMap(([key, { value }]) => {
      const inner = /^integration\.request\.path\.(.+)$/.exec(key)?.[1];
      const outer = typeof value === 'string' ? /^method\.request\.path\.(.+)$/.exec(value)?.[1] : undefined;
      return inner !== undefined && outer !== undefined ? [[inner, params.get(outer) ?? outer] as const] : [];
    }),
  );
  return uri.replace(/\{([^{}]+?)\+?\}/g, (_, name: string) => `{${names.get(name) ?? params.get(name) ?? name}}`);
}

/** A mock integration that answers one thing. */
function mockReply(node: JsonNode, reading: Reading): BackendChoice {
  const answers = members(child(node, 'responses'));
  const [chosen, ...others] = [...answers].sort(([a], [b]) => Number(b === 'default') - Number(a === 'default'));
  for (const [, other] of others) reading.losses.add('lost', other, 'a reply has one answer');
  if (!chosen) return { kind: 'reply', status: 200, body: null, headers: {} };
  const [, answer] = chosen;
  const status = Number(child(answer, 'statusCode')?.value ?? 200);
  return {
    kind: 'reply',
    status: Number.isInteger(status) && status >= 200 && status < 600 ? status : 200,
    body: replyBody(answer, reading),
    headers: replyHeaders(answer, reading),
  };
}

function replyBody(answer: JsonNode, { losses }: Reading): Json {
  const template = members(child(answer, 'responseTemplates'))[0]?.[1];
  if (!template || typeof template.value !== 'string' || template.value.trim() === '') return null;
  try {
    return JSON.parse(template.value);
  } catch {
    losses.add('lost', template, 'a reply is fixed JSON: this template is not');
    return null;
  }
}

const OWN_HEADERS = new Set(['content-type', 'content-length']);

function replyHeaders(answer: JsonNode, { losses }: Reading): Readonly<Record<string, string>> {
  const mapped = members(child(answer, 'responseParameters'));
  return Object.fromEntries(
    mapped.flatMap(([key, node]) => {
      const name = /^method\.response\.header\.([\w-]+)$/.exec(key)?.[1];
      const fixed = typeof node.value === 'string' ? /^'(.*)'$/s.exec(node.value)?.[1] : undefined;
      if (name !== undefined && fixed !== undefined && !OWN_HEADERS.has(name.toLowerCase())) return [[name, fixed]];
      losses.add('lost', node, 'a reply has fixed headers alone');
      return [];
    }),
  );
}

function listed(node: JsonNode, key: string, { losses }: Reading): void {
  const member = child(node, key);
  if (member && isObject(member.value)) losses.add('lost', member, 'a mapping of AWS has no place in a route');
}

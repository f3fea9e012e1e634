import type { MissingChoices } from '../contract/choices.js';
import type { AuthChoice, Scheme } from '../contract/contract.js';
import type { Reading } from '../contract/read-contract.js';
import { child, isObject, items, type JsonNode, members } from '../document/json-node.js';
import { readScheme } from './read-scheme.js';

export interface Security {
  /** The names of the document's schemes. */
  readonly declared: readonly string[];
  /** Who may call an operation; a scheme that nobody knows lets nobody in. */
  readonly authOf: (operation: JsonNode, pattern: string) => AuthChoice;
  /** The schemes that were asked for; others are listed as lost. */
  readonly used: () => ReadonlyMap<string, Scheme>;
  readonly nodes: () => readonly JsonNode[];
}

/** Schemes that whoever imports brings along: no document can have them, since a name has no blank. */
const IAM = 'aws iam';
const TOKENS = 'callers of the issuer';

export function createSecurity(reading: Reading, missing: MissingChoices): Security {
  const declared = declaredSchemes(reading);
  const used = new Map<string, Scheme>();
  const { losses, choices, references } = reading;

  const scheme = (name: string, scopes: readonly string[], node: JsonNode): AuthChoice => {
    const found = used.get(name) ?? schemeOf(name, declared, reading);
    if (!used.has(name)) listTodo(name, found, declared.get(name) ?? node);
    used.set(name, found);
    const takesScopes = found.kind === 'jwt' || found.kind === 'cognito';
    if (scopes.length > 0 && !takesScopes && found.kind !== 'refused')
      losses.add('lost', node, 'this scheme has no scopes');
    return { kind: 'scheme', name, scopes: takesScopes ? scopes : [] };
  };
  const listTodo = (_name: string, { todo }: Scheme, node: JsonNode) => {
    if (todo !== undefined) losses.add('todo', node, todo);
  };

  return {
    declared: [...declared.keys()],
    authOf: (operation, pattern) => {
      const type = textOf(child(operation, 'x-amazon-apigateway-auth'), 'type');
      if (type === 'AWS_IAM') return scheme(IAM, [], operation);
      const stated = child(operation, 'security') ?? child(references.root, 'security');
      if (stated) return statedAuth(stated, reading, scheme);
      if (type === 'NONE') return { kind: 'public' };
      if (choices.auth === 'public') return { kind: 'public' };
      if (choices.auth === 'iam' && !declared.has('iam')) return scheme(IAM, [], operation);
      if (choices.auth !== undefined) return scheme(choices.auth, [], operation);
      if (choices.tokens) return scheme(TOKENS, [], operation);
      missing.auth(pattern);
      return { kind: 'public' };
    },
    used: () => {
      for (const [name, node] of declared) if (!used.has(name)) losses.add('lost', node, 'no route asks for it');
      return used;
    },
    nodes: () => [...declared].flatMap(([name, node]) => (used.has(name) ? [node] : [])),
  };
}

function textOf(node: JsonNode | undefined, key: string): unknown {
  return node && child(node, key)?.value;
}

function declaredSchemes({ references, dialect }: Reading): ReadonlyMap<string, JsonNode> {
  const { root, follow } = references;
  const components = child(root, 'components');
  const stated =
    dialect === 'swagger-2.0' ? child(root, 'securityDefinitions') : components && child(components, 'securitySchemes');
  return new Map(
    members(stated).map(([name, node]) => {
      const target = follow(node);
      return [name, target.ok ? target.node : node];
    }),
  );
}

function schemeOf(name: string, declared: ReadonlyMap<string, JsonNode>, { dialect, choices }: Reading): Scheme {
  if (name === IAM) return { kind: 'iam' };
  if (name === TOKENS && choices.tokens)
    return { kind: 'jwt', issuer: choices.tokens.issuer, audiences: [choices.tokens.audience] };
  const node = declared.get(name);
  if (!node) return { kind: 'refused', todo: 'the document does not describe this scheme' };
  return readScheme(node, dialect, choices);
}

type MakeScheme = (name: string, scopes: readonly string[], node: JsonNode) => AuthChoice;

/** Any one of the list, of each all. An empty list is a word: everybody may call. */
function statedAuth(stated: JsonNode, { losses }: Reading, scheme: MakeScheme): AuthChoice {
  const listed = items(stated);
  const isOpen = (one: JsonNode) => isObject(one.value) && Object.keys(one.value).length === 0;
  const closed = listed.filter((one) => !isOpen(one));
  if (!Array.isArray(stated.value) || closed.some((one) => !isObject(one.value))) {
    losses.add('todo', stated, 'this is no list of security requirements: nobody is let in');
    return scheme('unreadable', [], stated);
  }
  if (closed.length === 0) return { kind: 'public' };
  const open = listed.find(isOpen);
  if (open) losses.add('assumed', open, 'callers may also bring nothing: the route asks for a scheme');
  return combined(
    'any-of',
    closed.map((one) =>
      combined(
        'all-of',
        members(one).map(([name, scopes]) => scheme(name, scopeNames(scopes), one)),
      ),
    ),
  );
}

function scopeNames(node: JsonNode): readonly string[] {
  return items(node).flatMap(({ value }) => (typeof value === 'string' ? [value] : []));
}

function combined(kind: 'any-of' | 'all-of', parts: readonly AuthChoice[]): AuthChoice {
  const [only] = parts;
  return parts.length === 1 && only ? only : { kind, parts };
}

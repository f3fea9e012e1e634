import type { ParameterChanges, Transform, TransformValue } from '../../spec/transform.js';

/**
 * A declaration in the mapping language of HTTP APIs. The plan lets only that come here which the language can say. All
 * values are of the request as it came, and no name stands in two mappings, so their order has no meaning.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
 */
export function httpRequestMapping({ request = {} }: Transform): Readonly<Record<string, string>> {
  return inOrder([
    ...mappings('header', request.headers, 'request'),
    ...mappings('querystring', request.query, 'request'),
  ]);
}

/** By the status that the backend answers. */
export function httpResponseMapping({ response = {} }: Transform): Readonly<Record<string, object>> {
  const entries = Object.entries(response).map(([status, { status: answered, headers }]) => {
    const changed = answered === undefined ? [] : [['overwrite:statuscode', `${answered}`] as const];
    return [status, inOrder([...changed, ...mappings('header', headers, 'response')])] as const;
  });
  return Object.fromEntries(entries.filter(([, mapped]) => Object.keys(mapped).length > 0));
}

type Part = 'header' | 'querystring';
type Mapping = readonly [key: string, value: string];

/** A removal has to have a value, and reads none. */
const NOTHING = "''";

function mappings(
  part: Part,
  changes: ParameterChanges | undefined,
  message: 'request' | 'response',
): readonly Mapping[] {
  const { remove = [], rename = {}, set = {}, add = {} } = changes ?? {};
  const name = (text: string) => `${part}.${part === 'header' ? text.toLowerCase() : text}`;
  return [
    ...remove.map((each): Mapping => [`remove:${name(each)}`, NOTHING]),
    ...Object.entries(rename).flatMap(([from, to]): readonly Mapping[] => [
      [`remove:${name(from)}`, NOTHING],
      [`overwrite:${name(to)}`, `$${message}.${name(from)}`],
    ]),
    ...Object.entries(set).map(([each, value]): Mapping => [`overwrite:${name(each)}`, selection(value, message)]),
    ...Object.entries(add).map(([each, value]): Mapping => [`append:${name(each)}`, selection(value, message)]),
  ];
}

const PARTS = { header: 'header', query: 'querystring', path: 'path' } as const;

function selection(value: TransformValue, message: 'request' | 'response'): string {
  if (typeof value === 'string') return value;
  if (value.kind === 'claim') throw new Error('parameter mapping reads no claims, yet the plan maps one');
  const name = value.kind === 'header' ? value.name.toLowerCase() : value.name;
  return `$${message}.${PARTS[value.kind]}.${name}`;
}

function inOrder(entries: readonly Mapping[]): Readonly<Record<string, string>> {
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

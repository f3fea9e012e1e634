import type { Answer } from '../answer.js';
import { readContextVariable } from '../context-variables.js';
import { type Exchange, requestPath } from '../exchange.js';
import { parseJsonPath, readJsonPath } from './json-path.js';

/** What a mapping reads from; `answer` is there only once the integration has answered. */
export interface MappingSource {
  readonly exchange: Exchange;
  readonly answer?: Answer;
}

/** A compiled mapping value; `undefined` where what it names is not in the request. */
export type MappingValue = (source: MappingSource) => string | undefined;

/**
 * Compiles the right side of a parameter mapping, also used for identity sources: one selection expression
 * (`$request.header.x`), text with expressions in it (`id-${request.path.id}`), or plain text.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
 */
export function parseMappingValue(text: string): MappingValue {
  const whole = text.startsWith('$') && !text.startsWith('${') ? parseSelection(text.slice(1)) : undefined;
  if (whole) return whole;
  const parts = text.split(/(\$\{[^}]*\})/).filter((part) => part !== '');
  if (parts.length === 1 && !text.startsWith('${')) return () => text;
  const readers = parts.map(parsePart);
  return (source) => joined(readers.map((read) => read(source)));
}

function parsePart(part: string): MappingValue {
  if (!part.startsWith('${')) return () => part;
  return parseSelection(part.slice(2, -1).replace(/^\$/, '')) ?? (() => part);
}

/** Text with nothing found in it is no value; else what is missing is left out. */
function joined(values: readonly (string | undefined)[]): string | undefined {
  return values.every((value) => value === undefined) ? undefined : values.map((value) => value ?? '').join('');
}

function parseSelection(selection: string): MappingValue | undefined {
  if (selection === 'request.path') return ({ exchange }) => requestPath(exchange);
  for (const [prefix, read] of SELECTIONS) {
    if (selection.startsWith(prefix)) return read(selection.slice(prefix.length));
  }
  return undefined;
}

const SELECTIONS: readonly (readonly [prefix: string, read: (name: string) => MappingValue | undefined])[] = [
  ['request.header.', (name) => requestHeader(name.toLowerCase())],
  [
    'request.querystring.',
    (name) =>
      ({ exchange }) =>
        listed(exchange.query()?.[name]),
  ],
  [
    'request.path.',
    (name) =>
      ({ exchange }) =>
        exchange.pathParameters?.[name],
  ],
  ['request.body', (path) => atPath(path, ({ exchange }) => exchange.request.body)],
  ['response.header.', (name) => responseHeader(name.toLowerCase())],
  ['response.body', (path) => atPath(path, ({ answer }) => answer?.body)],
  [
    'context.',
    (name) =>
      ({ exchange }) =>
        readContextVariable(exchange, name),
  ],
  [
    'stageVariables.',
    (name) =>
      ({ exchange }) =>
        stageVariable(exchange, name),
  ],
];

const requestHeader =
  (name: string): MappingValue =>
  ({ exchange }) =>
    exchange.headers[name];

const responseHeader =
  (name: string): MappingValue =>
  ({ answer }) =>
    listed(answer?.headers.filter(([each]) => each.toLowerCase() === name).map(([, value]) => value));

function atPath(path: string, body: (source: MappingSource) => Buffer | string | undefined): MappingValue | undefined {
  const steps = parseJsonPath(path);
  return steps && ((source) => readJsonPath(body(source)?.toString() ?? '', steps));
}

const stageVariable = ({ stage }: Exchange, name: string): string | undefined =>
  Object.hasOwn(stage.variables, name) ? stage.variables[name] : undefined;

const listed = (values: readonly string[] | undefined): string | undefined =>
  values && values.length > 0 ? values.join(',') : undefined;

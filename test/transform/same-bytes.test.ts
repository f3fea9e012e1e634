import fc from 'fast-check';
import type { Transform } from 'gatewright';
import { describe, expect, it } from 'vitest';
import { transformRequest, transformResponse } from '../../lib/runtime/transform/apply.js';
import type { Pair } from '../../lib/runtime/transform/message.js';
import type { MiddlewareFunction } from '../../lib/runtime/transform/middleware.js';
import {
  anyTransform,
  HEADER_NAMES,
  httpMappable,
  pathParameter,
  QUERY_NAMES,
  restMappable,
  sentHeaders,
  sentQuery,
} from './declarations.js';
import { type Given, type Outcome, type Setup, through } from './places.js';

/** It changes nothing, and so forces code where parameter mapping would do. */
const passing: MiddlewareFunction = (_request, next) => next();

const traffic = fc.record({
  id: pathParameter,
  headers: sentHeaders,
  query: sentQuery,
  answered: fc.record({ status: fc.constantFrom(200, 404), headers: sentHeaders }),
});
type Traffic = typeof traffic extends fc.Arbitrary<infer T> ? T : never;

/** What the declaration means, by the reference implementation. */
function meant(transform: Transform, { id, headers, query, answered }: Traffic) {
  const request = { path: '', headers, query, body: undefined };
  const asked = transformRequest(transform.request ?? {}, request, { params: { id }, claims: () => ({}) });
  if (!asked.ok) throw new Error('the reference refuses the request');
  const answer = transformResponse(transform.response ?? {}, { ...answered, body: undefined });
  return {
    path: transform.request?.path === undefined ? undefined : asked.request.path,
    headers: joined(asked.request.headers),
    query: listed(asked.request.query),
    status: answer.status,
    answerHeaders: joined(answer.headers),
  };
}

function joined(pairs: readonly Pair[]): Record<string, string> {
  const lists = listed(pairs.map(([name, value]) => [name.toLowerCase(), value]));
  return Object.fromEntries(Object.entries(lists).map(([name, values]) => [name, values.join(',')]));
}

function listed(pairs: readonly Pair[]): Record<string, string[]> {
  const lists: Record<string, string[]> = {};
  for (const [name, value] of pairs) lists[name] = [...(lists[name] ?? []), value];
  return lists;
}

/** The same of what happened, without what API Gateway adds itself. */
function happened({ seen, answered }: Outcome, transform: Transform) {
  return {
    path: transform.request?.path === undefined ? undefined : seen?.path,
    headers: among(seen?.headers ?? {}, HEADER_NAMES),
    query: among(seen?.query ?? {}, QUERY_NAMES),
    status: answered.status,
    answerHeaders: among(answered.headers, HEADER_NAMES),
  };
}

function among<Value>(record: Readonly<Record<string, Value>>, names: readonly string[]): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => names.includes(name)));
}

async function compare(setup: Setup, transform: Transform, sent: Traffic, place: string): Promise<void> {
  const { id, headers, query, answered } = sent;
  const given: Given = { ...answered, body: '{}' };
  const encoded = query.map((pair) => pair.map(encodeURIComponent).join('=')).join('&');
  const outcome = await through(
    { ...setup, transform },
    { path: `/books/${encodeURIComponent(id)}`, query: encoded, headers },
    given,
  );
  expect(outcome.place ?? place).toBe(place);
  expect(happened(outcome, transform)).toEqual(meant(transform, sent));
}

const runs = { numRuns: 60 };

describe('a declaration means the same at every place that can do it', () => {
  it('parameter mapping of an HTTP API', () =>
    fc.assert(
      fc.asyncProperty(httpMappable, traffic, (transform, sent) =>
        compare({ api: 'http', to: 'backend' }, transform, sent, 'mapping'),
      ),
      runs,
    ));

  it('parameter mapping of a REST API', () =>
    fc.assert(
      fc.asyncProperty(restMappable, traffic, (transform, sent) =>
        compare({ api: 'rest', to: 'backend' }, transform, sent, 'mapping'),
      ),
      runs,
    ));

  it.each(['http', 'rest'] as const)('code around a handler behind the %s engine', (api) =>
    fc.assert(
      fc.asyncProperty(fc.oneof(anyTransform, httpMappable, restMappable), traffic, (transform, sent) =>
        compare({ api, to: 'handler' }, transform, sent, 'handler'),
      ),
      runs,
    ),
  );

  it.each(['http', 'rest'] as const)('a function before a backend behind the %s engine', (api) =>
    fc.assert(
      fc.asyncProperty(fc.oneof(anyTransform, httpMappable, restMappable), traffic, (transform, sent) =>
        compare({ api, to: 'backend', use: [passing] }, transform, sent, 'function'),
      ),
      runs,
    ),
  );
});

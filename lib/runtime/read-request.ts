import type { Contract } from '../spec/contract.js';
import { check, type Fault } from './check.js';
import type { DecodedRequest, ProxyEvent } from './event.js';
import { listNames } from './list-names.js';
import { headerPairs, namedValues, queryPairs } from './named-values.js';
import { readBody, textOf } from './read-body.js';
import { type ProblemResult, problem } from './result.js';

/** A request's parts, as the route's schemas make them. */
export interface Parts extends Pick<DecodedRequest, 'requestId'> {
  readonly params: unknown;
  readonly query: unknown;
  readonly headers: unknown;
  readonly body: unknown;
}

export type RequestReader = (event: ProxyEvent, request: DecodedRequest) => Promise<Parts | ProblemResult>;

/** Reads and checks all parts of a route's requests, and refuses with the faults of all of them at once. */
export function requestReader({ params, query, headers, body }: Omit<Contract, 'responses'>): RequestReader {
  const queryLists = listNames(query);
  const headerLists = listNames(headers);
  return async (event, request) => {
    const faults: Fault[] = [];
    const parts: { -readonly [Name in keyof Parts]: Parts[Name] } = { ...request };
    if (params) parts.params = await check(params, request.params, '#/params', faults);
    if (query) parts.query = await check(query, namedValues(queryPairs(event), queryLists), '#/query', faults);
    const pairs = headers && headerPairs(request, headerLists);
    if (pairs) parts.headers = await check(headers, namedValues(pairs, headerLists), '#/headers', faults);
    const sent = readBody(request);
    if (!body) parts.body = sent.other ?? ('json' in sent ? sent.json : textOf(request.body));
    else if ('other' in sent)
      return problem(415, { title: 'Unsupported Media Type', detail: 'This route takes application/json.' });
    else if ('json' in sent) parts.body = await check(body, sent.json, '', faults);
    else faults.push({ pointer: '', detail: 'not valid JSON, or too deep' });
    if (faults.length === 0) return parts;
    return problem(400, { title: 'Bad Request', detail: 'The request does not fit this route.', errors: faults });
  };
}

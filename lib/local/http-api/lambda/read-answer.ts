import { isRecord, parseJson } from '../../json/json-value.js';
import type { Answer } from '../answer.js';

type Header = readonly [name: string, value: string];

/** How to read what a function returned. */
export interface ReadOptions {
  /** Type of a response that states a status and has a body, but no type. */
  readonly untypedContentType: string;
}

/** An answer, or the reason why there is none: `$context.integrationErrorMessage`. */
export type ReadResult =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'malformed'; readonly reason: string };

/** Headers that describe the connection to the function or the length, both of which the server knows better. */
const DROPPED: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'keep-alive',
  'proxy-authenticate',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/**
 * Payload format 2.0: what has no `statusCode` is itself the body of a 200, as JSON, strings unquoted. An object that has
 * the form of a function's error is one.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function readAnswerV2(payload: string, options: ReadOptions): ReadResult {
  const value = parseJson(payload);
  if (isRecord(value) && Object.hasOwn(value, 'statusCode')) {
    return readStated(value, readHeaders([readSingleHeaders(value.headers), readCookies(value.cookies)]), options);
  }
  if (isRecord(value) && Object.hasOwn(value, 'errorMessage')) return malformed('The response is an error');
  const body = typeof value === 'string' ? value : payload;
  return { kind: 'answer', answer: { status: 200, headers: [['content-type', 'application/json']], body } };
}

/** Payload format 1.0: an object with a `statusCode`, or an error. */
export function readAnswerV1(payload: string, options: ReadOptions): ReadResult {
  const value = parseJson(payload);
  if (!isRecord(value)) return malformed('The response is not an object');
  const multi = readMultiHeaders(value.multiValueHeaders);
  return readStated(value, readHeaders([multi, besides(multi, readSingleHeaders(value.headers))]), options);
}

function readStated(
  value: Readonly<Record<string, unknown>>,
  headers: readonly Header[] | undefined,
  options: ReadOptions,
): ReadResult {
  const status = readStatus(value.statusCode);
  if (status === undefined) return malformed('statusCode is not a valid status');
  if (!headers) return malformed('headers, multiValueHeaders or cookies have values that are not text');
  const body = readBody(value.body, value.isBase64Encoded);
  if (body === undefined) return malformed('body or isBase64Encoded has the wrong type');
  const isTyped = body.length === 0 || headers.some(([name]) => name.toLowerCase() === 'content-type');
  return {
    kind: 'answer',
    answer: { status, headers: isTyped ? headers : [['content-type', options.untypedContentType], ...headers], body },
  };
}

const malformed = (reason: string): ReadResult => ({ kind: 'malformed', reason });

/** An integer, or a text that spells one; a status that HTTP cannot carry is none. */
function readStatus(value: unknown): number | undefined {
  const status = typeof value === 'string' && /^\d{3}$/.test(value) ? Number(value) : value;
  return typeof status === 'number' && Number.isInteger(status) && status >= 200 && status <= 599 ? status : undefined;
}

/** Headers of all sources; `undefined` where one of them is not readable, or not sendable. */
function readHeaders(sources: readonly (readonly Header[] | undefined)[]): Header[] | undefined {
  if (sources.includes(undefined)) return undefined;
  const all = sources.flatMap((source) => source ?? []);
  return all.every(isSendable) ? all.filter(([name]) => !DROPPED.has(name.toLowerCase())) : undefined;
}

/** Single values join those of `multiValueHeaders`, unless the very same value is among them. */
function besides(multi: readonly Header[] | undefined, single: readonly Header[] | undefined): Header[] | undefined {
  const stated = new Set(multi?.map(pairOf));
  return single?.filter((header) => !stated.has(pairOf(header)));
}

const pairOf = ([name, value]: Header): string => `${name.toLowerCase()}: ${value}`;

const isSendable = ([name, value]: Header): boolean =>
  /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(name) && !/[\0\r\n]/.test(value);

/** Numbers and booleans are printed, empty values dropped, everything else refused. */
function readSingleHeaders(value: unknown): Header[] | undefined {
  if (value === undefined || value === null) return [];
  if (!isRecord(value)) return undefined;
  const entries = Object.entries(value).filter(([, each]) => each !== null);
  return entries.every(([, each]) => isScalar(each))
    ? entries.map(([name, each]) => [name, String(each)] as const)
    : undefined;
}

function readMultiHeaders(value: unknown): Header[] | undefined {
  if (value === undefined || value === null) return [];
  if (!isRecord(value)) return undefined;
  const entries = Object.entries(value).filter(([, each]) => each !== null);
  if (!entries.every(([, each]) => Array.isArray(each) && each.every(isScalar))) return undefined;
  return entries.flatMap(([name, each]) => (each as unknown[]).map((one) => [name, String(one)] as const));
}

function readCookies(value: unknown): Header[] | undefined {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || !value.every((each) => typeof each === 'string')) return undefined;
  return value.map((cookie: string) => ['set-cookie', cookie] as const);
}

function readBody(body: unknown, isBase64Encoded: unknown): Buffer | string | undefined {
  if (![undefined, null, true, false].includes(isBase64Encoded as boolean)) return undefined;
  if (body === undefined || body === null) return '';
  if (typeof body !== 'string') return undefined;
  return isBase64Encoded === true ? Buffer.from(body, 'base64') : body;
}

const isScalar = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value);

import type { DecodedRequest } from '../event.js';
import { bodyText } from './body-text.js';
import type { Pair, ResponseMessage } from './message.js';

type Version = DecodedRequest['version'];
type Values = Readonly<Record<string, unknown>>;

/**
 * The answer that a handler gave. An answer of payload 2.0 without a status is the JSON of a 200.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 * @throws Error where it is no answer
 */
export function readResult(result: unknown, version: Version): ResponseMessage {
  const isWhole = isRecord(result) && 'statusCode' in result;
  if (!isWhole && version === '2.0' && !(isRecord(result) && 'errorMessage' in result)) return inferred(result);
  if (!isWhole || !isStatus(Number(result.statusCode))) throw new Error('the handler gave no answer with a status');
  const { statusCode, headers, multiValueHeaders, cookies, body, isBase64Encoded } = result;
  return {
    status: Number(statusCode),
    headers: [
      ...headersOf(headers, multiValueHeaders),
      ...(Array.isArray(cookies) ? cookies.map((cookie): Pair => ['set-cookie', String(cookie)]) : []),
    ],
    body: body == null ? undefined : Buffer.from(textOf(body), isBase64Encoded ? 'base64' : 'utf8'),
  };
}

/**
 * The answer in the form that API Gateway takes. Cookies are never joined; other values of one name are joined with `,`
 * in payload 2.0, which has no lists.
 */
export function writeResult({ status, headers, body }: ResponseMessage, version: Version): object {
  const lists = new Map<string, readonly string[]>();
  for (const [name, value] of headers) lists.set(name.toLowerCase(), [...(lists.get(name.toLowerCase()) ?? []), value]);
  const cookies = lists.get('set-cookie');
  if (version === '2.0') lists.delete('set-cookie');
  const isListed = ([name, { length }]: readonly [string, readonly string[]]) =>
    version === '1.0' && (length > 1 || name === 'set-cookie');
  const listed = [...lists].filter(isListed);
  const single = [...lists].filter((entry) => !isListed(entry)).map(([name, values]) => [name, values.join(',')]);
  return {
    statusCode: status,
    headers: Object.fromEntries(single),
    ...(version === '2.0' && cookies && { cookies }),
    ...(listed.length > 0 && { multiValueHeaders: Object.fromEntries(listed) }),
    ...{ body: '', ...bodyText(body) },
  };
}

function inferred(result: unknown): ResponseMessage {
  const text = JSON.stringify(result);
  return {
    status: 200,
    headers: [['content-type', 'application/json']],
    body: text === undefined ? undefined : Buffer.from(typeof result === 'string' ? result : text),
  };
}

/** A name that is in both has the values of the list. */
function headersOf(single: unknown, lists: unknown): readonly Pair[] {
  const several = Object.entries(isRecord(lists) ? lists : {}).filter(([, values]) => Array.isArray(values));
  const listed = new Set(several.map(([name]) => name.toLowerCase()));
  const once = Object.entries(isRecord(single) ? single : {}).filter(
    ([name, value]) => value != null && !listed.has(name.toLowerCase()),
  );
  return [
    ...once.map(([name, value]): Pair => [name, String(value)]),
    ...several.flatMap(([name, values]) => (values as unknown[]).map((value): Pair => [name, String(value)])),
  ];
}

function textOf(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}

function isStatus(status: number): boolean {
  return Number.isInteger(status) && status >= 200 && status <= 599;
}

function isRecord(value: unknown): value is Values {
  return typeof value === 'object' && value !== null;
}

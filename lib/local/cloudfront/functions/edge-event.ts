import type { DistributionModel, HeaderPair } from '../../model/distribution.js';
import type { EdgeRequest, EdgeResponse } from '../edge-message.js';
import { type FunctionValues, functionValues, lowerNames, nameAndValue } from './function-values.js';
import { type EventType, isHidden } from './header-rules.js';

export interface RequestEvent {
  readonly method: string;
  readonly uri: string;
  readonly querystring: FunctionValues;
  readonly headers: FunctionValues;
  readonly cookies: FunctionValues;
}

export interface ResponseEvent {
  readonly statusCode: number;
  readonly headers: FunctionValues;
  readonly cookies: FunctionValues;
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html */
export interface EdgeEvent {
  readonly version: '1.0';
  readonly context: {
    readonly distributionDomainName: string;
    readonly endpoint: string;
    readonly distributionId: string;
    readonly eventType: EventType;
    readonly requestId: string;
  };
  readonly viewer: { readonly ip: string };
  readonly request: RequestEvent;
  readonly response?: ResponseEvent;
}

export function edgeEvent(
  { id, domainName }: Pick<DistributionModel, 'id' | 'domainName'>,
  request: EdgeRequest,
  response?: EdgeResponse,
): EdgeEvent {
  return {
    version: '1.0',
    context: {
      distributionDomainName: domainName,
      endpoint: domainName,
      distributionId: id,
      eventType: response === undefined ? 'viewer-request' : 'viewer-response',
      requestId: request.requestId,
    },
    viewer: { ip: request.viewerIp },
    request: requestEvent(request),
    ...(response && { response: responseEvent(response) }),
  };
}

function requestEvent({ method, uri, query, headers }: EdgeRequest): RequestEvent {
  const cookies = headers
    .filter(([name]) => name.toLowerCase() === 'cookie')
    .flatMap(([, value]) => value.split(';').map((pair) => pair.trim()))
    .filter((pair) => pair !== '');
  return {
    method,
    uri,
    querystring: functionValues(query === '' ? [] : query.split('&').map(nameAndValue)),
    headers: visible(headers, 'cookie'),
    cookies: functionValues(cookies.map(nameAndValue)),
  };
}

function responseEvent({ status, headers }: EdgeResponse): ResponseEvent {
  const cookies = headers.filter(([name]) => name.toLowerCase() === 'set-cookie').map(([, value]) => readCookie(value));
  return { statusCode: status, headers: visible(headers, 'set-cookie'), cookies: functionValues(cookies) };
}

const visible = (headers: readonly HeaderPair[], cookies: string): FunctionValues =>
  functionValues(lowerNames(headers).filter(({ name }) => name !== cookies && !isHidden(name)));

function readCookie(text: string) {
  const at = text.indexOf(';');
  const pair = nameAndValue((at < 0 ? text : text.slice(0, at)).trim());
  return at < 0 ? pair : { ...pair, attributes: text.slice(at + 1).trim() };
}

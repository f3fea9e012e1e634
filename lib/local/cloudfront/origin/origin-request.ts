import type { BehaviorModel, HeaderPair, OriginModel } from '../../model/distribution.js';
import type { EdgeRequest } from '../edge-message.js';
import { headerValue, withHeader, withoutHeaders } from '../headers.js';
import { acceptedEncodings } from '../request/accepted-encodings.js';
import { selectCookies, selectQuery, selects } from '../request/selections.js';
import type { OriginCall } from './origin-call.js';
import type { CustomHeader } from './origin-headers.js';

/** Sent whatever the policies say. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html#request-custom-headers-behavior */
const ALWAYS_SENT = new Set([
  'cache-control',
  'content-encoding',
  'content-md5',
  'content-type',
  'date',
  'from',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'if-unmodified-since',
  'max-forwards',
  'pragma',
  'range',
  'warning',
]);

/** Of the connection, or set anew. */
const NEVER_SENT =
  /^(connection|content-length|cookie|expect|host|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|user-agent|via|accept-encoding|x-amz-cf-.*|x-edge-.*|x-forwarded-for|x-forwarded-proto|x-real-ip)$/;

const CHANGING = new Set(['DELETE', 'PATCH', 'POST', 'PUT']);

export interface OriginRequestParts {
  readonly behavior: BehaviorModel;
  readonly origin: OriginModel;
  /** What the origin's custom headers hold now, with no reference to a secret left in them. */
  readonly customHeaders: readonly CustomHeader[];
  readonly via: string;
}

/** A request as the policies of its behavior let it through to the origin. Nobody but the origin's settings sets its custom headers. */
export function originRequest(request: EdgeRequest, parts: OriginRequestParts): OriginCall {
  const { behavior, origin, customHeaders } = parts;
  const { cachePolicy, originRequestPolicy } = behavior;
  const query = selectQuery(
    request.query,
    (name) => selects(cachePolicy.queryStrings, name) || selects(originRequestPolicy?.queryStrings ?? NONE, name),
  );
  const headers = customHeaders.reduce<readonly HeaderPair[]>(withCustomHeader, forwarded(request, parts));
  return {
    origin,
    method: request.method,
    path: origin.path + request.uri,
    query,
    headers,
    body: request.body,
    receivedAtMs: request.receivedAtMs,
  };
}

const NONE = { kind: 'none' } as const;

const withCustomHeader = (all: readonly HeaderPair[], [name, value]: CustomHeader): readonly HeaderPair[] =>
  value === undefined ? withoutHeaders(all, [name.toLowerCase()]) : withHeader(all, name, value);

function forwarded(request: EdgeRequest, { behavior, origin, via }: OriginRequestParts): HeaderPair[] {
  const isWanted = wantedHeaders(request, behavior);
  const ofConnection = (headerValue(request.headers, 'connection') ?? '').toLowerCase().split(/[\s,]+/);
  const passed = request.headers.filter(([name]) => {
    const lower = name.toLowerCase();
    return !NEVER_SENT.test(lower) && !ofConnection.includes(lower) && isWanted(lower);
  });
  const given = (name: string) => headerValue(request.headers, name);
  const agent = isWanted('user-agent') ? given('user-agent') : 'Amazon CloudFront';
  const host = isWanted('host') ? given('host') : origin.domainName;
  const added: (readonly [string, string | undefined])[] = [
    ['Host', host],
    ['User-Agent', agent],
    ['Cookie', cookies(request, behavior)],
    ['Accept-Encoding', encodings(request, behavior, isWanted)],
    ['X-Forwarded-For', [given('x-forwarded-for'), request.viewerIp].filter(Boolean).join(',')],
    ['Via', [given('via'), via].filter(Boolean).join(', ')],
    ['X-Amz-Cf-Id', request.requestId],
  ];
  return [...added.filter((pair): pair is HeaderPair => Boolean(pair[1])), ...passed];
}

/** `Authorization` of a request that may be cached passes only by a key that has it, or by a policy that lets all headers through. */
function wantedHeaders({ method }: EdgeRequest, { cachePolicy, originRequestPolicy }: BehaviorModel) {
  const extra = originRequestPolicy?.headers ?? NONE;
  const cloudFront = originRequestPolicy?.cloudFrontHeaders ?? [];
  return (name: string): boolean =>
    ALWAYS_SENT.has(name) ||
    selects(cachePolicy.headers, name) ||
    selects(extra, name) ||
    cloudFront.includes(name) ||
    (name === 'authorization' && CHANGING.has(method));
}

function cookies({ headers }: EdgeRequest, { cachePolicy, originRequestPolicy }: BehaviorModel): string {
  const extra = originRequestPolicy?.cookies ?? NONE;
  return selectCookies(headers, (name) => selects(cachePolicy.cookies, name) || selects(extra, name));
}

function encodings(
  request: EdgeRequest,
  { cachePolicy }: BehaviorModel,
  isWanted: (name: string) => boolean,
): string | undefined {
  if (cachePolicy.gzip || cachePolicy.brotli) return acceptedEncodings(request, cachePolicy).join(',');
  return isWanted('accept-encoding') ? headerValue(request.headers, 'accept-encoding') : undefined;
}

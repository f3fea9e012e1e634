import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { BehaviorModel } from '../../model/distribution.js';
import type { EdgeRequest, EdgeResponse } from '../edge-message.js';
import { headerValue, withHeader, withoutHeaders } from '../headers.js';
import { acceptedEncodings, type Encoding } from '../request/accepted-encodings.js';

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html */
const MIN_BYTES = 1_000;
const MAX_BYTES = 10_000_000;
const COMPRESSED_STATUSES = new Set([200, 403, 404]);
const COMPRESSED_TYPES = new Set(
  `application/dash+xml application/eot application/font application/font-sfnt application/javascript application/json
  application/opentype application/otf application/pdf application/pkcs7-mime application/protobuf application/rss+xml
  application/truetype application/ttf application/vnd.apple.mpegurl application/vnd.mapbox-vector-tile
  application/vnd.ms-fontobject application/wasm application/xhtml+xml application/xml application/x-font-opentype
  application/x-font-truetype application/x-font-ttf application/x-httpd-cgi application/x-javascript application/x-mpegurl
  application/x-opentype application/x-otf application/x-perl application/x-ttf font/eot font/opentype font/otf font/ttf
  image/svg+xml text/css text/csv text/html text/javascript text/js text/plain text/richtext text/tab-separated-values
  text/xml text/x-component text/x-java-source text/x-script vnd.apple.mpegurl`.split(/\s+/),
);

/** Quality of a server that answers at once; AWS's own is not documented. */
const BROTLI_QUALITY = 4;

const COMPRESS = {
  gzip: promisify(gzip),
  br: (body: Buffer) =>
    promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }),
} satisfies Record<Encoding, (body: Buffer) => Promise<Buffer>>;

/** Compresses an origin's answer where its behavior says so, the viewer takes it and the policy caches at all. */
export async function compressed(
  response: EdgeResponse,
  request: EdgeRequest,
  { compress, cachePolicy }: BehaviorModel,
): Promise<EdgeResponse> {
  const [encoding] = acceptedEncodings(request, cachePolicy);
  const isAsked = compress && cachePolicy.maxTtlSeconds > 0 && request.method !== 'HEAD';
  if (!isAsked || encoding === undefined || !isCompressible(response)) return response;
  const body = await COMPRESS[encoding](response.body);
  const headers = withHeader(weakened(response), 'Content-Encoding', encoding);
  return { ...response, body, headers: withHeader(headers, 'Vary', varying(headerValue(headers, 'vary'))) };
}

function isCompressible({ status, headers, body, parts }: EdgeResponse): boolean {
  const type = (headerValue(headers, 'content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const isSized = parts === undefined && body.length >= MIN_BYTES && body.length <= MAX_BYTES;
  const isWhole = headerValue(headers, 'content-encoding') === undefined;
  return isSized && isWhole && COMPRESSED_STATUSES.has(status) && COMPRESSED_TYPES.has(type);
}

/** A strong tag names the bytes that the origin sent; what is no tag at all goes. */
function weakened({ headers }: EdgeResponse) {
  const etag = headerValue(headers, 'etag');
  if (etag === undefined || etag.startsWith('W/')) return headers;
  return etag.startsWith('"') ? withHeader(headers, 'ETag', `W/${etag}`) : withoutHeaders(headers, ['etag']);
}

function varying(vary: string | undefined): string {
  const names = (vary ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  return names.some((name) => /^(accept-encoding|\*)$/i.test(name))
    ? names.join(', ')
    : [...names, 'Accept-Encoding'].join(', ');
}

import { headerText, queryPairs, type SignedRequest } from './signed-request.js';

/** A signature as a request states it; nothing of it is verified. */
export interface Signature {
  readonly accessKeyId: string;
  /** `20260312` */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly value: string;
  /** `20260312T190401Z` */
  readonly time: string;
  /** For how long a presigned address counts. */
  readonly expiresSeconds?: number;
  readonly hasSessionToken: boolean;
}

export type ReadSignature =
  | { readonly kind: 'signature'; readonly signature: Signature }
  /** The request is not signed at all. */
  | { readonly kind: 'none' }
  /** @param message in AWS's words, without what was sent */
  | { readonly kind: 'incomplete'; readonly message: string };

const ALGORITHM = 'AWS4-HMAC-SHA256';

/**
 * Reads a signature from the Authorization header, or from the query string of a presigned address.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html
 */
export function readSignature(request: SignedRequest): ReadSignature {
  const authorization = headerText(request, 'authorization');
  if (authorization !== undefined) return readHeader(request, authorization);
  const query = new Map(queryPairs(request.rawQuery));
  return query.get('X-Amz-Algorithm') === ALGORITHM ? readQuery(query) : { kind: 'none' };
}

function readHeader(request: SignedRequest, authorization: string): ReadSignature {
  const [, rest = ''] = /^AWS4-HMAC-SHA256\s+(.*)$/s.exec(authorization) ?? [];
  const parts = new Map(rest.split(',').map((part) => splitOnce(part.trim())));
  const time = headerText(request, 'x-amz-date') ?? headerText(request, 'date');
  return complete(
    { credential: parts.get('Credential'), names: parts.get('SignedHeaders'), value: parts.get('Signature'), time },
    { hasSessionToken: headerText(request, 'x-amz-security-token') !== undefined },
    HEADER_GAPS,
  );
}

function readQuery(query: ReadonlyMap<string, string>): ReadSignature {
  const expires = Number(query.get('X-Amz-Expires') ?? DEFAULT_EXPIRY_SECONDS);
  return complete(
    {
      credential: query.get('X-Amz-Credential'),
      names: query.get('X-Amz-SignedHeaders'),
      value: query.get('X-Amz-Signature'),
      time: query.get('X-Amz-Date'),
    },
    { hasSessionToken: query.has('X-Amz-Security-Token'), expiresSeconds: Number.isFinite(expires) ? expires : 0 },
    QUERY_GAPS,
  );
}

const DEFAULT_EXPIRY_SECONDS = 300;

type Parts = Readonly<Record<'credential' | 'names' | 'value' | 'time', string | undefined>>;
type Gaps = Readonly<Record<keyof Parts, string>>;

const HEADER_GAPS: Gaps = {
  credential: "Authorization header requires 'Credential' parameter.",
  value: "Authorization header requires 'Signature' parameter.",
  names: "Authorization header requires 'SignedHeaders' parameter.",
  time: "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
};

const QUERY_GAPS: Gaps = {
  credential: "AWS query-string parameters must include 'X-Amz-Credential'.",
  value: "AWS query-string parameters must include 'X-Amz-Signature'.",
  names: "AWS query-string parameters must include 'X-Amz-SignedHeaders'.",
  time: "AWS query-string parameters must include 'X-Amz-Date'.",
};

function complete(
  parts: Parts,
  more: Pick<Signature, 'hasSessionToken' | 'expiresSeconds'>,
  gaps: Gaps,
): ReadSignature {
  const missing = (Object.keys(gaps) as (keyof Parts)[]).filter((part) => !parts[part]);
  if (missing.length > 0) return { kind: 'incomplete', message: missing.map((part) => gaps[part]).join(' ') };
  const { credential = '', names = '', value = '', time = '' } = parts;
  const [, accessKeyId = '', date = '', region = '', service = ''] =
    /^(.+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request$/.exec(credential) ?? [];
  if (accessKeyId === '') {
    return {
      kind: 'incomplete',
      message: 'Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term.',
    };
  }
  const signedHeaders = names.split(';').map((name) => name.toLowerCase());
  return { kind: 'signature', signature: { accessKeyId, date, region, service, signedHeaders, value, time, ...more } };
}

function splitOnce(text: string): [name: string, value: string] {
  const at = text.indexOf('=');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

import { createHmac, timingSafeEqual } from 'node:crypto';
import { canonicalRequest, sha256 } from './canonical-request.js';
import { readSignature, type Signature } from './read-signature.js';
import type { SignedRequest } from './signed-request.js';

export type SignatureVerdict =
  | { readonly kind: 'verified'; readonly accessKeyId: string }
  /** Not signed at all. */
  | { readonly kind: 'unsigned' }
  | { readonly kind: 'refused'; readonly code: SignatureErrorCode; readonly message: string };

export type SignatureErrorCode =
  | 'IncompleteSignatureException'
  | 'InvalidSignatureException'
  | 'UnrecognizedClientException';

export interface SignatureRules {
  readonly service: string;
  /** @default any */
  readonly region?: string;
  /** Access key id → secret access key. */
  readonly accessKeys: ReadonlyMap<string, string>;
  readonly nowMs: number;
}

/** How far a signature's time may be from now. */
const MAX_SKEW_MS = 5 * 60 * 1000;
/** A presigned address counts for a week at most. */
const MAX_EXPIRY_SECONDS = 7 * 24 * 3600;

/**
 * Verifies a request's Signature Version 4: its scope, its time, and its value over the whole request with the body.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function verifySignature(request: SignedRequest, rules: SignatureRules): SignatureVerdict {
  const read = readSignature(request);
  if (read.kind === 'none') return { kind: 'unsigned' };
  if (read.kind === 'incomplete') return refused('IncompleteSignatureException', read.message);
  const { signature } = read;
  const secret = signature.hasSessionToken ? undefined : rules.accessKeys.get(signature.accessKeyId);
  if (secret === undefined) return refused('UnrecognizedClientException', UNKNOWN_KEY);
  const wrong = scopeProblem(signature, rules) ?? timeProblem(signature, rules.nowMs);
  if (wrong !== undefined) return refused('InvalidSignatureException', wrong);
  const isSigned = readingsOf(request).some((each) => isEqual(signature.value, signatureOf(each, signature, secret)));
  if (!isSigned) return refused('InvalidSignatureException', MISMATCH);
  return { kind: 'verified', accessKeyId: signature.accessKeyId };
}

/** Signers differ on a `+` in a query: those who build it as a form mean a blank, others the character. */
function readingsOf(request: SignedRequest): readonly SignedRequest[] {
  if (!request.rawQuery.includes('+')) return [request];
  return [request, { ...request, rawQuery: request.rawQuery.replaceAll('+', '%20') }];
}

const UNKNOWN_KEY = 'The security token included in the request is invalid.';
const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';

const refused = (code: SignatureErrorCode, message: string): SignatureVerdict => ({ kind: 'refused', code, message });

function scopeProblem({ signedHeaders, region, service, date, time }: Signature, rules: SignatureRules) {
  if (!signedHeaders.includes('host')) {
    return "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.";
  }
  const wrong = [
    ...(rules.region === undefined || region === rules.region
      ? []
      : [`Credential should be scoped to a valid region, not '${plain(region)}'.`]),
    ...(service === rules.service ? [] : [`Credential should be scoped to correct service: '${rules.service}'.`]),
  ];
  if (wrong.length > 0) return wrong.join(' ');
  if (time.startsWith(`${date}T`)) return undefined;
  return 'Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP.';
}

/** What a caller sent stands in an answer only where it can be no more than a name. */
const plain = (text: string): string => (/^[a-z0-9-]{1,32}$/.test(text) ? text : '…');

function timeProblem({ time, expiresSeconds }: Signature, nowMs: number): string | undefined {
  const signedMs = epochMs(time);
  if (signedMs === undefined) return 'Date must be in ISO-8601 "basic format".';
  if (expiresSeconds !== undefined && (expiresSeconds < 0 || expiresSeconds > MAX_EXPIRY_SECONDS)) {
    return 'X-Amz-Expires must be from 0 to 604800 seconds.';
  }
  const validMs = expiresSeconds === undefined ? MAX_SKEW_MS : expiresSeconds * 1000;
  const now = amzDate(nowMs);
  if (signedMs + validMs < nowMs) {
    return `Signature expired: ${time} is now earlier than ${amzDate(nowMs - validMs)} (${now} - ${validMs / 60_000} min.)`;
  }
  if (signedMs - MAX_SKEW_MS <= nowMs) return undefined;
  return `Signature not yet current: ${time} is still later than ${amzDate(nowMs + MAX_SKEW_MS)} (${now} + 5 min.)`;
}

function epochMs(time: string): number | undefined {
  if (!/^\d{8}T\d{6}Z$/.test(time)) return undefined;
  const parsed = Date.parse(time.replace(/(....)(..)(..T..)(..)(..Z)/, '$1-$2-$3:$4:$5'));
  return Number.isNaN(parsed) ? undefined : parsed;
}

const amzDate = (epoch: number): string => new Date(epoch).toISOString().replace(/[:-]|\.\d{3}/g, '');

function signatureOf(request: SignedRequest, signature: Signature, secret: string): string {
  const { date, region, service, time, signedHeaders } = signature;
  const scope = [date, region, service, 'aws4_request'];
  const key = scope.reduce<Buffer | string>((before, part) => hmac(before, part), `AWS4${secret}`);
  const text = ['AWS4-HMAC-SHA256', time, scope.join('/'), sha256(canonicalRequest(request, signedHeaders))].join('\n');
  return hmac(key, text).toString('hex');
}

const hmac = (key: Buffer | string, text: string): Buffer => createHmac('sha256', key).update(text).digest();

function isEqual(one: string, other: string): boolean {
  const [given, expected] = [Buffer.from(one), Buffer.from(other)];
  return given.length === expected.length && timingSafeEqual(given, expected);
}

import { AwsV4Signer } from 'aws4fetch';
import type { SignedRequest } from '../../../lib/local/authorization/sigv4/signed-request.js';

export const ACCESS_KEY = { id: 'local', secret: 'a secret of the tests' };
export const ACCESS_KEYS: ReadonlyMap<string, string> = new Map([[ACCESS_KEY.id, ACCESS_KEY.secret]]);

export interface Signing {
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly region?: string;
  readonly service?: string;
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
  readonly sessionToken?: string;
  /** Into the query string, as a presigned address. */
  readonly signQuery?: boolean;
  /** As those of `X-Amz-Date`. */
  readonly datetime: string;
}

/** A request as aws4fetch, a signer that is not ours, signs it. */
export async function signed(url: string, { body = '', ...signing }: Signing): Promise<SignedRequest> {
  const signer = new AwsV4Signer({
    method: 'GET',
    accessKeyId: ACCESS_KEY.id,
    secretAccessKey: ACCESS_KEY.secret,
    region: 'eu-north-1',
    service: 'execute-api',
    ...signing,
    url,
    ...(body !== '' && { body }),
  });
  const { method, url: at, headers } = await signer.sign();
  const host: [string, string] = ['Host', at.host];
  return {
    method,
    path: at.pathname,
    rawQuery: at.search.slice(1),
    headers: [host, ...new Headers(headers)],
    body: Buffer.from(body),
  };
}

import { createHash, createHmac } from 'node:crypto';

export interface SignedPost {
  /** Whose path needs no encoding. */
  readonly url: URL;
  /** Lower-case names, all of them signed. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly service: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly at: Date;
}

/**
 * The headers of a POST without a query, signed with Signature Version 4; a library that signs any request is 7 kB.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signPost(post: SignedPost): Readonly<Record<string, string>> {
  const time = post.at.toISOString().replace(/[:-]|\.\d{3}/g, '');
  const headers: Record<string, string> = { ...post.headers, 'x-amz-date': time };
  const signed = Object.entries({ ...headers, host: post.url.host }).sort(([a], [b]) => (a < b ? -1 : 1));
  const names = signed.map(([name]) => name).join(';');
  const lines = signed.map(([name, value]) => `${name}:${value}\n`).join('');
  const request = ['POST', post.url.pathname, '', lines, names, sha256(post.body)].join('\n');
  const scope = [time.slice(0, 8), post.region, post.service, 'aws4_request'];
  const text = ['AWS4-HMAC-SHA256', time, scope.join('/'), sha256(request)].join('\n');
  const key = scope.reduce<string | Buffer>(hmac, `AWS4${post.secretAccessKey}`);
  const credential = `Credential=${post.accessKeyId}/${scope.join('/')}`;
  const signature = hmac(key, text).toString('hex');
  return {
    ...headers,
    authorization: `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=${names}, Signature=${signature}`,
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

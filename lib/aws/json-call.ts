import { AwsV4Signer } from 'aws4fetch';

/** Calls an operation of a service that speaks AWS JSON 1.1: `secretsmanager.GetSecretValue`. */
export type JsonCall = (target: string, body: object) => Promise<Readonly<Record<string, unknown>>>;

export interface JsonService {
  /** As signatures name it. */
  readonly service: string;
  readonly region: string;
  /** @default AWS itself */
  readonly endpoint: string | undefined;
  readonly credentials: () => Promise<{
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  }>;
}

const TIMEOUT_MS = 10_000;

/**
 * One signed request for each call: a whole SDK client for a single operation would be loaded for nothing else. What it
 * throws looks as what the SDK throws, so that it is read and repeated alike.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html
 */
export function signedJsonCall({ service, region, endpoint, credentials }: JsonService): JsonCall {
  const url = endpoint ?? `https://${service}.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}/`;
  return async (target, document) => {
    const body = JSON.stringify(document);
    const { accessKeyId, secretAccessKey, sessionToken } = await credentials();
    const request = await new AwsV4Signer({
      url,
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target },
      body,
      service,
      region,
      accessKeyId,
      secretAccessKey,
      ...(sessionToken && { sessionToken }),
    }).sign();
    return answerOf(await sent(request.url, { method: 'POST', headers: request.headers, body }));
  };
}

/** The reason why there is no answer is below what `fetch` throws. */
async function sent(url: URL, request: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...request, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch (error) {
    throw error instanceof TypeError && error.cause instanceof Error ? error.cause : error;
  }
}

async function answerOf(response: Response): Promise<Readonly<Record<string, unknown>>> {
  const text = await response.text();
  const document = membersOf(text);
  if (response.ok && document) return document;
  // Some services say `prefix#Name`, and some `Message` where others say `message`.
  const name = String(document?.__type ?? '').replace(/^.*#/, '');
  const message = document?.message ?? document?.Message ?? `status ${response.status}`;
  throw Object.assign(new Error(String(message)), {
    name,
    $metadata: { httpStatusCode: response.status },
    $response: { headers: Object.fromEntries(response.headers) },
  });
}

function membersOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const document: unknown = JSON.parse(text);
    return typeof document === 'object' && document !== null ? { ...document } : undefined;
  } catch {
    return undefined;
  }
}

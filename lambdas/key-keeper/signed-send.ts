import { AwsClient } from 'aws4fetch';

/** The environment that Lambda gives a function; `AWS_ENDPOINT_URL…` are the SDKs' own names for another control plane. */
export interface AwsEnvironment {
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  /** Of services that are not called at AWS itself. */
  readonly endpoints?: { readonly [Service in AwsRequest['service']]?: string };
}

export interface AwsRequest {
  readonly service: 'apigateway' | 'events';
  readonly method: 'GET' | 'PATCH' | 'POST' | 'PUT';
  /** With its query, percent-encoded. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Sends one request, once, and answers its JSON; undefined for an empty body. */
export type SignedSend = (request: AwsRequest) => Promise<unknown>;

/** Milliseconds. */
const REQUEST_TIMEOUT = 5_000;

/**
 * Calls AWS without its SDK: two clients of it are 550 kB in a bundle, the whole keeper is 23.
 * What it throws has the shape that the SDK's errors have, for `callAws`.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html
 */
export function signedSend({ region, endpoints, ...credentials }: AwsEnvironment): SignedSend {
  const client = new AwsClient({ ...credentials, region, retries: 0 });
  return async ({ service, method, path, headers, body }) => {
    const answer = await client
      .fetch(`${endpoints?.[service] ?? awsEndpoint(service, region)}${path}`, {
        method,
        headers: { ...headers },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(REQUEST_TIMEOUT),
        aws: { service },
      })
      .catch(broken);
    const text = await answer.text().catch(broken);
    if (!answer.ok) throw refusal(answer, text);
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  };
}

function awsEndpoint(service: AwsRequest['service'], region: string): string {
  return `https://${service}.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
}

/** What `fetch` throws hides its reason one level down. */
function broken(error: unknown): never {
  const { name, cause } = error as { name?: string; cause?: { code?: string } };
  if (name === 'TimeoutError') throw error;
  const code = cause?.code ?? '';
  throw Object.assign(new Error(`no answer (${code || name})`), {
    code: code.startsWith('UND_ERR') ? 'ECONNRESET' : code,
  });
}

function refusal(answer: Response, text: string): Error {
  const { message, Message, __type } = fieldsOf(text);
  const name = (answer.headers.get('x-amzn-errortype') ?? __type ?? '').replace(/:.*$/, '').replace(/^.*#/, '');
  return Object.assign(new Error(message ?? Message ?? `status ${answer.status}`), {
    name,
    $metadata: { httpStatusCode: answer.status },
    $response: { headers: Object.fromEntries(answer.headers) },
  });
}

function fieldsOf(text: string): { readonly message?: string; readonly Message?: string; readonly __type?: string } {
  try {
    return (JSON.parse(text) ?? {}) as ReturnType<typeof fieldsOf>;
  } catch {
    return {};
  }
}

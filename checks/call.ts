import assert from 'node:assert/strict';

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: JSON that assertions look into
  readonly body: any;
}

export interface Request {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Calls an address, within a bound of time; the body is read as JSON where it is some. */
export async function call(url: string, { method = 'GET', headers = {}, body }: Request = {}): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    signal: AbortSignal.timeout(30_000),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: parsed(text) };
}

/** Calls, and asserts the status and those members of the body that are named. */
export async function expectAnswer(url: string, request: Request, status: number, body: object = {}): Promise<Answer> {
  const answer = await call(url, request);
  assert.equal(answer.status, status, `status ${answer.status} ${JSON.stringify(answer.body)}`);
  for (const [name, value] of Object.entries(body)) assert.deepEqual(answer.body?.[name], value);
  return answer;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const THROTTLING = /throttl|TooManyRequests|LimitExceeded|RequestLimit|SlowDown/i;

/** AWS did not do what was asked. Its own words stay out of it: they may repeat the value that they are about. */
export class AwsRefusal extends Error {
  override readonly name = 'AwsRefusal';
  /** `PreconditionFailed`; `unreachable` where nobody answered. */
  readonly code: string;
  /** Whether the same call may be answered later. */
  readonly isPassing: boolean;

  /** @param status of HTTP; 0: there was no answer */
  constructor(action: string, status: number, text: string) {
    const code = status === 0 ? 'unreachable' : codeIn(text);
    super(`${action}: ${code}${status === 0 ? '' : ` (status ${status})`}`);
    this.code = code;
    this.isPassing = status === 0 || status >= 500 || status === 429 || THROTTLING.test(code);
  }
}

/** Of JSON, with or without the service's prefix, or of XML. */
function codeIn(text: string): string {
  const [, json, xml] = /"__type"\s*:\s*"(?:[^"#]*#)?([A-Za-z]+)|<Code>([A-Za-z]+)<\/Code>/.exec(text) ?? [];
  return json ?? xml ?? 'refused';
}

/**
 * `PATH_PARAMETER`: a parameter is missing or would change the path. `METHOD`: an `ANY` route was called without one.
 * `CREDENTIAL`: the route asks for one that the client does not have. `RESPONSE_JSON`: the answer says JSON and is none.
 */
export type ClientErrorCode = 'PATH_PARAMETER' | 'METHOD' | 'CREDENTIAL' | 'RESPONSE_JSON';

/** What the client itself refuses. A network error or an abort is thrown as `fetch` throws it. */
export class ClientError extends Error {
  override readonly name = 'ClientError';
  readonly code: ClientErrorCode;
  /** The route's pattern; never a parameter's value or a credential. */
  readonly route: string;
  /** Of the answer that could not be read. */
  readonly status: number | undefined;

  constructor(code: ClientErrorCode, route: string, fault: string, status?: number) {
    super(`${route}: ${fault}`);
    this.code = code;
    this.route = route;
    this.status = status;
  }
}

/** What an endpoint of the stand-ins answers, as JSON that nobody may keep. */
export interface EndpointAnswer {
  readonly status: number;
  readonly document: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An error of OAuth 2.0 (RFC 6749, section 5.2). The description never holds what was sent. */
export const oauthError = (status: number, error: string, description: string): EndpointAnswer => ({
  status,
  document: { error, error_description: description },
});

/** A page in a browser can be made to call addresses of this machine. */
export const FOREIGN_CALLER = oauthError(
  403,
  'access_denied',
  'the stand-in answers programs on this machine, by a loopback name such as 127.0.0.1 or localhost',
);

export const INVALID_CLIENT: EndpointAnswer = {
  ...oauthError(401, 'invalid_client', 'client authentication (client_secret_basic) failed'),
  headers: { 'www-authenticate': 'Basic realm="local issuer"' },
};

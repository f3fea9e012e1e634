/** Says whether a text is a secret that clients of this project have. */
export type IsClientSecret = (text: string) => boolean;

/**
 * `client_secret_basic`: id and secret are form-encoded before they are joined (RFC 6749, section 2.3.1). Templates do
 * not say which client has which secret, so any id goes with any secret of the project.
 *
 * @param authorization the field of that name
 * @returns the client's id; undefined where it is not authenticated
 */
export function authenticatedClient(authorization: string | undefined, isSecret: IsClientSecret): string | undefined {
  const encoded = /^Basic +([A-Za-z0-9+/]+=*) *$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const [, id = '', secret = ''] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? [];
  const [clientId, clientSecret] = [formDecoded(id), formDecoded(secret)];
  if (!clientId || !clientSecret) return undefined;
  return isSecret(clientSecret) ? clientId : undefined;
}

function formDecoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

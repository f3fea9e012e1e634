/** A body as events and results carry it: text where it is UTF-8, base64 where it is not. */
export function bodyText(body: Uint8Array | undefined): { readonly body?: string; readonly isBase64Encoded: boolean } {
  if (body === undefined) return { isBase64Encoded: false };
  try {
    // With its byte order mark: a body goes on as it came.
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
    return { body: text, isBase64Encoded: false };
  } catch {
    return { body: Buffer.from(body).toString('base64'), isBase64Encoded: true };
  }
}

export interface MutualTlsAuth<Name extends string = string> {
  readonly kind: 'mutual-tls';
  readonly name: Name;
}

/**
 * Callers with a client certificate of an authority in the trust store of the gateway's `domain`. The domain checks it
 * for every request, and the address that would go around it is switched off.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html
 */
/* @__NO_SIDE_EFFECTS__ */
export function mutualTls<const Name extends string>(name: Name): MutualTlsAuth<Name> {
  return Object.freeze({ kind: 'mutual-tls', name });
}

/** The scopes of a token: RFC 8693's `scope` is one string, `scp` a string or a list, by issuer. Blanks part them, and nothing else. */
export function scopesOf(claims: Readonly<Record<string, unknown>>): readonly string[] {
  return [claims.scope, claims.scp]
    .flat()
    .flatMap((value) => (typeof value === 'string' ? value.split(' ').filter(Boolean) : []));
}

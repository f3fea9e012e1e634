type Header = readonly [name: string, value: string];

const HOP_BY_HOP: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Drops the headers of one connection (RFC 9110 7.6.1), those that `Connection` names, and those in `also`. */
export function withoutHopByHop(headers: readonly Header[], also: readonly string[]): Header[] {
  const named = headers
    .filter(([name]) => name.toLowerCase() === 'connection')
    .flatMap(([, value]) => value.split(',').map((token) => token.trim().toLowerCase()));
  const dropped = new Set([...HOP_BY_HOP, ...named, ...also]);
  return headers.filter(([name]) => !dropped.has(name.toLowerCase()));
}

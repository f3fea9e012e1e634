export interface RequestTarget {
  /** Undecoded and not normalised. */
  readonly path: string;
  /** Without its question mark. */
  readonly query: string;
}

/** Splits a request target in origin form or absolute form (RFC 9112, section 3.2); others, as `*`, are undefined. */
export function parseRequestTarget(target: string): RequestTarget | undefined {
  const origin = target.startsWith('/') ? target : originForm(target);
  if (origin === undefined) return undefined;
  const mark = origin.indexOf('?');
  return mark < 0 ? { path: origin, query: '' } : { path: origin.slice(0, mark), query: origin.slice(mark + 1) };
}

function originForm(target: string): string | undefined {
  const match = /^https?:\/\/[^/?#]+(.*)$/is.exec(target);
  if (match === null) return undefined;
  const rest = match[1] ?? '';
  return rest.startsWith('/') ? rest : `/${rest}`;
}

/** The left side of a parameter mapping: what is changed, and how. */
type MappingTarget =
  | { readonly kind: 'header' | 'querystring'; readonly change: MappingChange; readonly name: string }
  | { readonly kind: 'path' }
  | { readonly kind: 'statuscode' };

export type MappingChange = 'append' | 'overwrite' | 'remove';

const KEY = /^(append|overwrite|remove):(header|querystring)\.(.+)$/;

/** Reads `append:header.x`, `overwrite:path` …; `undefined` for what AWS does not know. */
export function parseMappingKey(key: string): MappingTarget | undefined {
  if (key === 'overwrite:path') return { kind: 'path' };
  if (key === 'overwrite:statuscode') return { kind: 'statuscode' };
  const match = KEY.exec(key);
  if (!match) return undefined;
  const [, change, kind, name = ''] = match;
  return { kind: kind as 'header' | 'querystring', change: change as MappingChange, name };
}

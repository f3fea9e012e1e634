import type { ProxyEvent } from '../event.js';

/** Header → value; `undefined` takes it away. Names in lower case. */
export type HeaderChanges = ReadonlyMap<string, string | undefined>;

type Headers = Readonly<Record<string, unknown>>;

/** The event with other headers, in both forms that a REST API has them in. The event itself stays as it is. */
export function withHeaders<E extends ProxyEvent>(event: E, changes: HeaderChanges): E {
  const changed = { ...event, headers: changedHeaders(event.headers ?? {}, changes, (value) => value) };
  if (event.version === '2.0' || !event.multiValueHeaders) return changed;
  return { ...changed, multiValueHeaders: changedHeaders(event.multiValueHeaders, changes, (value) => [value]) };
}

/** A name that the client sent is kept in its letter case: handlers may look for `Authorization`. */
function changedHeaders(headers: Headers, changes: HeaderChanges, form: (value: string) => unknown): Headers {
  const known = new Map([...changes].map(([name, value]) => [plain(name), value]));
  const sent = Object.keys(headers);
  const kept = Object.entries(headers).filter(([name]) => !known.has(plain(name)));
  const set = [...changes].flatMap(([name, value]) => {
    if (value === undefined) return [];
    return [[sent.find((each) => each.toLowerCase() === name) ?? name, form(value)] as const];
  });
  return Object.fromEntries([...kept, ...set]);
}

/** Many servers do not tell `x_user` from `x-user`. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll('_', '-');
}

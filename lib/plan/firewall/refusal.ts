import type { FirewallResponse } from '../../spec/firewall.js';

/** What callers get that a rule refuses, unless the spec says otherwise. RFC 9457. */
const PROBLEMS = {
  403: {
    type: '/problems/refused',
    title: 'The firewall refuses this request',
    detail: 'Its address, country or path is not let through.',
  },
  413: {
    type: '/problems/content-too-large',
    title: 'The body is too long',
    detail: 'The route takes shorter bodies.',
  },
  429: {
    type: '/problems/rate-limit',
    title: 'Too many requests',
    detail: 'Requests came faster than the firewall allows. Wait as long as Retry-After says.',
  },
} as const;

/**
 * An answer from what the spec says: of a rule of its own, else of the whole firewall. Whoever states a body is not
 * given another, and of a status below 400 there is nothing to explain.
 */
export function refusal(
  status: keyof typeof PROBLEMS,
  stated: FirewallResponse | undefined,
  headers: Readonly<Record<string, string>> = {},
): FirewallResponse {
  const answered = stated?.status ?? status;
  const body = stated?.body ?? (answered >= 400 ? { ...PROBLEMS[status], status: answered } : undefined);
  const own = new Set(Object.keys(stated?.headers ?? {}).map((name) => name.toLowerCase()));
  const ours = Object.entries(answered >= 400 ? headers : {}).filter(([name]) => !own.has(name.toLowerCase()));
  const all = { ...Object.fromEntries(ours), ...stated?.headers };
  return {
    status: answered,
    ...(body !== undefined && { body }),
    ...(Object.keys(all).length > 0 && { headers: all }),
  };
}

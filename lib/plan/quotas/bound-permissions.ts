import type { PlanSlice } from '../split/slices-of.js';
import { boundNames, callersOf, openToAll } from './callers.js';

/**
 * Permissions that one stack has for backends of the app: one for each function and API, or for all APIs one in the
 * gateway's own stack. Which backends are functions is known at synthesis only.
 *
 * @param functionOf what a backend of this name has in common with others that are bound to the same function; undefined:
 * it is bound to none @default each is a function of its own, which makes for the most that there can be
 */
export function boundPermissions(
  slice: PlanSlice,
  functionOf: (name: string) => string | undefined = (name) => name,
): number {
  const open = openToAll(callersOf(slice.whole ?? slice).backends);
  const bound = boundNames(slice);
  const permitted = slice.routes.flatMap(({ api, integration }) => {
    const name = bound.get(integration);
    const called = name === undefined || open.has(name) ? undefined : functionOf(name);
    return called === undefined ? [] : [`${api} ${called}`];
  });
  const ofAll = slice.part === undefined ? [...open].flatMap((name) => functionOf(name) ?? []) : [];
  return new Set(permitted).size + new Set(ofAll).size;
}

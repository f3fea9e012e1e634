import type { Route } from '../spec/route.js';

/**
 * Whether a request may be another one by the time that its handler sees it: the route's schemas are of what comes out, so
 * the gateway cannot hold to them what comes in.
 */
export function isChangedBefore({ transform, use = [] }: Pick<Route, 'transform' | 'use'>): boolean {
  return transform?.request !== undefined || use.length > 0;
}

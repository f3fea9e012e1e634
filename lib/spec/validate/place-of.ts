import { oneLine } from '../../errors/one-line.js';
import type { Route } from '../route.js';

/** Where a route stands, as issues name it: `routes['POST /orders']`. */
export function placeOf(route: Pick<Route, 'pattern'>): string {
  return `routes['${oneLine(route.pattern)}']`;
}

import { lambda, type Route } from 'gatewright';
import { aRoute } from '../../spec/specs.js';

const FIRST = ['orders', 'books', 'users', 'carts', 'teams', 'repos', 'gists', 'rates', 'tags', 'posts'];

/** More than an HTTP API takes, from 301 on; a tenth of them below each of ten words. */
export function largeRoutes(count: number, words: readonly string[] = FIRST): readonly Route[] {
  return Array.from({ length: count }, (_, index) => {
    const word = words[index % words.length];
    return aRoute(`GET /${word}/{id}/item${Math.floor(index / words.length)}`, { to: lambda(`handlers/${word}.ts`) });
  });
}

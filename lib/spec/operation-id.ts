import type { Route } from './route.js';

/** The route's own name, or one made of method and path: `GET /books/{isbn}` → `getBooksByIsbn`. */
export function operationIdOf(route: Pick<Route, 'name' | 'method' | 'path'>): string {
  if (route.name) return route.name;
  const words = route.path.split('/').filter(Boolean).map(segmentWords);
  return `${route.method.toLowerCase()}${words.join('') || 'Root'}`;
}

function segmentWords(segment: string): string {
  const greedy = segment.endsWith('+}');
  const name = capitalised(segment.replace(/[{}+]/g, ''));
  if (greedy) return `Rest${name}`;
  return segment.startsWith('{') ? `By${name}` : name;
}

function capitalised(text: string): string {
  const words = text.split(/[^A-Za-z0-9]+/).filter(Boolean);
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

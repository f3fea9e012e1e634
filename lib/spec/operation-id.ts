import { createHash } from 'node:crypto';
import { remembered } from './remembered.js';
import type { Route } from './route.js';

/** The route's own name, or one made of method and path: `GET /books/{isbn}` → `getBooksByIsbn`. */
export function operationIdOf(route: Pick<Route, 'name' | 'method' | 'path'>): string {
  return route.name || shortened(`${route.method.toLowerCase()}${wordsOf(route.path)}`);
}

const wordsOf = remembered((path) => path.split('/').filter(Boolean).map(segmentWords).join('') || 'Root');

/** Whether a route may be called so: documents hold it in addresses, and clients make functions of it. */
export function isOperationId(name: string): boolean {
  return /^[A-Za-z][A-Za-z0-9_./-]{0,127}$/.test(name);
}

/**
 * The operation as API Gateway has it, where clients are made by it too: without slashes, and no longer than its own
 * limit. https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes.html
 */
export function operationNameOf(route: Pick<Route, 'name' | 'method' | 'path'>): string {
  return shortened(operationIdOf(route).replaceAll('/', '.'));
}

/** API Gateway's own names of operations hold 64 characters, and a method may be written behind one. */
const LONGEST = 56;

function shortened(id: string): string {
  if (id.length <= LONGEST) return id;
  const digest = createHash('sha256').update(id).digest('hex').slice(0, 8);
  return `${id.slice(0, LONGEST - digest.length)}${digest}`;
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

/** A route of a generated API, as any library may define it. */
export interface LargeRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  /** The handler that serves it: from 0, below the number of functions. */
  readonly handler: number;
  /** Whether it asks for a token. */
  readonly token: boolean;
}

const AREAS = `accounts addresses authors baskets billing books branches campaigns carriers catalogues countries coupons
  customers deliveries employees invoices orders payments prices returns reviews shipments suppliers taxes
  warehouses`.split(/\s+/);

/** What there is to do with one resource. */
const OPERATIONS = [
  ['GET', ''],
  ['POST', ''],
  ['GET', '/{id}'],
  ['PUT', '/{id}'],
  ['DELETE', '/{id}'],
  ['GET', '/{id}/history'],
  ['GET', '/{id}/parts'],
  ['POST', '/{id}/parts'],
  ['GET', '/{id}/parts/{part}'],
  ['DELETE', '/{id}/parts/{part}'],
] as const;

/**
 * Routes as an API of this size has them: resources of ten routes, in up to 25 areas, every third resource behind a
 * token. A function serves routes that stand side by side: its own resource, where there are as many functions.
 */
export function largeRoutes(routes: number, functions: number): readonly LargeRoute[] {
  return Array.from({ length: routes }, (_, index) => {
    const resource = Math.floor(index / OPERATIONS.length);
    const [method, below] = OPERATIONS[index % OPERATIONS.length] ?? OPERATIONS[0];
    const path = `/${AREAS[resource % AREAS.length]}/records-${Math.floor(resource / AREAS.length)}${below}`;
    return { method, path, handler: Math.floor((index * functions) / routes), token: resource % 3 === 0 };
  });
}

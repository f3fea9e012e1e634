import { urlPath } from '../openapi/paths.js';
import type { Plan, RoutePlan } from '../plan/plan.js';
import { routeAccess, statedAuth } from '../plan/route-access.js';
import { ANY_METHODS } from '../plan/served-methods.js';
import type { GatewaySpec } from '../spec/gateway.js';
import { operationIdOf } from '../spec/operation-id.js';
import { parsePath, pathShape } from '../spec/path.js';
import type { Route } from '../spec/route.js';
import { accessTexts } from './access-text.js';
import { answersOf, changedBody } from './answers.js';
import { changesOf } from './caller-side.js';
import { capitalized } from './capitalized.js';
import { limitTexts } from './limits-text.js';
import type { OperationObject } from './open-api.js';
import { parametersOf } from './parameters.js';
import type { SchemaStore } from './schema-store.js';
import { securityRequirements } from './security.js';
import { standardErrors } from './standard-errors.js';

/** One route as a method of its path. */
export interface ContractOperation {
  /** As OpenAPI writes it: a parameter for the rest of a path looks like any other. */
  readonly path: string;
  /** In upper case; `ANY` is written out. */
  readonly method: string;
  readonly route: Route;
  readonly planned: RoutePlan;
}

/** The operations of a gateway by path and method. `ANY` stands for what no other route of its path has. */
export function operationsOf(spec: GatewaySpec, plan: Plan, store: SchemaStore): readonly ContractOperation[] {
  const planned = new Map(plan.routes.map((route) => [route.id, route]));
  const taken = new Set(spec.routes.map(({ method, path }) => `${method} ${path}`));
  const all = tellable(spec.routes, store).flatMap((route) => {
    const { method, path } = route;
    const written = planned.get(route.pattern);
    if (!written) return [];
    const free = (each: string) => !taken.has(`${each} ${path}`) && !(each === 'OPTIONS' && spec.cors);
    const methods = method === 'ANY' ? ANY_METHODS.filter(free) : [method];
    return methods.map((each) => ({ path: urlPath(path), method: each, route, planned: written }));
  });
  return all.sort((a, b) => compare(a.path, b.path) || compare(a.method, b.method));
}

/** To OpenAPI the rest of a path is one segment: beside a route of one segment there it is left out, and said so. */
function tellable(routes: readonly Route[], store: SchemaStore): readonly Route[] {
  const shapes = new Set(routes.map(({ path }) => shapeOf(path)));
  return routes.filter(({ pattern, path }) => {
    if (!path.endsWith('+}') || !shapes.has(shapeOf(urlPath(path)))) return true;
    store.note({ place: pattern, reason: `OpenAPI cannot tell it from a route of ${urlPath(path)}` });
    return false;
  });
}

function shapeOf(path: string): string {
  const parsed = parsePath(path);
  return parsed.ok ? pathShape(parsed.segments) : path;
}

/** An operation as the document has it. */
export function operationObject(
  { method, route, planned }: ContractOperation,
  spec: GatewaySpec,
  store: SchemaStore,
): OperationObject {
  const access = routeAccess(route, spec);
  const operationId = operationIdOf(route);
  const parameters = parametersOf(route, store);
  const description = descriptionOf(route, [...accessTexts(access), ...limitTexts(route, access.apiKey)]);
  const requestBody = method === 'GET' || method === 'HEAD' ? undefined : requestBodyOf(route, store);
  return {
    operationId: method === route.method ? operationId : `${operationId}-${method.toLowerCase()}`,
    summary: route.summary ?? `${method} ${route.path}`,
    ...(description !== '' && { description }),
    ...(route.tags && route.tags.length > 0 && { tags: route.tags }),
    ...(route.deprecated && { deprecated: true }),
    ...(route.externalDocs && { externalDocs: route.externalDocs }),
    security: securityRequirements(statedAuth(route, spec)),
    ...(parameters.length > 0 && { parameters }),
    ...(requestBody && { requestBody }),
    responses: answersOf(route, standardErrors(route, planned, access, method), store),
  };
}

/** The user's own words, then what else holds, a point each. */
function descriptionOf({ description }: Route, points: readonly string[]): string {
  const listed = points.map((point) => `- ${point}`).join('\n');
  return [description ?? '', listed].filter((text) => text !== '').join('\n\n');
}

function requestBodyOf(route: Route, store: SchemaStore): OperationObject['requestBody'] {
  const { body, example } = route;
  const shown = example?.body === undefined ? {} : { example: example.body };
  if (!body)
    return example?.body === undefined ? undefined : { required: false, content: { 'application/json': shown } };
  const name = `${capitalized(operationIdOf(route))}Body`;
  const place = `${route.pattern}.body`;
  const isChanged = changesOf(route).request?.body !== undefined;
  const schema = isChanged ? changedBody(place, store) : store.use(body, { io: 'input', name, place });
  return { required: !takesNothing(body), content: { 'application/json': { schema, ...shown } } };
}

/** Whether a call without a body fits. */
function takesNothing(body: NonNullable<Route['body']>): boolean {
  try {
    const result = body['~standard'].validate(undefined);
    return !(result instanceof Promise) && result.issues === undefined;
  } catch {
    return false;
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

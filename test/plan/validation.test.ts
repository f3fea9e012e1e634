import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { planGateway } from '../../lib/plan/index.js';
import { gateway, http, lambda, type Route, route } from '../../lib/spec/index.js';

const Order = z.object({ isbn: z.string(), copies: z.int().min(1) });
const to = lambda('order.ts');
const planned = (...routes: Route[]) => planGateway(gateway('shop', { routes } as never));
const rest = { auth: 'public', api: 'rest', to } as const;
const validationOf = (props: object) =>
  planned(route('POST /orders', { ...rest, ...props } as never) as Route).routes[0]?.validation;

describe('what the gateway checks', () => {
  it('is nothing where the route has no schema', () => {
    expect(validationOf({})).toBeUndefined();
  });

  it('is nothing on an HTTP API, which the plan says', () => {
    const { routes, models } = planned(route('POST /orders', { auth: 'public', to, body: Order }));
    expect(routes[0]?.validation).toEqual({
      query: [],
      because: 'HTTP APIs check no requests: that is left to the handler',
    });
    expect(models).toEqual([]);
  });

  it('is a model of JSON bodies on a REST API, with what it leaves to the handler', () => {
    const { model, because } = validationOf({ body: Order }) ?? {};
    expect(model).toMatch(/^Body[0-9a-f]{12}$/);
    expect(because).toBe('the gateway holds JSON bodies to a model, which leaves to the handler: integer: any number');
  });

  it('is left to the backend where no handler of ours stands before it', () => {
    const { because } = validationOf({ to: http('https://orders.example/'), headers: z.object({}) }) ?? {};
    expect(because).toBe('headers are left to the backend: a REST API compares their names by case');
  });

  it('is one model for equal schemas, whatever order the routes stand in', () => {
    const [a, b] = [Order, z.object({ isbn: z.string(), copies: z.int().min(1) })];
    const routes = [
      route('POST /a', { ...rest, body: a }),
      route('POST /b', { ...rest, body: b }),
      route('POST /c', { ...rest, body: z.object({ other: z.boolean() }) }),
    ];
    const { models } = planned(...routes);
    expect(models).toHaveLength(2);
    expect(planned(...routes.toReversed()).models).toEqual(models);
  });

  it.each<[what: string, body: unknown, because: string]>([
    ['that may be missing', Order.optional(), 'a call without a body may fit'],
    [
      'that is made of anything',
      z.preprocess((value) => JSON.stringify(value), z.string()),
      'draft 4 says nothing of it',
    ],
    [
      'that draft 4 says nothing of',
      z.object({}).or(z.any().refine((value) => value !== undefined)),
      'draft 4 says nothing of it',
    ],
    ['that is only known later', z.any().refine(async () => true), 'a call without a body may fit'],
    [
      'of a library without JSON Schema',
      { '~standard': { version: 1, vendor: 'own', validate: () => ({ issues: [{ message: 'no' }] }) } },
      'a schema of own does not come as JSON Schema',
    ],
    [
      'that throws',
      {
        '~standard': {
          version: 1,
          vendor: 'own',
          validate: () => {
            throw new Error('no');
          },
        },
      },
      'a call without a body may fit',
    ],
  ])('leaves a body %s to the handler', (_what, body, because) => {
    const validation = validationOf({ body });
    expect(validation).not.toHaveProperty('model');
    expect(validation?.because).toContain(because);
  });

  it('asks for a query parameter only where neither its absence nor a blank could fit', () => {
    const query = z.object({
      word: z.string().trim().min(1),
      isbn: z.string().regex(/^\d{13}$/),
      pages: z.coerce.number(),
      any: z.string(),
      visible: z.string().min(1),
      tags: z.array(z.enum(['a', 'b'])).min(1),
      late: z.enum(['x']).optional(),
      'not mappable': z.enum(['x']),
    });
    expect(validationOf({ query })?.query).toEqual(['isbn', 'tags', 'word']);
  });

  it('asks for none where the schema has to be waited for', () => {
    expect(validationOf({ query: z.object({ q: z.enum(['a']) }).refine(async () => true) })?.query).toEqual(['q']);
    expect(validationOf({ query: z.object({ q: z.string().refine(async () => true) }) })?.query).toEqual([]);
  });

  it('is no header: names of headers come in any case', () => {
    const { because } = validationOf({ headers: z.object({ 'x-shop': z.enum(['north']) }) }) ?? {};
    expect(because).toBe('headers are left to the handler: a REST API compares their names by case');
  });
});

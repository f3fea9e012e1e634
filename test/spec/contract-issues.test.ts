import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type AnyRouteProps, aRoute, faultsOf, specOf } from './specs.js';

const faultsAt = (props: object) =>
  faultsOf(specOf([aRoute('GET /shops/{shop}/books/{isbn+}', props as AnyRouteProps)]));
const PLACE = "routes['GET /shops/{shop}/books/{isbn+}']";
const schema = z.object({ a: z.string() });

describe('a contract', () => {
  it('may say all that there is to say', () => {
    const responses = {
      200: schema,
      201: { description: 'Made', body: schema, headers: schema },
      204: 'Gone',
      default: schema,
    };
    const params = z.object({ shop: z.coerce.number(), isbn: z.string() });
    expect(faultsAt({ params, query: schema, headers: schema, body: z.date(), responses })).toEqual([]);
  });

  it.each<[string, object, string, string]>([
    ['query that is no schema', { query: { a: 'string' } }, 'CONTRACT_SCHEMA', '.query'],
    ['a body that is a text', { body: 'Order' }, 'CONTRACT_SCHEMA', '.body'],
    ['params without one', { params: z.object({ shop: z.string() }) }, 'CONTRACT_PARAMS', '.params'],
    [
      'params of another name',
      { params: z.object({ shop: z.string(), isbn: z.string(), x: z.any() }) },
      'CONTRACT_PARAMS',
      '.params',
    ],
    [
      'a header in capitals',
      { headers: z.object({ 'X-Trace': z.string() }) },
      'CONTRACT_HEADER_NAME',
      '.headers.X-Trace',
    ],
    ['answers that are a list of nothing', { responses: 7 }, 'CONTRACT_RESPONSES', '.responses'],
    ['null answers', { responses: null }, 'CONTRACT_RESPONSES', '.responses'],
    ['a status below 200', { responses: { 100: 'Go on' } }, 'CONTRACT_STATUS', '.responses[100]'],
    ['a status past 599', { responses: { 600: 'Odd' } }, 'CONTRACT_STATUS', '.responses[600]'],
    ['a range of statuses', { responses: { '4XX': 'Odd' } }, 'CONTRACT_STATUS', '.responses[4XX]'],
    ['an answer that is a number', { responses: { 200: 7 } }, 'CONTRACT_RESPONSE', '.responses[200]'],
    [
      'an answer without a description',
      { responses: { 200: { body: schema } } },
      'CONTRACT_RESPONSE',
      '.responses[200]',
    ],
    [
      'a body that is none',
      { responses: { 200: { description: '', body: 1 } } },
      'CONTRACT_SCHEMA',
      '.responses[200].body',
    ],
    ['204 with a body', { responses: { 204: schema } }, 'CONTRACT_BODY', '.responses[204]'],
    [
      'an answered header in capitals',
      { responses: { 200: { description: '', headers: z.object({ Location: z.string() }) } } },
      'CONTRACT_HEADER_NAME',
      '.responses[200].headers.Location',
    ],
  ])('has no %s', (_, props, code, at) => {
    expect(faultsAt(props)).toMatchObject([{ code, place: `${PLACE}${at}` }]);
  });
});

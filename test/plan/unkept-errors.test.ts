import { gateway, http, reply, route } from 'gatewright';
import { describe, expect, it } from 'vitest';
import { httpResponseMapping } from '../../lib/openapi/transform/http-mapping.js';
import { planGateway } from '../../lib/plan/plan-gateway.js';
import { withUnkeptErrors } from '../../lib/plan/unkept-errors.js';

const NO_STORE = { 'append:header.cache-control': 'no-store' };

describe('errors of a backend that CloudFront would keep', () => {
  it.each([
    ['without a transformation', {}, { 410: NO_STORE }],
    [
      'beside what a route changes',
      { 410: { headers: { set: { 'x-a': '1' }, add: { 'x-b': '2' } } }, 404: { headers: { remove: ['x-c'] } } },
      {
        404: { 'remove:header.x-c': "''" },
        410: { ...NO_STORE, 'append:header.x-b': '2', 'overwrite:header.x-a': '1' },
      },
    ],
    [
      'made of another status',
      { 404: { status: 410 } },
      { 404: { ...NO_STORE, 'overwrite:statuscode': '410' }, 410: NO_STORE },
    ],
    ['made another status', { 410: { status: 404 } }, { 410: { 'overwrite:statuscode': '404' } }],
    [
      'whose caching the route sets',
      { 410: { headers: { set: { 'Cache-Control': 'private' } } } },
      { 410: { 'overwrite:header.cache-control': 'private' } },
    ],
    [
      'whose caching the route renames',
      { 410: { headers: { rename: { 'x-cache': 'cache-control' } } } },
      { 410: { 'remove:header.x-cache': "''", 'overwrite:header.cache-control': '$response.header.x-cache' } },
    ],
  ])('are told not to be: %s', (_what, response, mapped) => {
    expect(httpResponseMapping(withUnkeptErrors({ response }))).toEqual(mapped);
  });

  it('leave what is done to requests as it is', () => {
    const request = { headers: { set: { 'x-a': '1' } } };
    expect(withUnkeptErrors({ request }).request).toEqual(request);
  });
});

describe('a plan', () => {
  const toHttp = http('https://feeds.shop.example/');
  const feed = route('GET /feed', { auth: 'public', to: toHttp });
  const rest = route('GET /rest', { auth: 'public', api: 'rest', to: toHttp });
  const gone = route('GET /gone', { auth: 'public', to: reply(410, {}) });
  const said = route('GET /said', { auth: 'public', to: reply(410, {}, { 'Cache-Control': 'private' }) });
  const fine = route('GET /fine', { auth: 'public', to: reply(200, {}) });
  const planned = (settings: object) => {
    const plan = planGateway(gateway('shop', { ...settings, routes: [feed, rest, gone, said, fine] }));
    return (id: string) =>
      plan.integrations.find((each) => each.id === plan.routes.find((one) => one.id === id)?.integration);
  };

  it.each([{ edge: {} }, { edge: { origin: { closedBy: 'none' } } }])('with %j maps them on HTTP APIs', (settings) => {
    const of = planned(settings);
    expect(of('GET /feed')).toMatchObject({
      transform: { response: { 410: { headers: { add: { 'cache-control': 'no-store' } } } } },
    });
    // A REST API hands answers of HTTP proxies on as they are.
    expect(of('GET /rest')).not.toHaveProperty('transform');
  });

  it('has fixed answers say so, unless they say something', () => {
    const of = planned({ edge: {} });
    expect(of('GET /gone')).toMatchObject({ headers: { 'cache-control': 'no-store' } });
    expect(of('GET /said')).toMatchObject({ headers: { 'Cache-Control': 'private' } });
    expect(of('GET /fine')).toMatchObject({ headers: {} });
  });

  it('without an edge changes nothing', () => {
    const of = planned({});
    expect(of('GET /feed')).not.toHaveProperty('transform');
    expect(of('GET /gone')).toMatchObject({ headers: {} });
  });
});

import { lambda, type Route } from 'gatewright';
import { describe, expect, it } from 'vitest';
import type { Traffic } from '../../../lib/spec/traffic.js';
import { aRoute, faultsOf, issuesOf, specOf } from '../specs.js';

const routes = [aRoute('GET /books'), aRoute('POST /orders')];
const faults = (traffic: unknown) => faultsOf(specOf(routes, { traffic: traffic as Traffic }));

describe('traffic', () => {
  it.each<[string, Traffic]>([
    ['nothing of it', {}],
    [
      'zero',
      { requestsPerMonth: 0, requestBytes: 0, responseBytes: 0, handlerMs: 0, logBytes: 0, functionLogBytes: 0 },
    ],
    ['15 minutes of a handler', { handlerMs: 900_000 }],
    ['10^15 requests', { requestsPerMonth: 1e15 }],
    ['shares at both ends', { cacheHitShare: 0, tokenReuse: 1, tracedShare: 1 }],
    ['a share of one route', { routes: { 'GET /books': 0.6 } }],
    ['all to one route', { routes: { 'GET /books': 1 } }],
    ['shares of all routes', { routes: { 'GET /books': 0.7, 'POST /orders': 0.3 } }],
    ['a share of nothing', { routes: { 'GET /books': 0 } }],
  ])('takes %s', (_title, traffic) => {
    expect(issuesOf(specOf(routes, { traffic }))).toEqual([]);
  });

  it('takes shares that add up to 1 in decimals and not in binary', () => {
    const three = [...routes, aRoute('GET /pens')];
    const shares = { 'GET /books': 0.6, 'POST /orders': 0.3, 'GET /pens': 0.1 };
    expect(issuesOf(specOf(three, { traffic: { routes: shares } }))).toEqual([]);
  });

  it.each<[string, object | string, string, string, string]>([
    ['requests below zero', { requestsPerMonth: -1 }, 'TRAFFIC_COUNT', 'traffic.requestsPerMonth', '-1'],
    ['half a request', { requestsPerMonth: 0.5 }, 'TRAFFIC_COUNT', 'traffic.requestsPerMonth', '0.5'],
    [
      'more requests than a number holds',
      { requestsPerMonth: 1e16 },
      'TRAFFIC_COUNT',
      'traffic.requestsPerMonth',
      '10000000000000000',
    ],
    ['more bytes than a number holds', { responseBytes: 1e300 }, 'TRAFFIC_COUNT', 'traffic.responseBytes', '1e+300'],
    ['no number', { responseBytes: Number.NaN }, 'TRAFFIC_COUNT', 'traffic.responseBytes', 'NaN'],
    ['endless time', { handlerMs: Number.POSITIVE_INFINITY }, 'TRAFFIC_COUNT', 'traffic.handlerMs', 'Infinity'],
    ['more time than Lambda gives', { handlerMs: 900_000.5 }, 'TRAFFIC_TIME', 'traffic.handlerMs', '900000.5'],
    ['a share in percent', { cacheHitShare: 90 }, 'TRAFFIC_SHARE', 'traffic.cacheHitShare', '90'],
    ['a share below zero', { tokenReuse: -0.1 }, 'TRAFFIC_SHARE', 'traffic.tokenReuse', '-0.1'],
    ['no share', { tracedShare: Number.NaN }, 'TRAFFIC_SHARE', 'traffic.tracedShare', 'NaN'],
    ['a route below zero', { routes: { 'GET /books': -0.5 } }, 'TRAFFIC_SHARE', "traffic.routes['GET /books']", '-0.5'],
    [
      'an unknown route',
      { routes: { 'GET /pens': 0.5 } },
      'TRAFFIC_ROUTE',
      "traffic.routes['GET /pens']",
      '"GET /pens"',
    ],
    [
      'a route of an object',
      { routes: JSON.parse('{"__proto__": 0.5}') },
      'TRAFFIC_ROUTE',
      "traffic.routes['__proto__']",
      '"__proto__"',
    ],
    [
      'more than all',
      { routes: { 'GET /books': 0.7, 'POST /orders': 0.4 } },
      'TRAFFIC_SHARES',
      'traffic.routes',
      '1.1',
    ],
    [
      'less than all, of all routes',
      { routes: { 'GET /books': 0.5, 'POST /orders': 0.25 } },
      'TRAFFIC_SHARES',
      'traffic.routes',
      '0.75',
    ],
    ['a misspelt name', { requestPerMonth: 5 }, 'UNKNOWN_PROPERTY', 'traffic.requestPerMonth', '"requestPerMonth"'],
    [
      'a text for a number',
      { requestsPerMonth: '1M' },
      'TRAFFIC',
      'traffic.requestsPerMonth',
      '{"requestsPerMonth":"1M"}',
    ],
    ['a list of routes', { routes: ['GET /books'] }, 'TRAFFIC', 'traffic.routes', '{"routes":["GET /books"]}'],
    ['a text', 'lots', 'TRAFFIC', 'traffic', '"lots"'],
  ])('refuses %s', (_title, traffic, code, place, got) => {
    expect(faults(traffic)).toEqual([expect.objectContaining({ code, place, got })]);
  });

  it('says all faults at once', () => {
    const codes = faults({ requestsPerMonth: -1, tokenReuse: 2, routes: { 'GET /x': 3 } }).map(({ code }) => code);
    expect(codes.sort()).toEqual([
      'TRAFFIC_COUNT',
      'TRAFFIC_ROUTE',
      'TRAFFIC_SHARE',
      'TRAFFIC_SHARE',
      'TRAFFIC_SHARES',
    ]);
  });
});

describe('bytes of a request or an answer', () => {
  const streamed = aRoute('GET /stream', { to: lambda('stream.ts', { streaming: true }) });

  it.each<[string, Traffic, readonly Route[], readonly string[]]>([
    ['10 MB both', { requestBytes: 10_485_760, responseBytes: 10_485_760 }, [], []],
    ['a longer answer', { responseBytes: 10_485_761 }, [], ['traffic.responseBytes']],
    ['a longer request', { requestBytes: 2e7 }, [], ['traffic.requestBytes']],
    ['a longer answer that streams', { responseBytes: 5e7 }, [streamed], []],
    ['a longer request to what streams', { requestBytes: 5e7 }, [streamed], ['traffic.requestBytes']],
  ])('may be %s on average where places are %j', (_title, traffic, routes, places) => {
    const issues = issuesOf(specOf([aRoute('GET /a'), ...routes], { traffic }));
    expect(issues.map(({ code, place }) => [code, place])).toEqual(places.map((place) => ['TRAFFIC_PAYLOAD', place]));
  });
});

import { aws_lambda, type Stack } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { type BackendBinding, fromFunction, fromUrl } from '../../lib/constructs/index.js';
import { IssuesError } from '../../lib/errors/issue.js';
import {
  backend,
  type GatewaySpec,
  gateway,
  http,
  jwt,
  type Route,
  route,
  secret,
  tokenExchange,
} from '../../lib/spec/index.js';
import { bodyOf, templateOf } from './support/synth.js';

const staff = jwt('staff', { issuer: 'https://id.shop.example/', audience: 'shop' });
const exchange = tokenExchange('stock', {
  endpoint: 'https://id.shop.example/token',
  client: { id: 'gateway', secret: secret('shop/exchange') },
  audience: 'stock',
});
const callerHeaders = { 'x-user': 'sub' };
const onHttp = route('GET /a', { auth: staff, to: backend('old'), callerHeaders, api: 'http' });
const onRest = route('GET /b', { auth: staff, to: backend('old'), callerHeaders, api: 'rest' });
const exchanged = route('GET /c', { auth: staff, to: backend('old'), backendToken: exchange });
const open = route('GET /d', { auth: 'public', to: backend('old'), api: 'rest' });
const elsewhere = route('GET /e', { auth: staff, to: http('https://e.example/'), callerHeaders });

const fn = (stack: Stack) =>
  fromFunction(aws_lambda.Function.fromFunctionArn(stack, 'Old', 'arn:aws:lambda:eu-west-1:111122223333:function:old'));
const url = () => fromUrl('https://old.example');

function madeOf(routes: readonly Route[], bind: (stack: Stack) => BackendBinding) {
  return templateOf(gateway('shop', { routes } as never), { backends: (stack) => ({ old: bind(stack) }) });
}

function issuesOf(routes: readonly Route[], bind: (stack: Stack) => BackendBinding): IssuesError['issues'] {
  try {
    madeOf(routes, bind);
  } catch (error) {
    if (error instanceof IssuesError) return error.issues;
    throw error;
  }
  return [];
}

describe('a function behind a REST API', () => {
  it.each([
    ['headers from claims', [onRest], ['x-user', 'x_user']],
    ['an exchanged token', [exchanged], ['authorization']],
    ['headers taken away that others get', [open, elsewhere], ['x-user', 'x_user']],
  ] as const)('is refused where its route needs %s', (_what, routes, names) => {
    expect(issuesOf(routes, fn)).toEqual([
      expect.objectContaining({
        code: 'BACKEND_HEADERS',
        place: `routes['${routes[0].pattern}'].to`,
        got: `fromFunction(…), and ${names.join(', ')} to set`,
        fix: expect.stringContaining('lambda('),
      }),
    ]);
  });

  it('is taken where nothing is to be set', () => {
    expect(issuesOf([open], fn)).toEqual([]);
  });

  it('is not the matter where the backend is called by its URL', () => {
    expect(issuesOf([onRest, exchanged, open], url)).toEqual([]);
  });
});

describe('a function behind an HTTP API', () => {
  it('gets its headers by mapping', () => {
    const { components } = bodyOf(madeOf([onHttp], fn), 'AWS::ApiGatewayV2::Api');
    expect(Object.values(components['x-amazon-apigateway-integrations'])).toMatchObject([
      {
        type: 'aws_proxy',
        requestParameters: { 'overwrite:header.x-user': '$context.authorizer.header_x_user' },
      },
    ]);
  });
});

describe('a backend of 301 paths of an HTTP API', () => {
  const paths = Array.from({ length: 301 }, (_, index) =>
    route(`GET /p${index}` as 'GET /p', { auth: 'public', to: backend('old') }),
  );
  const issuesAs = (bind: (stack: Stack) => BackendBinding, count: number, more: Pick<GatewaySpec, 'split'> = {}) => {
    const spec = gateway('shop', { routes: paths.slice(0, count), quotas: { httpRoutes: 400 }, ...more });
    try {
      templateOf(spec as never, { backends: (stack) => ({ old: bind(stack) }) });
    } catch (error) {
      if (error instanceof IssuesError) return error.issues;
      throw error;
    }
    return [];
  };

  it('is refused by its URL, which takes an integration for each path', () => {
    expect(issuesAs(url, 301)).toMatchObject([
      { code: 'QUOTA_EXCEEDED', place: 'backends', got: '301', allowed: '300' },
    ]);
    expect(issuesAs(url, 300)).toEqual([]);
  });

  it('has so many in each part that the gateway is split into', () => {
    expect(issuesAs(url, 301, { split: { parts: { even: ['/p0', '/p2'] } } })).toEqual([]);
    expect(issuesAs(url, 301, { split: { parts: { all: ['/'] } } })).toMatchObject([
      {
        code: 'QUOTA_EXCEEDED',
        message: expect.stringMatching(/^in the part all, backends that are bound to URLs/),
        got: '301',
        allowed: '300',
      },
    ]);
  });

  it('is one integration as a function', () => {
    expect(issuesAs(fn, 301)).toEqual([]);
  });
});

describe('one function under two names', () => {
  const twice = (first: number, second: number) => {
    const parts = Array.from({ length: first + second }, (_, index) => `part-${index}`);
    const routes = parts.map((part, index) =>
      route(`GET /${part}`, { auth: 'public', to: backend(index < first ? 'old' : 'new') }),
    );
    const split = { parts: Object.fromEntries(parts.map((part) => [part, [`/${part}`]])) };
    return (bind: (stack: Stack) => Readonly<Record<string, BackendBinding>>) =>
      templateOf(gateway('shop', { split, routes } as never), { backends: bind });
  };
  const both = (stack: Stack) => {
    const one = fn(stack);
    return { old: one, new: one };
  };

  it('is named by 40 APIs in all, and not by 41', () => {
    expect(() => twice(20, 20)(both)).not.toThrow();
    expect(() => twice(20, 21)(both)).toThrow(/"new" and "old" are bound to one function, which more APIs call/);
  });

  it('may be called by all of one name, and is then named by those of the other', () => {
    expect(() => twice(41, 1)(both)).not.toThrow();
  });

  it('is no matter where the functions are two, or none', () => {
    const other = 'arn:aws:lambda:eu-west-1:111122223333:function:new';
    const apart = (stack: Stack) => ({
      old: fn(stack),
      new: fromFunction(aws_lambda.Function.fromFunctionArn(stack, 'New', other)),
    });
    expect(() => twice(20, 21)(apart)).not.toThrow();
    expect(() => twice(20, 21)(() => ({ old: url(), new: url() }))).not.toThrow();
  });

  it('gets one statement of an API that calls it by both', () => {
    const routes = ['old', 'new'].map((name) => route(`GET /${name}`, { auth: 'public', to: backend(name) }));
    const made = templateOf(gateway('shop', { routes } as never), { backends: both });
    made.resourceCountIs('AWS::Lambda::Permission', 1);
  });
});

import type { Issue } from '../../errors/issue.js';
import { shown } from '../../errors/shown.js';
import type { Cors, GatewaySpec } from '../gateway.js';
import { placeOf } from './place-of.js';
import { listOf, objectOf, optional, type Shape, text } from './shape.js';

const HTTP_CORS = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html';
const FETCH_CORS = 'https://fetch.spec.whatwg.org/#http-cors-protocol';

/** What the rules of CORS can read. */
export const corsShape: Shape = objectOf({
  origins: listOf(text),
  allowHeaders: optional(listOf(text)),
  exposeHeaders: optional(listOf(text)),
});

export function corsFault(place: string, got: unknown): Issue {
  return {
    code: 'CORS',
    place,
    message: 'this does not say who may call from a browser',
    got: shown(got),
    allowed: '{ origins, allowHeaders, exposeHeaders } of lists of texts, credentials: true, maxAgeSeconds',
    fix: "name the origins, such as origins: ['https://shop.example'], or let the type-checker show the line: npx tsc",
  };
}

export function corsIssues(spec: GatewaySpec): readonly Issue[] {
  if (!spec.cors) return [];
  return [
    ...originIssues(spec.cors),
    ...headerIssues(spec.cors),
    ...credentialIssues(spec.cors),
    ...maxAgeIssues(spec.cors),
    ...optionsRouteIssues(spec),
  ];
}

function originIssues({ origins }: Cors): readonly Issue[] {
  const wrong = origins.filter((origin) => !isOrigin(origin));
  if (origins.length > 0 && wrong.length === 0) return [];
  return [
    {
      code: 'CORS_ORIGIN',
      place: 'cors.origins',
      message: 'browsers compare an origin character for character: scheme, host and port, nothing behind',
      got: shown(wrong.length ? wrong : origins),
      allowed: '"*", or origins such as https://shop.example or http://localhost:5173',
      fix: 'take off any path or slash at the end',
      source: HTTP_CORS,
    },
  ];
}

function isOrigin(text: string): boolean {
  if (text === '*') return true;
  if (text.includes('*')) return false;
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).origin === text;
}

function credentialIssues({ origins, allowHeaders, exposeHeaders, credentials }: Cors): readonly Issue[] {
  if (!credentials) return [];
  const starred = Object.entries({ origins, allowHeaders, exposeHeaders }).filter(([, list]) => list?.includes('*'));
  return starred.map(([name]) => ({
    code: 'CORS_CREDENTIALS',
    place: 'cors.credentials',
    message: 'where credentials are sent, browsers take "*" for no origin and for a header of that name',
    got: `credentials: true with ${name}: ["*"]`,
    allowed: 'credentials with names, or "*" without credentials',
    fix: `name the ${name === 'origins' ? 'origins that may send cookies' : 'headers'}`,
    source: FETCH_CORS,
  }));
}

/** A token of RFC 9110 without `'`, since a REST API writes the answer's headers between single quotes. */
const HEADER = /^[\w!#$%&*+.^`|~-]+$/;

function headerIssues({ allowHeaders = [], exposeHeaders = [] }: Cors): readonly Issue[] {
  return Object.entries({ allowHeaders, exposeHeaders }).flatMap(([name, headers]) => {
    const wrong = headers.filter((header) => !HEADER.test(header));
    if (wrong.length === 0) return [];
    return [
      {
        code: 'CORS_HEADER',
        place: `cors.${name}`,
        message: 'this is no name of a header',
        got: shown(wrong),
        allowed: '"*", or names such as content-type, one to an entry',
        fix: 'write each name as a text of its own',
        source: 'https://www.rfc-editor.org/rfc/rfc9110#section-5.1',
      },
    ];
  });
}

function maxAgeIssues({ maxAgeSeconds }: Cors): readonly Issue[] {
  if (maxAgeSeconds === undefined || (Number.isInteger(maxAgeSeconds) && maxAgeSeconds >= 0 && maxAgeSeconds <= 86_400))
    return [];
  return [
    {
      code: 'CORS_MAX_AGE',
      place: 'cors.maxAgeSeconds',
      message: 'API Gateway does not take this preflight age',
      got: shown(maxAgeSeconds),
      allowed: 'whole seconds, 0 to 86400',
      fix: 'leave it out (3600) or choose one of the range',
      source: HTTP_CORS,
    },
  ];
}

/** API Gateway answers preflights itself where CORS is configured, so an OPTIONS route would never see one. */
function optionsRouteIssues({ routes }: GatewaySpec): readonly Issue[] {
  const options = routes.filter((route) => route.method === 'OPTIONS');
  return options.map((route) => ({
    code: 'CORS_OPTIONS_ROUTE',
    place: placeOf(route),
    message: 'where the gateway has cors it answers OPTIONS itself, and this route would never be called',
    got: shown(route.pattern),
    allowed: 'cors on the gateway, or OPTIONS routes of your own',
    fix: 'remove the route, or remove cors and answer preflights in the backend',
    source: HTTP_CORS,
  }));
}

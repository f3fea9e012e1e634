import type { Issue } from '../../errors/issue.js';
import { shown } from '../../errors/shown.js';
import type { Cors, GatewaySpec } from '../gateway.js';
import { placeOf } from './place-of.js';

const HTTP_CORS = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html';
const FETCH_CORS = 'https://fetch.spec.whatwg.org/#http-cors-protocol';

export function corsIssues(spec: GatewaySpec): readonly Issue[] {
  if (!spec.cors) return [];
  return [
    ...originIssues(spec.cors),
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
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).origin === text;
}

function credentialIssues({ origins, credentials }: Cors): readonly Issue[] {
  if (!credentials || !origins.includes('*')) return [];
  return [
    {
      code: 'CORS_CREDENTIALS',
      place: 'cors.credentials',
      message: 'browsers refuse credentials where every origin is allowed',
      got: 'credentials: true with the origin "*"',
      allowed: 'credentials with named origins, or "*" without credentials',
      fix: 'name the origins that may send cookies',
      source: FETCH_CORS,
    },
  ];
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

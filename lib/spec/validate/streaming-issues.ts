import type { Issue } from '../../errors/issue.js';
import { isStreamed } from '../backend.js';
import type { GatewaySpec } from '../gateway.js';
import type { Route } from '../route.js';
import { placeOf } from './place-of.js';
import { issueAt, type Words } from './rule.js';

const STREAMING = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html';

/** Whatever stands around a handler waits for its answer, and a streamed one is there at its end. */
export function streamingIssues(spec: GatewaySpec): readonly Issue[] {
  const headersFrom = ownHeadersFrom(spec);
  return spec.routes
    .filter(({ to }) => isStreamed(to))
    .flatMap((route) => [
      ...AROUND.filter((at) => isStated(route[at])).map((at) => issueAt(placeOf(route), around(at, route))),
      ...(headersFrom === undefined ? [] : [issueAt(placeOf(route), headers(headersFrom))]),
    ]);
}

const AROUND = ['transform', 'use', 'backendToken'] as const;

/** Handlers are guarded against headers that only the gateway may set, wherever one is set. */
function ownHeadersFrom({ callerHeaders, routes }: GatewaySpec): string | undefined {
  if (callerHeaders) return 'callerHeaders of the gateway';
  const setting = routes.find((route) => route.callerHeaders);
  return setting && `callerHeaders of ${setting.pattern}`;
}

function isStated(value: unknown): boolean {
  return value !== undefined && !(Array.isArray(value) && value.length === 0);
}

function around(at: (typeof AROUND)[number], route: Route): Words {
  return {
    code: 'STREAM_AROUND',
    at,
    message: 'nothing can stand around a handler that streams: it would wait for the whole answer',
    got: route[at],
    allowed: 'a streamed route without transform, use, backendToken and version(…)',
    fix: 'do it in the handler, or leave out streaming: true',
    source: STREAMING,
  };
}

function headers(got: string): Words {
  return {
    code: 'STREAM_CALLER_HEADERS',
    at: 'to.streaming',
    message:
      'headers made of claims are set around every handler of the gateway, and nothing can stand around one that streams',
    got,
    allowed: 'a gateway without callerHeaders',
    fix: 'read caller.claims in the handlers, or put the streamed route into a gateway of its own',
    source: STREAMING,
  };
}

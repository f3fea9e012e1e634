import type { Issue } from '../../errors/issue.js';
import { isStreamed } from '../backend.js';
import type { GatewaySpec } from '../gateway.js';
import type { Route } from '../route.js';
import { placeOf } from './place-of.js';
import { issueAt, type Words } from './rule.js';

/** Transformations and middleware see an answer as a whole, and a streamed one is whole at its end. */
export function streamingIssues({ routes }: GatewaySpec): readonly Issue[] {
  return routes
    .filter(({ to }) => isStreamed(to))
    .flatMap((route) =>
      AROUND.filter((at) => isStated(route[at])).map((at) => issueAt(placeOf(route), around(at, route))),
    );
}

const AROUND = ['transform', 'use'] as const;

function isStated(value: unknown): boolean {
  return value !== undefined && !(Array.isArray(value) && value.length === 0);
}

function around(at: (typeof AROUND)[number], route: Route): Words {
  return {
    code: 'STREAM_AROUND',
    at,
    message: 'nothing that sees answers can stand around a handler that streams: it would wait for all of it',
    got: route[at],
    allowed: 'a streamed route without transform and use, and no version(…) of one',
    fix: 'do it in the handler, or leave out streaming: true',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html',
  };
}

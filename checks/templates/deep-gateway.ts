import * as z from 'zod';
import {
  type Auth,
  type GatewaySpec,
  gateway,
  type HttpBackend,
  http,
  type Route,
  route,
} from '../../lib/spec/index.js';

type DeepRoute = Route<string, Auth, HttpBackend>;

const SECTIONS =
  `advisories agents apps archives billing blocks branches campaigns checks classrooms codespaces copilots
  credentials deployments emojis enterprises events gists hooks issues keys licenses meta migrations notifications orgs
  packages projects repos users`.split(/\s+/);
const KINDS = ['runs', 'releases', 'alerts', 'secrets'];

const OWNED = '/{owner}/{name}';
/** Of each section. */
const ABOVE = ['GET ', 'GET /{owner}', `GET ${OWNED}`, `PATCH ${OWNED}`, `DELETE ${OWNED}`];
/** Of each kind in it. */
const BELOW = [
  'GET ',
  'POST ',
  'GET /latest',
  'GET /{id}',
  'PATCH /{id}',
  'GET /{id}/parts',
  'GET /{id}/parts/{part}',
  'PUT /{id}/parts/{part}',
  'GET /{id}/parts/{part}/logs',
];

/**
 * As large and as deep as GitHub's REST API: 1,230 operations on 810 paths of 30 sections, up to eight parts long, each
 * before a backend elsewhere, and what is written checked by a schema.
 */
export function deepGateway(): GatewaySpec {
  return gateway('deep', { api: 'rest', quotas: { restResources: 1_000 }, routes: SECTIONS.flatMap(routesOf) });
}

function routesOf(section: string): readonly DeepRoute[] {
  const below = KINDS.flatMap((kind) =>
    BELOW.map((operation) => operation.replace(' ', ` /${section}${OWNED}/${kind}`)),
  );
  return [...ABOVE.map((operation) => operation.replace(' ', ` /${section}`)), ...below].map(routeOf);
}

function routeOf(pattern: string, index: number): DeepRoute {
  const written = !/^(GET|DELETE) /.test(pattern);
  const path = pattern.slice(pattern.indexOf(' ') + 1);
  return route(pattern as 'PATCH /section/{owner}', {
    auth: 'public',
    to: http(`https://deep.example${path}` as 'https://deep.example/{owner}'),
    ...(written && { body: bodyOf(path.split('/')[1] ?? '', index) }),
  }) as unknown as DeepRoute;
}

function bodyOf(section: string, index: number) {
  return z.object({
    title: z
      .string()
      .min(1)
      .max(100 + index),
    labels: z.array(z.string().max(50)).max(100).optional(),
    state: z.enum(['open', 'closed', section]).optional(),
    milestone: z.object({ number: z.number().int().min(index), due: z.iso.date().optional() }).optional(),
  });
}

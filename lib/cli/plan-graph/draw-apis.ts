import type { ApiPlan, ApiType, Plan, RoutePlan, SplitPlan } from '../../plan/plan.js';
import { apiIdOf } from '../../plan/split/api-id.js';
import { ownPathsText, pathsTexts } from '../../plan/split/part-text.js';
import { counted } from '../counted.js';
import { countBy } from './count-edges.js';
import { type Drawable, drawFolded } from './draw-folded.js';
import type { GraphNode } from './gateway-graph.js';

/** The APIs of a gateway; of one in more than 20 parts, the largest. */
export interface DrawnApis {
  readonly nodes: readonly GraphNode[];
  /** Id of the box of a route's API. */
  readonly nodeOf: (route: Pick<RoutePlan, 'api' | 'part'>) => string;
  readonly nodeOfApi: (api: ApiPlan) => string;
}

const NAMES: Record<ApiType, string> = { http: 'HTTP API', rest: 'REST API' };

export function drawApis(plan: Plan): DrawnApis {
  const routesOf = countBy(plan.routes, apiIdOf);
  const { nodes, nodeOf } = drawFolded(
    plan.apis.map((api) => drawable(api, plan, routesOf.get(api.id) ?? 0)),
    { id: 'api', kind: 'api', plural: 'APIs' },
  );
  const nodeOfId = (id: ApiPlan['id']) => nodeOf.get(id) ?? '';
  return { nodes, nodeOf: (route) => nodeOfId(apiIdOf(route)), nodeOfApi: ({ id }) => nodeOfId(id) };
}

function drawable({ id, type, part, stage, apiKeySource }: ApiPlan, { origin, split }: Plan, routes: number): Drawable {
  const paths = split && pathsText(split, part);
  return {
    key: id,
    what: 'API Gateway',
    name: NAMES[type],
    details: [
      ...(paths === undefined ? [] : [paths]),
      counted(routes, 'route'),
      `stage ${stage}`,
      ...(apiKeySource ? ['keys from its authorizer'] : []),
      ...(origin ? ['answers the edge only'] : []),
    ],
    routes,
  };
}

function pathsText(split: SplitPlan, part: string | undefined): string | undefined {
  const found = split.parts.find(({ name }) => name === part);
  return found ? pathsTexts(found).join(', ') : ownPathsText(split);
}

import type { Plan } from '../../plan/plan.js';
import { counted } from '../counted.js';
import { drawAnswers } from './draw-answers.js';
import { drawApis } from './draw-apis.js';
import { drawAuthorizers } from './draw-authorizers.js';
import { drawFront } from './draw-front.js';
import { drawFunctions } from './draw-functions.js';
import { drawKeepers } from './draw-keepers.js';
import { drawKeys } from './draw-keys.js';
import type { GatewayGraph } from './gateway-graph.js';
import { nodeText } from './node-text.js';

/**
 * The gateway as boxes and lines, from callers to what answers. Routes are counts on lines, no boxes; of more than 20
 * functions, servers, plans or APIs the busiest have boxes. One plan gives one graph, in one order.
 */
export function drawPlan(plan: Plan): GatewayGraph {
  const functions = drawFunctions(plan);
  const apis = drawApis(plan);
  const parts = [
    drawFront(plan, apis),
    drawAuthorizers(plan, apis, functions),
    drawKeys(plan, apis),
    { nodes: functions.nodes, edges: [] },
    drawAnswers(plan, apis, functions),
  ];
  const nodes = parts.flatMap((part) => part.nodes);
  return {
    gateway: nodeText(plan.gateway),
    caption: captionOf(plan),
    nodes,
    edges: [...parts.flatMap(({ edges }) => edges), ...drawKeepers(plan, functions, nodes)],
  };
}

const CAPTION_CHARACTERS = 100;

function captionOf({ description, routes, functions, split }: Plan): readonly string[] {
  const parts = split ? `, ${counted(split.parts.length, 'part')}` : '';
  const counts = `${counted(routes.length, 'route')}, ${counted(functions.length, 'function')}${parts}`;
  const [first = ''] = (description ?? '').split('\n');
  return [...(first === '' ? [] : [nodeText(first, CAPTION_CHARACTERS)]), counts];
}

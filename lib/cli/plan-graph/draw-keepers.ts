import type { FunctionPlan, Plan } from '../../plan/plan.js';
import { counted } from '../counted.js';
import type { Drawn } from './draw-folded.js';
import { EDGE_NODE } from './draw-front.js';
import { KEYS_NODE } from './draw-keys.js';
import type { GraphEdge, GraphNode } from './gateway-graph.js';

/** What the functions that run beside requests look after. */
export function drawKeepers(
  { functions, origin }: Plan,
  drawn: Drawn,
  nodes: readonly GraphNode[],
): readonly GraphEdge[] {
  return functions.flatMap((fn): readonly GraphEdge[] => {
    const from = drawn.nodeOf.get(fn.id);
    if (from === undefined) return [];
    return keptBy(fn, nodes).map((to) => ({ from, to, kind: 'upkeep', label: howOften(fn, origin?.rotateEveryDays) }));
  });
}

function keptBy({ kind }: FunctionPlan, nodes: readonly GraphNode[]): readonly string[] {
  if (kind === 'origin-keeper') return nodes.some(({ id }) => id === EDGE_NODE) ? [EDGE_NODE] : [];
  return kind === 'key-keeper' ? nodes.filter(({ id }) => id.startsWith(`${KEYS_NODE}_`)).map(({ id }) => id) : [];
}

function howOften(fn: FunctionPlan, rotateEveryDays = 0): string {
  return fn.kind === 'key-keeper' ? `every ${fn.everyMinutes} minutes` : `every ${counted(rotateEveryDays, 'day')}`;
}

import type { GraphEdge, NodeKind } from './gateway-graph.js';

interface Colors {
  readonly fill: string;
  readonly stroke: string;
}

/** Of boxes: light, with dark text on them whatever the viewer's own theme is. */
export const BOX_COLORS = {
  callers: { fill: '#f3f4f6', stroke: '#6b7280' },
  front: { fill: '#ede9fe', stroke: '#7c3aed' },
  api: { fill: '#fce7f3', stroke: '#be185d' },
  'caller-check': { fill: '#fef3c7', stroke: '#b45309' },
  function: { fill: '#ffedd5', stroke: '#c2410c' },
  backend: { fill: '#dbeafe', stroke: '#1d4ed8' },
  keeper: { fill: '#dcfce7', stroke: '#15803d' },
} as const satisfies Record<NodeKind, Colors>;

export const TEXT_COLOR = '#111827';
/** Behind all of it, so that a dark page takes nothing away. */
export const PAPER_COLOR = '#ffffff';

export const LINE_COLORS = {
  request: '#374151',
  check: '#b45309',
  upkeep: '#15803d',
} as const satisfies Record<GraphEdge['kind'], string>;

import type { GatewayGraph } from './gateway-graph.js';
import { graphvizGraph } from './graphviz-graph.js';

/**
 * The graph as an SVG picture. Graphviz, a megabyte of WebAssembly, is loaded by the first call: who wants no picture
 * does not wait for it.
 */
export async function svgText(graph: GatewayGraph): Promise<string> {
  const { instance } = await import('@viz-js/viz');
  const viz = await instance();
  return withoutProlog(viz.renderString(graphvizGraph(graph), { format: 'svg' }));
}

/** Its document type points to another server. */
function withoutProlog(svg: string): string {
  return svg.slice(svg.indexOf('<svg'));
}

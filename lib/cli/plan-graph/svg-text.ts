import type { GatewayGraph } from './gateway-graph.js';
import { graphvizGraph } from './graphviz-graph.js';

/**
 * The graph as an SVG picture. Graphviz, a megabyte of WebAssembly, is loaded by the first call: who wants no picture
 * does not wait for it.
 */
export async function svgText(graph: GatewayGraph): Promise<string> {
  const { instance } = await import('@viz-js/viz');
  const viz = await instance();
  return withTitle(withoutProlog(viz.renderString(graphvizGraph(graph), { format: 'svg' })));
}

/** The title of the graph, for the picture as a whole: that is what a screen reader says of it. */
function withTitle(svg: string): string {
  const [title = ''] = /<title>[^<]*<\/title>/.exec(svg) ?? [];
  return svg.replace(/(?<=^<svg[^>]*>)/, () => `\n${title}`);
}

/** Its document type points to another server. */
function withoutProlog(svg: string): string {
  return svg.slice(svg.indexOf('<svg'));
}

import type { Graph } from '@viz-js/viz';
import type { GatewayGraph, GraphEdge, GraphNode } from './gateway-graph.js';
import { BOX_COLORS, LINE_COLORS, PAPER_COLOR, TEXT_COLOR } from './palette.js';
import { textPoints } from './text-points.js';

const FONT = 'Helvetica,Arial,sans-serif';

/**
 * The graph as Graphviz takes it. Labels are its HTML, whose text is XML: nothing in them is a command.
 *
 * https://graphviz.org/doc/info/shapes.html#html
 */
export function graphvizGraph({ gateway, caption, nodes, edges }: GatewayGraph): Graph {
  const heading = lines([{ text: gateway, points: 18, isName: true }, ...caption.map(small)]);
  return {
    name: gateway.replaceAll('&', '&amp;'),
    directed: true,
    graphAttributes: {
      label: heading,
      labelloc: 't',
      labeljust: 'l',
      rankdir: 'LR',
      bgcolor: PAPER_COLOR,
      fontname: FONT,
      fontcolor: TEXT_COLOR,
      pad: 0.3,
      nodesep: 0.22,
      ranksep: 0.6,
    },
    nodeAttributes: {
      shape: 'box',
      style: 'rounded,filled',
      fontname: FONT,
      fontcolor: TEXT_COLOR,
      fontsize: 12,
      margin: '0.14,0.06',
    },
    edgeAttributes: { fontname: FONT, fontsize: 10, arrowsize: 0.7 },
    nodes: nodes.map((node) => ({ name: node.id, attributes: box(node) })),
    edges: edges.map((edge) => ({ tail: edge.from, head: edge.to, attributes: line(edge) })),
  };
}

interface TextLine {
  readonly text: string;
  readonly points: number;
  readonly isName?: true;
}

function box({ kind, what, name, details }: GraphNode) {
  const { fill, stroke } = BOX_COLORS[kind];
  const label = lines([small(what), { text: name, points: 12, isName: true }, ...details.map(small)]);
  return { label, fillcolor: fill, color: stroke, ...(kind === 'callers' && { shape: 'oval' }) };
}

function small(text: string): TextLine {
  return { text, points: 10 };
}

function line({ kind, label }: GraphEdge) {
  return {
    color: LINE_COLORS[kind],
    fontcolor: LINE_COLORS[kind],
    style: kind === 'request' ? 'solid' : 'dashed',
    ...(label !== undefined && { label: lines([{ text: label, points: 10 }]) }),
  };
}

/** Lines from the left, in a table with room for all of them: Graphviz itself measures one font, which few viewers have. */
function lines(texts: readonly TextLine[]) {
  const width = Math.max(...texts.map(({ text, points }) => textPoints(text, points)));
  const rows = texts.map((one) => `<tr><td align="left">${styled(one)}</td></tr>`).join('');
  return { html: `<table border="0" cellborder="0" cellspacing="0" cellpadding="1" width="${width}">${rows}</table>` };
}

function styled({ text, points, isName }: TextLine): string {
  const written = xml(text) || '&#160;';
  return `<font point-size="${points}">${isName ? `<b>${written}</b>` : written}</font>`;
}

/** Graphviz reads it as XML, and then for escapes as `\N`. An ampersand by its number it would take for an entity's again. */
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\\': '\\\\',
};

function xml(text: string): string {
  return text.replace(/[&<>"'\\]/g, (character) => ESCAPES[character] ?? character);
}

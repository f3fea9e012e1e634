import type { GatewayGraph, GraphEdge, GraphNode, NodeKind } from './gateway-graph.js';
import { BOX_COLORS, TEXT_COLOR } from './palette.js';

/**
 * The graph as the source of a Mermaid flowchart, as GitHub, GitLab and others draw it.
 *
 * https://mermaid.js.org/syntax/flowchart.html
 */
export function mermaidText({ gateway, caption, nodes, edges }: GatewayGraph): string {
  const lines = [
    '---',
    `title: ${JSON.stringify([gateway, ...caption].join(' · '))}`,
    '---',
    'flowchart LR',
    ...nodes.map((node) => `  ${box(node)}`),
    ...edges.map((edge) => `  ${line(edge)}`),
    ...Object.entries(BOX_COLORS).map(
      ([kind, { fill, stroke }]) =>
        `  classDef ${CLASSES[kind as NodeKind]} fill:${fill},stroke:${stroke},color:${TEXT_COLOR}`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}

/** Names of classes are letters: some words are the grammar's own. */
const CLASSES = {
  callers: 'callers',
  front: 'front',
  api: 'api',
  'caller-check': 'check',
  function: 'code',
  backend: 'backend',
  keeper: 'keeper',
} as const satisfies Record<NodeKind, string>;

function box({ id, kind, what, name, details }: GraphNode): string {
  const text = [quoted(what), `<b>${quoted(name)}</b>`, ...details.map(quoted)].join('<br/>');
  const [open, close] = kind === 'callers' ? ['(["', '"])'] : ['["', '"]'];
  return `${id}${open}${text}${close}:::${CLASSES[kind]}`;
}

const ARROWS = { request: '-->', check: '-.->', upkeep: '-.->' } as const satisfies Record<GraphEdge['kind'], string>;

function line({ from, to, kind, label }: GraphEdge): string {
  return `${from} ${ARROWS[kind]}${label === undefined ? '' : `|"${quoted(label)}"|`} ${to}`;
}

/**
 * What is not plain goes in as the number of its character: quotes end the text, `#` begins a number, `*` and `_` are
 * Markdown, and a colon makes Mermaid take the line for a style.
 *
 * https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters
 */
function quoted(text: string): string {
  return text.replace(/[^\p{L}\p{M}\p{N} .,/()$=+…·'-]/gu, (character) => `#${character.codePointAt(0)};`);
}

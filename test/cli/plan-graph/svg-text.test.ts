import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import bookshop from '../../../examples/bookshop/gateway.js';
import { drawPlan } from '../../../lib/cli/plan-graph/draw-plan.js';
import type { GatewayGraph } from '../../../lib/cli/plan-graph/gateway-graph.js';
import { nodeText } from '../../../lib/cli/plan-graph/node-text.js';
import { svgText } from '../../../lib/cli/plan-graph/svg-text.js';
import { planGateway } from '../../../lib/plan/plan-gateway.js';

const PICTURE = resolve(import.meta.dirname, '../../../docs/bookshop.svg');

interface Elements {
  readonly open: readonly string[];
  readonly texts: readonly string[];
  readonly names: ReadonlySet<string>;
  /** Of the picture as a whole. */
  readonly title: string;
}

/** Reads XML without entities of its own; throws where it is not well-formed. */
function readXml(xml: string): Elements {
  const open: string[] = [];
  const texts: string[] = [];
  const names = new Set<string>();
  let title = '';
  const piece = /<!--(?:(?!--)[\s\S])*-->|<(\/?)([a-z]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|([^<]+)|([\s\S])/gy;
  for (const [, closing, name, attributes, alone, text, other] of xml.matchAll(piece)) {
    if (other !== undefined) throw new Error(`not XML: ${other}`);
    if (/&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i.test(`${text ?? ''}${attributes ?? ''}`))
      throw new Error(`an ampersand by itself in ${text ?? attributes}`);
    if (text !== undefined && open.at(-1) === 'text') texts.push(decoded(text));
    if (text !== undefined && open.join() === 'svg,g,title') title = decoded(text);
    if (name === undefined) continue;
    names.add(name);
    if (closing && open.pop() !== name) throw new Error(`</${name}> closes another element`);
    if (!closing && !alone) open.push(name);
  }
  return { open, texts, names, title };
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decoded(text: string): string {
  return text.replace(/&(#?\w+);/g, (_, name: string) =>
    name.startsWith('#x')
      ? String.fromCodePoint(Number.parseInt(name.slice(2), 16))
      : name.startsWith('#')
        ? String.fromCodePoint(Number(name.slice(1)))
        : (ENTITIES[name] ?? ''),
  );
}

function graphWith(text: string): GatewayGraph {
  const node = { kind: 'function', what: 'Lambda function', name: nodeText(text), details: [nodeText(text)] } as const;
  return {
    gateway: nodeText(text),
    caption: [nodeText(text)],
    nodes: [
      { id: 'function_1', ...node },
      { id: 'function_2', ...node },
    ],
    edges: [{ from: 'function_1', to: 'function_2', kind: 'request', label: nodeText(text) }],
  };
}

describe('the picture of a plan', () => {
  it('says every text of every box and line', async () => {
    const graph = drawPlan(planGateway(bookshop));
    const { texts, open } = readXml(await svgText(graph));
    const said = [
      graph.gateway,
      ...graph.caption,
      ...graph.nodes.flatMap(({ what, name, details }) => [what, name, ...details]),
      ...graph.edges.flatMap(({ label }) => label ?? []),
    ];
    expect(open).toEqual([]);
    expect(texts.toSorted()).toEqual(said.toSorted());
  });

  it.each([
    '"quotes" and \'others\'',
    '<script>alert(1)</script>',
    '<b>&amp;&bogus;</b>',
    '\\N \\G \\l \\n',
    'a\nb\u0000c\u001b[31m',
    'lone \ud800 half, \ufffe',
    '漢字かな交じり文 ünïcödé 🎈',
    '--> ]]> -- %1',
    'end',
    '',
  ])('takes %j as text', async (text) => {
    const svg = await svgText(graphWith(text));
    const { texts, open, names, title } = readXml(svg);
    expect(title).toBe(nodeText(text));
    expect(open).toEqual([]);
    expect([...names].toSorted()).toEqual(['g', 'path', 'polygon', 'svg', 'text', 'title']);
    expect(texts.filter((said) => said === (nodeText(text) || '\u00a0'))).toHaveLength(7);
  });

  it('is complete by itself, and asks no other server', async () => {
    const svg = await svgText(graphWith('x'));
    expect(svg).toMatch(/^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    expect(svg).not.toMatch(/<!DOCTYPE|<image|xlink:href=|url\(/);
  });

  it('has paper of its own, so that dark pages leave it readable', async () => {
    expect(await svgText(graphWith('x'))).toMatch(/<polygon fill="#ffffff"/);
  });

  it('stands in the docs as the example is now', async () => {
    const now = await svgText(drawPlan(planGateway(bookshop)));
    const mend =
      'npm run -s build && npm run -s gatewright -- plan examples/bookshop/gateway.ts --graph docs/bookshop.svg';
    expect(readFileSync(PICTURE, 'utf8') === now, `docs/bookshop.svg is out of date: ${mend}`).toBe(true);
  });
});

describe('the reader of these tests', () => {
  it.each(['<g><text>a</g></text>', '<g>a & b</g>', '<g a="<"></g>', '<g>< b</g>'])('refuses %s', (xml) => {
    expect(() => readXml(xml)).toThrow();
  });
});

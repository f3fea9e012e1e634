import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import bookshop from '../../../examples/bookshop/gateway.js';
import { drawPlan } from '../../../lib/cli/plan-graph/draw-plan.js';
import type { GatewayGraph, NodeKind } from '../../../lib/cli/plan-graph/gateway-graph.js';
import { mermaidText } from '../../../lib/cli/plan-graph/mermaid-text.js';
import { nodeText } from '../../../lib/cli/plan-graph/node-text.js';
import { BOX_COLORS } from '../../../lib/cli/plan-graph/palette.js';
import { planGateway } from '../../../lib/plan/plan-gateway.js';
import { anyCharacter } from '../../fixtures/any-character.js';

/** What a label may hold between its quotes: nothing that Mermaid, Markdown or HTML reads as more than text. */
const TEXT = String.raw`(?:[\p{L}\p{M}\p{N} .,/()$=+…·'-]|#\d+;)*`;
const ID = '([a-z]+(?:_[a-z0-9]+)?)';
const BOX = new RegExp(
  `^  ${ID}(?:\\["|\\(\\[")${TEXT}<br/><b>${TEXT}</b>(?:<br/>${TEXT})*(?:"\\]|"\\]\\)):::([a-z]+)$`,
  'u',
);
const LINE = new RegExp(`^  ${ID} (?:-->|-\\.->)(?:\\|"${TEXT}"\\|)? ${ID}$`, 'u');
const CLASS = /^ {2}classDef ([a-z]+) fill:#[\da-f]{6},stroke:#[\da-f]{6},color:#[\da-f]{6}$/;
/** Words of the flowchart's grammar, which are no names: https://mermaid.js.org/syntax/flowchart.html */
const RESERVED = /^(?:end|graph|subgraph|flowchart|style|linkStyle|class|classDef|click|call|href|default)$/;

interface Read {
  readonly boxes: ReadonlySet<string>;
  readonly used: readonly string[];
  readonly others: readonly string[];
}

/** Reads a flowchart by the strict part of the grammar that we write; what is not of it stands in `others`. */
function read(source: string): Read {
  const [start, title, end, head, ...rest] = source.trimEnd().split('\n');
  const boxes = rest.map((line) => BOX.exec(line)).filter((match) => match !== null);
  const lines = rest.map((line) => LINE.exec(line)).filter((match) => match !== null);
  const classes = new Set(rest.flatMap((line) => CLASS.exec(line)?.[1] ?? []));
  const isTitle = title?.startsWith('title: ') && typeof JSON.parse(title.slice('title: '.length)) === 'string';
  return {
    boxes: new Set(boxes.map((match) => match[1] ?? '')),
    used: lines.flatMap((match) => [match[1] ?? '', match[2] ?? '']),
    others: [
      ...(start === '---' && isTitle && end === '---' && head === 'flowchart LR' ? [] : ['the head']),
      ...rest.filter((line) => !BOX.test(line) && !LINE.test(line) && !CLASS.test(line)),
      ...boxes.flatMap((match) => (classes.has(match[2] ?? '') && !RESERVED.test(match[1] ?? '') ? [] : [match[0]])),
    ],
  };
}

function graphWith(text: string, kind: NodeKind = 'function'): GatewayGraph {
  const node = { kind, what: nodeText(text), name: nodeText(text), details: [nodeText(text)] };
  return {
    gateway: nodeText(text),
    caption: [nodeText(text)],
    nodes: [
      { id: 'function_1', ...node },
      { id: 'function_2', ...node },
    ],
    edges: [{ from: 'function_1', to: 'function_2', kind: 'check', label: nodeText(text) }],
  };
}

/** What a viewer shows for a label: numbers of characters as the characters. */
const shownAs = (label: string) => label.replace(/#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));

describe('the Mermaid source of a plan', () => {
  it('has a box for each end of each line, and nothing that is not of the grammar', () => {
    const { boxes, used, others } = read(mermaidText(drawPlan(planGateway(bookshop))));
    expect(others).toEqual([]);
    expect(boxes.size).toBe(22);
    expect(used.filter((id) => !boxes.has(id))).toEqual([]);
  });

  it.each([
    '"]; click a "javascript:x"',
    'end',
    '`x`',
    '# a; %% b',
    '<img src=x>',
    '__a__ *b*',
    'a\nb --> c',
    '漢字 é',
    '\u202ex',
    '--- x',
    'x|y|z',
    '\\n &amp; #quot;',
  ])('takes %j as text', (text) => {
    const source = mermaidText(graphWith(text));
    expect(read(source)).toMatchObject({ boxes: new Set(['function_1', 'function_2']), others: [] });
    expect(shownAs(source)).toContain(`<b>${nodeText(text)}</b>`);
  });

  it.each(Object.keys(BOX_COLORS) as NodeKind[])('has a class for boxes of %s', (kind) => {
    expect(read(mermaidText(graphWith('x', kind))).others).toEqual([]);
  });

  it('takes any text as text', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, maxLength: 60 }), (text) => {
        expect(read(mermaidText(graphWith(text))).others).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the check of the grammar', () => {
  it.each([
    ['a quote in a label', '  a["x<br/><b>"</b>"]:::code'],
    ['a box without quotes', '  a[x]'],
    ['a line to no box', '  a --> '],
    ['a class that is not there', '  a["x<br/><b>y</b>"]:::nothing'],
    ['a reserved id', '  end["x<br/><b>y</b>"]:::code'],
  ])('refuses %s', (_, line) => {
    const source = mermaidText(graphWith('x')).replace('flowchart LR\n', `flowchart LR\n${line}\n`);
    expect(read(source).others).toEqual([line]);
  });
});

import { ANY, type Lookup, type LookupStep, REST, reachesBelow } from './lookups.js';

interface Node {
  readonly children: Map<LookupStep, Node>;
  ends: boolean;
}

/**
 * A regular expression that takes what the lookups take, written as a tree, so that what they share stands in it once.
 * Below where no other lookup reaches, it takes all.
 */
export function expressionOf(lookups: readonly Lookup[], others: readonly Lookup[]): string {
  const root: Node = { children: new Map(), ends: false };
  for (const { steps } of lookups) {
    const end = steps.reduce(child, root);
    end.ends = true;
  }
  return `^${below(root, [], others)}$`;
}

function child(node: Node, step: LookupStep): Node {
  const known = node.children.get(step) ?? { children: new Map(), ends: false };
  node.children.set(step, known);
  return known;
}

/** What may follow the segments up to a node. */
function below(node: Node, beginning: readonly LookupStep[], others: readonly Lookup[]): string {
  if (node.children.size === 0) return '';
  if (beginning.length > 0 && !others.some((other) => reachesBelow(other, beginning))) return '(?:/.*)?';
  if (node.children.has(REST)) return optional('/.*', node.ends);
  const bySuffix = new Map<string, string[]>();
  for (const [step, next] of node.children) {
    const suffix = below(next, [...beginning, step], others);
    bySuffix.set(suffix, [...(bySuffix.get(suffix) ?? []), textOf(step)]);
  }
  const ways = [...bySuffix].map(([suffix, texts]) => `${oneOf(texts)}${suffix}`);
  return optional(`/${oneOf(ways)}`, node.ends);
}

function optional(text: string, isOptional: boolean): string {
  if (!isOptional) return text;
  return text === '/' ? '/?' : `(?:${text})?`;
}

function oneOf(ways: readonly string[]): string {
  const [first = ''] = ways;
  return ways.length === 1 ? first : `(?:${ways.join('|')})`;
}

function textOf(step: LookupStep): string {
  if (step === ANY) return '[^/]+';
  return typeof step === 'string' ? step.replaceAll('.', '\\.') : '.*';
}

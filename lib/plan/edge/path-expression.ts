import { groupedBy } from '../grouped-by.js';
import { anyText, type Beginning, beginningsOf, type OwnedText, oneOf } from './letters.js';
import { type LookupNode, lookupTree } from './lookup-tree.js';
import { ANY, type Lookup, type LookupStep, REST } from './lookups.js';
import { after, ownerAfter, type Places } from './places.js';

/** Which API a path goes to: that of the one group that takes part where the expression takes the path. */
export interface PathExpression {
  readonly source: string;
  /** Id of the API of each group, in order. */
  readonly origins: readonly string[];
}

/**
 * A regular expression that tries what the front tries, in its order: a text before a parameter before a greedy one,
 * segment by segment. It is written as a tree, so that what lookups share stands in it once. Where no lookup of another
 * API reaches, be it below some segments or behind some letters, it takes all.
 *
 * @param lookups of paths as they are written
 * @param all of all APIs and methods, with those that end in a slash
 */
export function pathExpression(lookups: readonly Lookup[], all: LookupNode): PathExpression {
  const origins: string[] = [];
  const source = below(lookupTree(lookups), [all]).replace(/<([^>]+)>/g, (_, origin: string) => {
    origins.push(origin);
    return '()';
  });
  return { source: `^${source}$`, origins };
}

/** No path has these signs. */
const goingTo = (origin: string): string => `<${origin}>`;

/** What may follow a step from some places to a node. */
function behind(step: LookupStep, node: LookupNode, places: Places): string {
  const owner = ownerAfter(places, step);
  if (typeof owner === 'string') return `(?:/.*)?${goingTo(owner)}`;
  return node.children.size === 0 ? end(node).join('') : below(node, after(places, step));
}

/** What may follow the segments up to a node. */
function below(node: LookupNode, places: Places): string {
  const any = node.children.get(ANY);
  const rest = node.children.get(REST);
  const segments = [
    ...texts(node, places),
    ...(any ? [`[^/]+${behind(ANY, any, places)}`] : []),
    ...(rest ? [`.*${end(rest).join('')}`] : []),
  ];
  return oneOf([...(segments.length > 0 ? [`/${oneOf(segments)}`] : []), ...end(node)]);
}

function end({ ends }: LookupNode): readonly string[] {
  return ends ? [goingTo(ends.origin)] : [];
}

/** Texts that are followed by the same stand together. */
function texts(node: LookupNode, places: Places): readonly string[] {
  const byFollowing = groupedBy(beginnings(node, places), ({ text, owner, isWhole }) => {
    const next = node.children.get(text);
    return isWhole && next ? behind(text, next, places) : `.*${goingTo(String(owner))}`;
  });
  return [...byFollowing].map(([following, own]) => `${anyText(own.map(({ text }) => text))}${following}`);
}

function beginnings(node: LookupNode, places: Places): readonly Beginning[] {
  const own = textsOf(node).map((one): OwnedText => ({ ...one, owner: ownerAfter(places, one.text) }));
  return beginningsOf(own, own.length < 2 ? [] : places.flatMap(textsOf));
}

function textsOf({ children }: LookupNode): readonly OwnedText[] {
  return [...children].flatMap(([text, { through }]) =>
    typeof text === 'string' ? [{ text, owner: through.owner }] : [],
  );
}

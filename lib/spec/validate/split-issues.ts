import type { Issue } from '../../errors/issue.js';
import { oneLine } from '../../errors/one-line.js';
import { shown } from '../../errors/shown.js';
import type { GatewaySpec } from '../gateway.js';
import { parsePath } from '../path.js';
import { normalBeginning } from '../path-tokens.js';
import type { SplitParts } from '../split.js';
import { issueAt } from './rule.js';
import { isRecord, listOf, objectOf, recordOf, type Shape, text } from './shape.js';

const byStarts = objectOf({ from: listOf(text) });
const byNames = objectOf({ parts: recordOf(listOf(text)) });

/** One of its two ways, and not both. */
export const splitShape: Shape = (value) => {
  if (value === false) return undefined;
  if (!isRecord(value) || (value.from === undefined) === (value.parts === undefined)) return '';
  return value.parts === undefined ? byStarts(value) : byNames(value);
};

/** What is wrong with the parts that a spec states, whatever its routes are. */
export function splitIssues({ split }: Pick<GatewaySpec, 'split'>, place = 'split'): readonly Issue[] {
  if (!split) return [];
  return split.parts ? partsIssues(split.parts, `${place}.parts`) : startsIssues(split.from, `${place}.from`);
}

/** Segments of literals and parameters, the last of which may break off. */
const BEGINNING = /^\/((?:[A-Za-z0-9._:-]+|\{[A-Za-z0-9._-]*\})\/)*([A-Za-z0-9._:-]*|\{[A-Za-z0-9._-]*\})$/;

/** @param place of the list */
function startsIssues(from: readonly string[], place: string): readonly Issue[] {
  if (from.length === 0) return [emptyIssue(place, "where parts start: ['/n']")];
  const bad = from.flatMap((start, index) => (BEGINNING.test(start) ? [] : [noStart(start, index, place)]));
  return [...bad, ...twice(from.map((start, index) => ({ text: start, place: `${place}[${index}]` })))];
}

function noStart(got: string, index: number, place: string): Issue {
  return issueAt(`${place}[${index}]`, {
    code: 'SPLIT_FROM',
    at: '',
    message: 'no path begins like this',
    got,
    allowed: "a path's beginning, which may break off within a word: '/n', '/re', '/repos/', '/repos/{owner}/'",
    fix: 'begin with a slash, write parameters whole, and leave greedy ones out: they come behind all others of their level',
  });
}

const NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/;
/** With the gateway's name it stands in names of stacks and outputs. */
const LONGEST_NAME = 40;

function partsIssues(parts: SplitParts['parts'], place: string): readonly Issue[] {
  const entries = Object.entries(parts);
  if (entries.length === 0) return [emptyIssue(place, "{ catalogue: ['/books', '/authors'] }")];
  const prefixes = entries.flatMap(([name, some]) =>
    some.map((prefix, index) => ({ text: prefix, place: `${placeOfPart(name, place)}[${index}]` })),
  );
  return [
    ...entries.flatMap(([name, some]) => partIssues(name, some, placeOfPart(name, place))),
    ...sameOutputs(
      entries.map(([name]) => name),
      place,
    ),
    ...prefixes
      .filter(({ text: prefix }) => !isPrefix(prefix))
      .map(({ text: prefix, place: at }) => noPrefix(prefix, at)),
    ...twice(prefixes),
  ];
}

export function placeOfPart(name: string, parts = 'split.parts'): string {
  return `${parts}['${oneLine(name)}']`;
}

function partIssues(name: string, prefixes: readonly string[], place: string): readonly Issue[] {
  return [
    ...(NAME.test(name) && name.length <= LONGEST_NAME ? [] : [badName(name, place)]),
    ...(prefixes.length === 0 ? [emptyIssue(place, "the prefixes of its paths: ['/books']")] : []),
  ];
}

function badName(name: string, place: string): Issue {
  return issueAt(place, {
    code: 'SPLIT_PART_NAME',
    at: '',
    message: 'the name of a part stands in names of stacks, APIs and outputs',
    got: name,
    allowed: `1 to ${LONGEST_NAME} lower-case letters and digits, in words with a dash between them`,
    fix: 'call it after what its paths have in common: catalogue, back-office',
  });
}

/** `a-1` and `a1` have both an output `HttpApiA1Url`. */
function sameOutputs(names: readonly string[], place: string): readonly Issue[] {
  const first = new Map<string, string>();
  return names.flatMap((name) => {
    const joined = name.replace(/-(?=\d)/g, '');
    const other = first.get(joined);
    if (other === undefined) first.set(joined, name);
    return other === undefined ? [] : [sameOutput(name, other, placeOfPart(name, place))];
  });
}

function sameOutput(name: string, other: string, place: string): Issue {
  return issueAt(place, {
    code: 'SPLIT_PART_NAME',
    at: '',
    message: 'the outputs of two parts would have one name',
    got: `${name} beside ${other}`,
    allowed: 'names that differ in more than a dash before a digit',
    fix: 'rename one of them',
  });
}

function isPrefix(prefix: string): boolean {
  const parsed = parsePath(prefix);
  return parsed.ok && parsed.segments.every(({ kind }) => kind !== 'greedy');
}

function noPrefix(got: string, place: string): Issue {
  return issueAt(place, {
    code: 'SPLIT_PREFIX',
    at: '',
    message: 'a part has paths by their first segments, and these are none',
    got,
    allowed: "whole segments, without a slash at the end: '/books', '/shops/{shop}', or '/' for what no other part has",
    fix: 'write /books for /books and all below it',
  });
}

interface Placed {
  readonly text: string;
  readonly place: string;
}

/** Whatever the parameters are called. */
function twice(all: readonly Placed[]): readonly Issue[] {
  const first = new Map<string, Placed>();
  return all.flatMap((one) => {
    const same = normalBeginning(one.text);
    const other = first.get(same);
    if (!other) first.set(same, one);
    return other ? [statedTwice(one, other)] : [];
  });
}

function statedTwice({ text: got, place }: Placed, other: Placed): Issue {
  return {
    code: 'SPLIT_TWICE',
    place,
    message: `this stands in ${other.place} already`,
    got: shown(got),
    allowed: 'each once; parameters of other names are the same',
    fix: 'leave one of the two out',
  };
}

function emptyIssue(place: string, allowed: string): Issue {
  return {
    code: 'SPLIT_EMPTY',
    place,
    message: 'this makes no parts',
    got: 'nothing',
    allowed,
    fix: 'say what the parts are, or leave it out',
  };
}

export function splitFault(place: string, got: unknown): Issue {
  return {
    code: 'SPLIT',
    place,
    message: 'this says nothing of parts',
    got: shown(got),
    allowed: "{ from: ['/n', '/s'] }, { parts: { catalogue: ['/books', '/authors'] } }, or false",
    fix: 'write one of the two ways, or leave split out: docs/splitting.md',
  };
}

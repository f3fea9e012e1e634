import { groupedBy } from '../grouped-by.js';
import { joinedOwner, type Owner } from './tally.js';

/** Texts by their letters. */
interface LetterNode {
  readonly letters: Map<string, LetterNode>;
  /** The API of all texts that begin so. */
  owner: Owner | undefined;
  /** A text ends here. */
  isText: boolean;
}

export interface OwnedText {
  readonly text: string;
  /** The API of all paths that go on from it, those of parameters that take it among them. */
  readonly owner: Owner | undefined;
}

/** A text, or the beginning of all texts that are of one API. */
export interface Beginning extends OwnedText {
  readonly isWhole: boolean;
}

/**
 * The texts, and in place of several that begin alike what they begin with, where nothing else of another API does.
 *
 * @param others what else is looked up where these texts are
 */
export function beginningsOf(texts: readonly OwnedText[], others: readonly OwnedText[]): readonly Beginning[] {
  if (texts.length < 2) return texts.map((one) => ({ ...one, isWhole: true }));
  const root = newNode();
  for (const one of texts) letterOf(root, one).isText = true;
  for (const other of others) share(root, other);
  return [...beginningsFrom(root, '')];
}

function* beginningsFrom({ letters, owner, isText }: LetterNode, text: string): Iterable<Beginning> {
  const ways = letters.size + Number(isText);
  if (ways > 1 && typeof owner === 'string') return yield { text, owner, isWhole: false };
  if (isText) yield { text, owner, isWhole: true };
  for (const [letter, next] of letters) yield* beginningsFrom(next, text + letter);
}

function newNode(): LetterNode {
  return { letters: new Map(), owner: undefined, isText: false };
}

function letterOf(root: LetterNode, { text, owner }: OwnedText): LetterNode {
  let node = root;
  node.owner = joinedOwner(node.owner, owner);
  for (const letter of text) {
    const next = node.letters.get(letter) ?? newNode();
    node.letters.set(letter, next);
    next.owner = joinedOwner(next.owner, owner);
    node = next;
  }
  return node;
}

/** Says of every beginning in the tree that another text has it too. */
function share(root: LetterNode, { text, owner }: OwnedText): void {
  let node = root;
  node.owner = joinedOwner(node.owner, owner);
  for (const letter of text) {
    const next = node.letters.get(letter);
    if (!next) return;
    next.owner = joinedOwner(next.owner, owner);
    node = next;
  }
}

/** An expression that takes the texts, and has what they share once. */
export function anyText(texts: readonly string[]): string {
  if (texts.length === 1) return escaped(texts[0] ?? '');
  const root = newNode();
  for (const text of texts) letterOf(root, { text, owner: undefined }).isText = true;
  return letterExpression(root);
}

function letterExpression({ letters, isText }: LetterNode): string {
  const before = groupedBy(letters, ([, next]) => letterExpression(next));
  const ways = [...before].map(([following, own]) => `${anyOf(own.map(([letter]) => letter))}${following}`);
  if (ways.length === 0) return '';
  if (!isText) return oneOf(ways);
  const isOne = ways.length === 1 && before.has('');
  return isOne ? `${ways[0]}?` : `(?:${ways.join('|')})?`;
}

export function oneOf(ways: readonly string[]): string {
  const [first = ''] = ways;
  return ways.length === 1 ? first : `(?:${ways.join('|')})`;
}

function anyOf(letters: readonly string[]): string {
  return letters.length === 1 ? escaped(letters[0] ?? '') : `[${rangesOf([...letters].sort())}]`;
}

/** A dash comes first in the alphabet, where it stands for itself. */
function rangesOf(letters: readonly string[]): string {
  const runs: string[][] = [];
  for (const letter of letters) {
    const run = runs.at(-1);
    const isNext = run?.at(-1)?.charCodeAt(0) === letter.charCodeAt(0) - 1;
    if (run && isNext) run.push(letter);
    else runs.push([letter]);
  }
  return runs.map((run) => (run.length > 2 ? `${run[0]}-${run.at(-1)}` : run.join(''))).join('');
}

function escaped(text: string): string {
  return text.replaceAll('.', '\\.');
}

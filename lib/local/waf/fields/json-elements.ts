import { parseJson } from '../../json/json-value.js';
import { bytesAsText } from '../inspection.js';

export interface JsonElement {
  readonly kind: 'key' | 'value';
  readonly text: string;
}

export interface JsonElements {
  /** Up to the first mistake. */
  readonly elements: readonly JsonElement[];
  readonly isComplete: boolean;
}

/** An object or a list that is open at a place of the text. */
interface Frame {
  readonly isList: boolean;
  /** Whether what lies in it is asked for. */
  readonly isIncluded: boolean;
  items: number;
  /** A member's name that has no value yet. */
  key: string | undefined;
}

const TOKEN = /[ \t\r\n]*(?:([{}[\],:])|("(?:[^"\\]|\\[\s\S])*")|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null))/y;

/**
 * Keys and values of JSON as AWS WAF takes it: from an object or a list, with commas and colons missing or doubled, and
 * up to where it makes no sense. A key on the way to an included path is none of its elements.
 *
 * https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-fields-list.html
 *
 * @param paths JSON pointers (RFC 6901) of what is asked for; undefined: everything
 */
export function jsonElements(body: Buffer, paths: readonly string[] | undefined): JsonElements {
  const text = body.toString('latin1');
  const walk = jsonWalk(paths?.map(pointerSteps));
  for (let at = 0; ; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text);
    if (token !== null && take(token, walk)) continue;
    return { elements: walk.elements, isComplete: walk.isOver() && /^[ \t\r\n]*$/.test(text.slice(at)) };
  }
}

/** Steps through a document; each answers whether it may be where the walk is. */
type JsonWalk = ReturnType<typeof jsonWalk>;

function take([, mark, quoted, literal]: RegExpExecArray, walk: JsonWalk): boolean {
  if (mark === ',' || mark === ':') return walk.isOpen();
  if (mark !== undefined) return mark === '{' || mark === '[' ? walk.open(mark === '[') : walk.close(mark === ']');
  if (literal !== undefined) return walk.scalar(literal);
  const string = parseJson(Buffer.from(quoted ?? '', 'latin1').toString('utf8'));
  return typeof string === 'string' && walk.text(string);
}

function jsonWalk(wanted: readonly (readonly string[])[] | undefined) {
  const elements: JsonElement[] = [];
  const frames: Frame[] = [];
  const trail: string[] = [];
  let isOver = false;
  const isStepAt = (step: string, at: number) => trail[at] === step;
  const isPath = () => wanted?.some((steps) => steps.length === trail.length && steps.every(isStepAt)) === true;

  /** Begins an item of the open frame. Answers whether it is asked for, undefined where none may stand. */
  function beginItem(): boolean | undefined {
    const frame = frames.at(-1);
    if (frame === undefined || (!frame.isList && frame.key === undefined)) return undefined;
    trail.push(frame.isList ? String(frame.items) : (frame.key ?? ''));
    frame.items += 1;
    frame.key = undefined;
    return frame.isIncluded || isPath();
  }

  function scalar(value: string): boolean {
    const isIncluded = beginItem();
    if (isIncluded === undefined) return false;
    trail.pop();
    if (isIncluded) elements.push({ kind: 'value', text: bytesAsText(value) });
    return true;
  }

  return {
    elements,
    isOver: () => isOver,
    isOpen: () => frames.length > 0,
    scalar,
    open(isList: boolean): boolean {
      const isRoot = frames.length === 0 && !isOver;
      const isIncluded = isRoot ? wanted === undefined || isPath() : beginItem();
      if (isIncluded === undefined) return false;
      frames.push({ isList, isIncluded, items: 0, key: undefined });
      return true;
    },
    close(isList: boolean): boolean {
      if (frames.at(-1)?.isList !== isList) return false;
      frames.pop();
      trail.pop();
      isOver = frames.length === 0;
      return true;
    },
    /** The name of a member where one is due, else a value. */
    text(string: string): boolean {
      const frame = frames.at(-1);
      if (frame === undefined || frame.isList || frame.key !== undefined) return scalar(string);
      frame.key = string;
      if (frame.isIncluded) elements.push({ kind: 'key', text: bytesAsText(string) });
      return true;
    },
  };
}

const pointerSteps = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));

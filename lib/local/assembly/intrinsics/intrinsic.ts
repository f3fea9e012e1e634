import { isUnresolved, type Unresolved, unresolved } from './unresolved.js';

/** What an expression can ask of the stack that it stands in. Each answer may be `Unresolved`. */
export interface Scope {
  readonly region: string;
  /** A parameter, a resource's physical id, or a pseudo parameter. */
  readonly reference: (name: string) => unknown;
  readonly attribute: (logicalId: string, attribute: string) => unknown;
  /** A boolean, or why there is none. */
  readonly condition: (name: string) => unknown;
  /** Undefined where the map has no such key. */
  readonly mapping: (map: string, topLevelKey: string, secondLevelKey: string) => unknown;
  readonly importValue: (exportName: string) => unknown;
  readonly stackOutput: (stackName: string, outputName: string, region: string | undefined) => unknown;
  /** What a dynamic reference (`{{resolve:ssm:/name}}`) stands for. */
  readonly dynamicReference: (reference: string) => unknown;
  /** Runs one level deeper, or answers `Unresolved` where expressions nest too deep to follow. */
  readonly deeper: (compute: () => unknown) => unknown;
}

export interface IntrinsicContext {
  readonly scope: Scope;
  readonly evaluate: (node: unknown) => unknown;
}

export type Intrinsic = (argument: unknown, context: IntrinsicContext) => unknown;

/** No template property is longer; keeps hostile templates from growing strings without end. */
const MAX_STRING_CHARACTERS = 1_048_576;

export const malformed = (name: string, expected: string): Unresolved =>
  unresolved(`${name} is malformed: expected ${expected}`);

/** CloudFormation writes numbers and booleans into strings as they stand. */
export function toText(value: unknown, user: string): string | Unresolved {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return isUnresolved(value) ? (value.written ?? value) : malformed(user, 'strings');
}

/** Joins parts that may be unresolved: one that is makes the whole unresolved. */
export function joinText(parts: readonly unknown[], delimiter: string, user: string): string | Unresolved {
  const texts: string[] = [];
  let characters = 0;
  for (const part of parts) {
    const text = toText(part, user);
    if (isUnresolved(text)) return text;
    texts.push(text);
    characters += text.length + delimiter.length;
    if (characters > MAX_STRING_CHARACTERS) return unresolved(`${user} makes a string of more than 1 MiB`);
  }
  return texts.join(delimiter);
}

import { parseDocument } from 'yaml';
import { oneLine } from '../../errors/one-line.js';
import { ImportError } from '../import-error.js';
import { isObject, type Json } from './json-node.js';
import { repeatedKeys } from './repeated-keys.js';

/** Bytes of one file. GitHub's description, among the largest there are, has 13,000,000. */
export const LARGEST_SOURCE_BYTES = 33_554_432;
/** YAML takes many times JSON's time and memory for a byte. */
export const LARGEST_YAML_BYTES = 8_388_608;
/** Aliases that YAML may unfold to, as the library counts them: "billion laughs" stop here. */
const MOST_ALIASES = 1_000;
/** Objects and arrays in each other. */
const DEEPEST = 256;
/** Values of one file, aliases unfolded. */
const MOST_VALUES = 4_000_000;

export interface Source {
  readonly value: Json;
  /** Pointers to members that stand there again under the same name; the last one counts. YAML refuses them. */
  readonly repeated: readonly string[];
}

/**
 * JSON or YAML as plain data.
 *
 * @throws ImportError naming the file where it is too large, is neither, or is nested too deeply
 */
export function parseSource(bytes: Uint8Array, name: string): Source {
  const file = oneLine(name);
  if (bytes.length > LARGEST_SOURCE_BYTES)
    throw new ImportError(`${file} has ${bytes.length} bytes; up to ${LARGEST_SOURCE_BYTES} are read`);
  const text = decoded(bytes, file);
  const isJson = /^\s*[{[]/.test(text);
  const value = isJson ? parsedJson(text, file) : parsedYaml(text, file);
  const fault = sizeFault(value);
  if (fault) throw new ImportError(`${file} ${fault}`);
  return { value, repeated: isJson ? repeatedKeys(text) : [] };
}

function decoded(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ImportError(`${file} is not UTF-8`);
  }
}

function parsedJson(text: string, file: string): Json {
  try {
    return JSON.parse(text);
  } catch (error) {
    // YAML in flow style begins like JSON.
    if (/\.ya?ml$/i.test(file)) return parsedYaml(text, file);
    throw new ImportError(`${file} is no JSON: ${oneLine(error instanceof Error ? error.message : String(error))}`);
  }
}

function parsedYaml(text: string, file: string): Json {
  if (text.length > LARGEST_YAML_BYTES)
    throw new ImportError(
      `${file} has ${text.length} characters of YAML; up to ${LARGEST_YAML_BYTES} are read: convert it to JSON`,
    );
  if (indentedTooDeeply(text)) throw new ImportError(`${file} is nested more than ${DEEPEST} levels deep`);
  try {
    const parsed = parseDocument(text, { logLevel: 'silent' });
    const [fault] = parsed.errors;
    if (fault) throw fault;
    return plain(parsed.toJS({ maxAliasCount: MOST_ALIASES }));
  } catch (error) {
    if (error instanceof ImportError) throw error;
    const [words = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new ImportError(`${file} is no YAML: ${oneLine(words)}`);
  }
}

/** Before the parser's own recursion meets it. */
function indentedTooDeeply(text: string): boolean {
  let depth = 0;
  for (const char of text) {
    if (char === '[' || char === '{') depth += 1;
    else if (char === ']' || char === '}') depth = Math.max(0, depth - 1);
    if (depth > DEEPEST * 8) return true;
  }
  return /^(?: {1024}|(?:- ){512})/m.test(text);
}

/** YAML's own dates, big numbers and keys that are no text, as JSON would have them. */
function plain(value: unknown): Json {
  return JSON.parse(JSON.stringify(value ?? null));
}

function sizeFault(root: Json): string | undefined {
  let level: readonly Json[] = [root];
  let values = 0;
  for (let depth = 0; level.length > 0; depth += 1) {
    values += level.length;
    if (depth > DEEPEST) return `is nested more than ${DEEPEST} levels deep`;
    if (values > MOST_VALUES) return `has more than ${MOST_VALUES} values`;
    level = level.flatMap((value) => (Array.isArray(value) ? value : isObject(value) ? Object.values(value) : []));
  }
  return undefined;
}

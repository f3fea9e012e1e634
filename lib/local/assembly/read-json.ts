import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { AssemblyError } from './assembly-error.js';
import { isObject, type JsonObject } from './json-object.js';

/** @throws AssemblyError naming the file relative to the assembly, where it is missing or holds no JSON object. */
export function readJson(path: string, root: string): JsonObject {
  const name = relative(root, path);
  const content = readText(path);
  if (content === undefined) throw new AssemblyError(`The cloud assembly ${root} has no readable file ${name}`);
  const parsed = parse(content);
  if (!isObject(parsed)) throw new AssemblyError(`The file ${name} of the cloud assembly ${root} is not a JSON object`);
  return parsed;
}

/** Undefined where the file is missing or holds no JSON object. */
export function findJson(path: string): JsonObject | undefined {
  const parsed = parse(readText(path) ?? '');
  return isObject(parsed) ? parsed : undefined;
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function parse(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}

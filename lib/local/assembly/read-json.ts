import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { AssemblyError } from './assembly-error.js';
import { isObject, type JsonObject } from './json-object.js';

/** @throws AssemblyError naming the file relative to the assembly, where it is missing or holds no JSON object. */
export function readJson(path: string, root: string): JsonObject {
  const name = relative(root, path);
  let content: string;
  try {
    content = readFileSync(path, 'utf8');
  } catch {
    throw new AssemblyError(`The cloud assembly ${root} has no readable file ${name}`);
  }
  const parsed = parse(content);
  if (!isObject(parsed)) throw new AssemblyError(`The file ${name} of the cloud assembly ${root} is not a JSON object`);
  return parsed;
}

function parse(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}

import { posix } from 'node:path';
import { oneLine } from '../../errors/one-line.js';
import { atPointer, isObject, type Json, type JsonNode, placeOf } from './json-node.js';
import type { SourceFiles } from './source-files.js';

/** References that lead to references. */
const LONGEST_CHAIN = 100;

export type Resolved = { readonly ok: true; readonly node: JsonNode } | { readonly ok: false; readonly reason: string };

export interface References {
  readonly root: JsonNode;
  /** What a `$ref` leads to, one step; the node itself where it is no reference. */
  readonly step: (node: JsonNode) => Resolved;
  /** As `step`, to the end. */
  readonly follow: (node: JsonNode) => Resolved;
  /** Whether some reference led to this place. */
  readonly isReferredTo: (node: JsonNode) => boolean;
}

export function createReferences(files: SourceFiles): References {
  const met = new Set<string>();
  const step = (node: JsonNode): Resolved => {
    const ref = referenceOf(node.value);
    if (ref === undefined) return { ok: true, node };
    const found = target(node.file, ref, files);
    if (found.ok) met.add(placeOf(found.node));
    return found;
  };
  return {
    root: { value: files.root, file: '', pointer: '' },
    step,
    follow: (node) => followed(node, step),
    isReferredTo: (node) => met.has(placeOf(node)),
  };
}

export function referenceOf(value: Json): string | undefined {
  const ref = isObject(value) && Object.hasOwn(value, '$ref') ? value.$ref : undefined;
  return typeof ref === 'string' ? ref : undefined;
}

function followed(start: JsonNode, step: References['step']): Resolved {
  const seen = new Set<string>();
  let node = start;
  while (referenceOf(node.value) !== undefined) {
    if (seen.has(placeOf(node))) return refused('the reference leads back to itself');
    if (seen.size >= LONGEST_CHAIN) return refused(`more than ${LONGEST_CHAIN} references lead to one another`);
    seen.add(placeOf(node));
    const next = step(node);
    if (!next.ok) return next;
    node = next.node;
  }
  return { ok: true, node };
}

function target(from: string, ref: string, files: SourceFiles): Resolved {
  const hash = ref.indexOf('#');
  const path = hash < 0 ? ref : ref.slice(0, hash);
  const pointer = hash < 0 ? '' : decoded(ref.slice(hash + 1));
  if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(path))
    return refused('nothing is fetched: only files below the document are read');
  if (pointer === undefined || (pointer !== '' && !pointer.startsWith('/')))
    return refused('anchors are not followed: only JSON pointers are');
  const file = path === '' ? from : posix.normalize(posix.join(posix.dirname(from), decoded(path) ?? path));
  const isRoot = file === '' || file === files.name;
  const source = isRoot ? { value: files.root } : files.open(file);
  if (typeof source === 'string') return refused(source);
  const value = atPointer(source.value, pointer);
  return value === undefined
    ? refused(`nothing stands at ${oneLine(ref)}`)
    : { ok: true, node: { value, file: isRoot ? '' : file, pointer } };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function refused(reason: string): Resolved {
  return { ok: false, reason };
}

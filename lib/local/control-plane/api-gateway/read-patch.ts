import { isRecord } from '../../json/json-value.js';
import { readBody } from './read-body.js';

/**
 * Reads a list of patch operations, each of which must replace one of the paths. The last one of a path counts.
 *
 * https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html
 *
 * @param paths path → which values it takes, and how to say that
 * @throws AwsError with all that is wrong
 */
export function readPatch<P extends string>(body: string, paths: Readonly<Record<P, PatchRule>>): Map<P, string> {
  const fields = readBody(body);
  const values = new Map<P, string>();
  for (const [at, operation] of (fields.list('patchOperations') ?? []).entries()) {
    const problem = isRecord(operation) ? problemOf(operation, paths) : 'an object is expected';
    if (problem !== undefined) fields.refuse(`patchOperations[${at}]: ${problem}`);
    else if (isRecord(operation)) values.set(operation.path as P, String(operation.value));
  }
  fields.check();
  return values;
}

export interface PatchRule {
  readonly accepts: (value: string) => boolean;
  readonly expected: string;
}

export const ANY_TEXT: PatchRule = { accepts: () => true, expected: 'a string' };

function problemOf(operation: Readonly<Record<string, unknown>>, paths: Readonly<Record<string, PatchRule>>) {
  const { op, path, value } = operation;
  const allowed = Object.keys(paths).join(', ');
  if (typeof path !== 'string' || !Object.hasOwn(paths, path)) return `the path must be one of ${allowed}`;
  if (op !== 'replace') return `the op of ${path} must be replace`;
  const rule = paths[path] ?? ANY_TEXT;
  return typeof value === 'string' && rule.accepts(value) ? undefined : `${path} must be ${rule.expected}`;
}

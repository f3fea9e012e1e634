import { createHash } from 'node:crypto';

/**
 * A plan's id as a key of `components`, where OpenAPI allows letters, digits and `. _ -`.
 * What has to be replaced is told apart by a short hash, so that two ids never share a key.
 *
 * https://spec.openapis.org/oas/v3.0.3#components-object
 */
export function componentName(id: string): string {
  const name = id.replace(/[^A-Za-z0-9._-]+/g, '-');
  return name === id ? id : `${name}-${createHash('sha256').update(id).digest('hex').slice(0, 6)}`;
}

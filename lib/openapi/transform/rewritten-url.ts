import { originOf } from '../../plan/plan-transformer.js';
import type { Transform } from '../../spec/transform.js';
import { urlPath } from '../paths.js';

/** The URL of a backend with the path that a transformation gives it: both kinds of API fill parameters into URLs. */
export function rewrittenUrl(url: string, transform: Transform | undefined): string {
  const path = transform?.request?.path;
  return path === undefined ? url : `${originOf(url)}${urlPath(path)}`;
}

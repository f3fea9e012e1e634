import { shown } from '../../errors/shown.js';
import { ImportError } from '../import-error.js';
import { isObject, type Json } from './json-node.js';

/** The versions that tell apart how a document is read. */
export type Dialect = 'swagger-2.0' | 'openapi-3.0' | 'openapi-3.1';

/** @throws ImportError where it is no OpenAPI document of a version that is read */
export function dialectOf(root: Json): Dialect {
  if (!isObject(root)) throw notOne('it is no object');
  const { swagger, openapi } = root;
  if (!isObject(root.paths) && !(isObject(root.webhooks) || isObject(root.components))) throw notOne('it has no paths');
  if (swagger !== undefined && /^2(\.0)?$/.test(String(swagger))) return 'swagger-2.0';
  const version = String(openapi ?? '');
  if (/^3\.0(\.\d+)?$/.test(version)) return 'openapi-3.0';
  if (/^3\.[12](\.\d+)?$/.test(version)) return 'openapi-3.1';
  throw notOne(
    openapi === undefined && swagger === undefined
      ? 'it names no version'
      : `its version is ${shown(openapi ?? swagger)}`,
  );
}

function notOne(why: string): ImportError {
  return new ImportError(`this is no OpenAPI document: ${why}; Swagger 2.0, OpenAPI 3.0 and OpenAPI 3.1 are read`);
}

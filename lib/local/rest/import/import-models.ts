import { type Fields, fieldsOf, isFields } from '../../openapi-body/fields.js';

/** Keywords that an import leaves out, so that no request is held to them. */
const NOT_IMPORTED = new Set([
  'minItems',
  'maxItems',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'default',
  'example',
  'readOnly',
  'discriminator',
]);
const MAPS = new Set(['properties', 'patternProperties', 'definitions']);
const MAX_DEPTH = 200;

/** Schemas of the document by name; their references stay as written. */
export function importModels(document: Fields): Readonly<Record<string, unknown>> {
  const schemas = { ...fieldsOf(document, 'definitions'), ...fieldsOf(fieldsOf(document, 'components'), 'schemas') };
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, importSchema(schema)]));
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html */
export function importSchema(schema: unknown, depth = 0): unknown {
  if (depth > MAX_DEPTH) return {};
  if (Array.isArray(schema)) return schema.map((each) => importSchema(each, depth + 1));
  if (!isFields(schema)) return schema;
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key]) => !NOT_IMPORTED.has(key))
      .map(([key, value]) => [
        key,
        MAPS.has(key) && isFields(value) ? importMap(value, depth) : importValue(key, value, depth),
      ]),
  );
}

const importValue = (key: string, value: unknown, depth: number): unknown =>
  key === 'enum' || key === 'required' ? value : importSchema(value, depth + 1);

const importMap = (value: Fields, depth: number): Fields =>
  Object.fromEntries(Object.entries(value).map(([name, schema]) => [name, importSchema(schema, depth + 1)]));

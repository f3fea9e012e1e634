import type { RestMethod } from '../../model/rest-api.js';
import { type Fields, fieldsOf, isFields, textOf } from '../../openapi-body/fields.js';
import { resolveReference } from './resolve-reference.js';

/** Declared responses by status code. */
export function importMethodResponses(document: Fields, operation: Fields): RestMethod['responses'] {
  return Object.fromEntries(
    Object.entries(fieldsOf(operation, 'responses')).flatMap(([status, value]) => {
      const response = resolveReference(document, value);
      if (response === undefined) return [];
      const headers = Object.keys(fieldsOf(response, 'headers'));
      const parameters = Object.fromEntries(headers.map((name) => [`method.response.header.${name}`, false]));
      return [[status, { parameters, models: responseModels(response) }]];
    }),
  );
}

function responseModels(response: Fields): Readonly<Record<string, string>> {
  const schemas = Object.entries(fieldsOf(response, 'content')).map(([type, media]) => [
    type,
    isFields(media) ? fieldsOf(media, 'schema') : {},
  ]) as (readonly [string, Fields])[];
  const all = [...schemas, ['application/json', fieldsOf(response, 'schema')] as const];
  return Object.fromEntries(
    all.flatMap(([type, schema]) => {
      const name = /\/([^/]+)$/.exec(textOf(schema, '$ref') ?? '')?.[1];
      return name === undefined ? [] : [[type, name]];
    }),
  );
}

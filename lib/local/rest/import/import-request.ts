import { type Fields, fieldsOf, flagOf, isFields, textOf, textsOf } from '../../openapi-body/fields.js';
import { importSchema } from './import-models.js';
import { resolveReference } from './resolve-reference.js';

export interface RequestSource {
  readonly operation: Fields;
  /** The path item: its parameters count for all of its operations. */
  readonly item: Fields;
  readonly models: Readonly<Record<string, unknown>>;
  /** Name for a schema that is spelled out in place. */
  readonly inlineName: string;
}

export interface ImportedRequest {
  readonly parameters: Readonly<Record<string, boolean>>;
  readonly models: Readonly<Record<string, string>>;
  readonly inlineModels: Readonly<Record<string, unknown>>;
}

const PLACES: Readonly<Record<string, string>> = { header: 'header', path: 'path', query: 'querystring' };

/** Parameters and body models of an operation, in either version's notation. */
export function importRequest(document: Fields, source: RequestSource): ImportedRequest {
  const parameters = [source.item, source.operation].flatMap((of) => parametersOf(document, of));
  const bodies = [...bodiesOf(document, source), ...swaggerBodies(document, source, parameters)];
  const inlineModels: Record<string, unknown> = {};
  const models: Record<string, string> = {};
  for (const [type, schema] of bodies) {
    const known = referredModel(schema, source.models);
    if (known === undefined) inlineModels[source.inlineName] = importSchema(schema);
    models[type] = known ?? source.inlineName;
  }
  return { parameters: requirements(parameters), models, inlineModels };
}

function parametersOf(document: Fields, of: Fields): readonly Fields[] {
  const given = Array.isArray(of.parameters) ? of.parameters : [];
  return given.map((each) => resolveReference(document, each)).filter((each) => each !== undefined);
}

function requirements(parameters: readonly Fields[]): Readonly<Record<string, boolean>> {
  return Object.fromEntries(
    parameters.flatMap((parameter) => {
      const place = PLACES[textOf(parameter, 'in') ?? ''];
      const name = textOf(parameter, 'name');
      if (place === undefined || name === undefined) return [];
      return [[`method.request.${place}.${name}`, flagOf(parameter, 'required')]];
    }),
  );
}

function bodiesOf(document: Fields, { operation }: RequestSource): readonly (readonly [string, unknown])[] {
  const body = resolveReference(document, operation.requestBody);
  if (body === undefined) return [];
  return Object.entries(fieldsOf(body, 'content')).flatMap(([type, media]) =>
    isFields(media) && media.schema !== undefined ? [[type.toLowerCase(), media.schema] as const] : [],
  );
}

function swaggerBodies(
  document: Fields,
  { operation }: RequestSource,
  parameters: readonly Fields[],
): readonly (readonly [string, unknown])[] {
  const body = parameters.find((parameter) => parameter.in === 'body' && parameter.schema !== undefined);
  if (body === undefined) return [];
  const own = textsOf(operation, 'consumes');
  const types = own.length > 0 ? own : textsOf(document, 'consumes');
  return (types.length > 0 ? types : ['application/json']).map((type) => [type.toLowerCase(), body.schema]);
}

function referredModel(schema: unknown, models: Readonly<Record<string, unknown>>): string | undefined {
  const ref = isFields(schema) ? textOf(schema, '$ref') : undefined;
  const name = /\/([^/]+)$/.exec(ref ?? '')?.[1];
  return name !== undefined && Object.hasOwn(models, name) ? name : undefined;
}

import { isDeepStrictEqual } from 'node:util';
import { type Document, followed, isObject, type JsonObject } from './document.js';
import { schemaDifferences } from './schema-differences.js';

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch'];

interface Operation {
  readonly key: string;
  readonly pointer: string;
  readonly value: JsonObject;
  readonly params: readonly string[];
  readonly shared: readonly unknown[];
}

/** Where an exported contract says something else than the document it was imported from, operation by operation. */
export function contractDifferences(source: Document, exported: Document): readonly string[] {
  const [stated, written] = [operationsOf(source), operationsOf(exported)];
  const keys = [...new Set([...stated.keys(), ...written.keys()])];
  return [
    ...headDifferences(source, exported),
    ...keys.flatMap((key) => {
      const [a, b] = [stated.get(key), written.get(key)];
      if (!a || !b) return [`${key}: ${a ? 'is missing' : 'is new'}`];
      return operationDifferences({ document: source, operation: a }, { document: exported, operation: b });
    }),
  ];
}

function headDifferences(source: Document, exported: Document): readonly string[] {
  return ['title', 'version', 'description', 'termsOfService', 'license', 'contact'].flatMap((key) =>
    isDeepStrictEqual((source.info as JsonObject)[key], (exported.info as JsonObject)[key]) ? [] : [`info/${key}`],
  );
}

/** By method and path, whatever its parameters are called. */
export function operationsOf(document: Document): ReadonlyMap<string, Operation> {
  return new Map(
    Object.entries(document.paths as JsonObject).flatMap(([path, stated]) => {
      const item = followed(stated, document);
      if (!isObject(item)) return [];
      const params = [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => name);
      return METHODS.flatMap((method) => {
        const value = item[method];
        if (!isObject(value)) return [];
        const key = `${method.toUpperCase()} ${path.replace(/\{[^{}]+\}/g, '{}')}`;
        const shared = Array.isArray(item.parameters) ? item.parameters : [];
        return [[key, { key, pointer: `/paths/${path}/${method}`, value, params, shared }] as const];
      });
    }),
  );
}

interface Side {
  readonly document: Document;
  readonly operation: Operation;
}

const TEXTS = ['operationId', 'summary', 'description', 'tags', 'deprecated', 'externalDocs'];

function operationDifferences(a: Side, b: Side): readonly string[] {
  const { key } = a.operation;
  const [x, y] = [a.operation.value, b.operation.value];
  const texts = TEXTS.flatMap((part) =>
    isDeepStrictEqual(x[part] || undefined, y[part] || undefined) ? [] : [`${key}: ${part}`],
  );
  return [...texts, ...parameterDifferences(a, b), ...bodyDifferences(a, b), ...answerDifferences(a, b)];
}

function parametersOf({ document, operation: { value, params, shared } }: Side): ReadonlyMap<string, JsonObject> {
  const own = Array.isArray(value.parameters) ? value.parameters : [];
  return new Map(
    [...shared, ...own].flatMap((stated) => {
      const found = followed(stated, document);
      if (!isObject(found)) return [];
      const place =
        found.in === 'path' ? `path ${params.indexOf(String(found.name))}` : `${found.in} ${`${found.name}`}`;
      return [[found.in === 'header' ? place.toLowerCase() : place, found] as const];
    }),
  );
}

function parameterDifferences(a: Side, b: Side): readonly string[] {
  const [left, right] = [parametersOf(a), parametersOf(b)];
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((name) => {
    const at = `${a.operation.key}: parameter ${name}`;
    const [x, y] = [left.get(name), right.get(name)];
    if (!x || !y) return [`${at}: ${x ? 'missing' : 'new'}`];
    const parts = ['required', 'description', 'deprecated'].flatMap((part) =>
      isDeepStrictEqual(x[part] || undefined, y[part] || undefined) ? [] : [`${at}/${part}`],
    );
    return [
      ...parts,
      ...schemaDifferences(schemaSide(a, lifted(x, a.document)), schemaSide(b, lifted(y, b.document)), `${at}/schema`),
    ];
  });
}

/** A parameter's example and deprecation may stand in its schema as well. */
function lifted({ schema, example, examples }: JsonObject, document: Document): unknown {
  const target = followed(schema, document);
  const { description: _d, deprecated: _p, ...said } = isObject(target) ? target : {};
  const named = isObject(examples)
    ? Object.values(examples).map((one) => (followed(one, document) as JsonObject)?.value)
    : undefined;
  const all = named ?? (example === undefined ? undefined : [example]);
  return { ...said, ...(all && { examples: all, example: undefined }) };
}

function schemaSide({ document }: Side, schema: unknown) {
  return { document, schema };
}

/** One whose content types are all left out is none. */
function bodyOf(stated: unknown, document: Document): unknown {
  const found = followed(stated, document);
  return isObject(found) && Object.keys(contentOf(found, document)).length > 0 ? found : undefined;
}

function contentOf(holder: unknown, document: Document): JsonObject {
  const found = followed(holder, document);
  return isObject(found) && isObject(found.content) ? found.content : {};
}

function bodyDifferences(a: Side, b: Side): readonly string[] {
  const at = `${a.operation.key}: body`;
  const [x, y] = [a, b].map(({ operation, document }) => bodyOf(operation.value.requestBody, document));
  if (!isObject(x) || !isObject(y))
    return isObject(x) === isObject(y) ? [] : [`${at}: ${isObject(x) ? 'missing' : 'new'}`];
  const required = Boolean(x.required) === Boolean(y.required) ? [] : [`${at}/required`];
  return [...required, ...contentDifferences(a, b, contentOf(x, a.document), contentOf(y, b.document), at)];
}

function contentDifferences(a: Side, b: Side, x: JsonObject, y: JsonObject, at: string): readonly string[] {
  return [...new Set([...Object.keys(x), ...Object.keys(y)])].flatMap((type) => {
    const [one, two] = [x[type], y[type]];
    if (!isObject(one) || !isObject(two)) return [`${at}/${type}: ${isObject(one) ? 'missing' : 'new'}`];
    const examples = [
      [one, a],
      [two, b],
    ].map(([media, side]) => exampleOf(media as JsonObject, (side as Side).document));
    const shown = isDeepStrictEqual(examples[0], examples[1]) ? [] : [`${at}/${type}/example`];
    return [...shown, ...schemaDifferences(schemaSide(a, one.schema), schemaSide(b, two.schema), `${at}/${type}`)];
  });
}

function exampleOf({ example, examples }: JsonObject, document: Document): unknown {
  if (example !== undefined || !isObject(examples)) return example;
  const found = followed(Object.values(examples)[0], document);
  return isObject(found) ? found.value : undefined;
}

/** The refusals that every gateway gives stand in an export by reference. */
function answerDifferences(a: Side, b: Side): readonly string[] {
  const [x, y] = [a, b].map(({ operation }) =>
    isObject(operation.value.responses) ? operation.value.responses : {},
  ) as [JsonObject, JsonObject];
  const statuses = [...new Set([...Object.keys(x), ...Object.keys(y)])];
  return statuses.flatMap((status) => {
    const at = `${a.operation.key}: answer ${status}`;
    const [stated, written] = [followed(x[status], a.document), y[status]];
    if (isObject(written) && '$ref' in written && stated === undefined) return [];
    const answer = followed(written, b.document);
    if (!isObject(stated) || !isObject(answer)) return [`${at}: ${isObject(stated) ? 'missing' : 'new'}`];
    const described = stated.description === answer.description ? [] : [`${at}/description`];
    return [
      ...described,
      ...headerDifferences(a, b, stated, answer, at),
      ...contentDifferences(a, b, contentOf(stated, a.document), contentOf(answer, b.document), at),
    ];
  });
}

function headerDifferences(a: Side, b: Side, x: JsonObject, y: JsonObject, at: string): readonly string[] {
  const [left, right] = [x, y].map(
    (one) =>
      new Map(
        Object.entries(isObject(one.headers) ? one.headers : {}).map(([name, value]) => [name.toLowerCase(), value]),
      ),
  );
  return [...new Set([...(left?.keys() ?? []), ...(right?.keys() ?? [])])].flatMap((name) => {
    const [one, two] = [followed(left?.get(name), a.document), followed(right?.get(name), b.document)];
    if (!isObject(one) || !isObject(two)) return [`${at}/headers/${name}`];
    const parts = ['required', 'description'].flatMap((part) =>
      isDeepStrictEqual(one[part] || undefined, two[part] || undefined) ? [] : [`${at}/headers/${name}/${part}`],
    );
    return [
      ...parts,
      ...schemaDifferences(
        schemaSide(a, lifted(one, a.document)),
        schemaSide(b, lifted(two, b.document)),
        `${at}/headers/${name}`,
      ),
    ];
  });
}

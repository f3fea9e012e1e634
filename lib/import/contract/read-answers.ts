import { isDeepStrictEqual } from 'node:util';
import { gatewayAnswer } from '../../contract/standard-errors.js';
import { child, isObject, items, type JsonNode, members, placeOf, textAt } from '../document/json-node.js';
import { referenceOf } from '../document/references.js';
import { annotationsOf } from '../schema/annotations.js';
import { type Property, type Shape, withMeta } from '../schema/shape.js';
import type { Answer } from './contract.js';
import { bare, chosenType, isJson, mediaTypes } from './media-types.js';
import type { Reading } from './read-contract.js';

export function readAnswers(operation: JsonNode, reading: Reading): readonly Answer[] {
  return members(child(operation, 'responses')).flatMap(([key, stated]) => {
    const status = statusOf(key);
    const target = reading.references.follow(stated);
    if (status === undefined || !target.ok || !isObject(target.node.value)) {
      reading.losses.add('lost', stated, target.ok ? statusFault(status) : target.reason);
      return [];
    }
    if (isGatewayAnswer(stated, target.node)) return [];
    return [readAnswer(target.node, status, referenceOf(stated.value) !== undefined, operation, reading)];
  });
}

const SHARED = '#/components/responses/';

/** What `gatewright openapi` says of refusals: the gateway answers so whatever its routes declare. */
function isGatewayAnswer(stated: JsonNode, { value }: JsonNode): boolean {
  const ref = referenceOf(stated.value) ?? '';
  const known = ref.startsWith(SHARED) ? gatewayAnswer(ref.slice(SHARED.length)) : undefined;
  return known !== undefined && isDeepStrictEqual(value, known);
}

function statusOf(key: string): Answer['status'] | undefined {
  if (key === 'default') return key;
  return /^[1-5]\d\d$/.test(key) ? Number(key) : undefined;
}

function statusFault(status: Answer['status'] | undefined): string {
  return status === undefined ? 'an answer has one status' : 'this is no answer';
}

function readAnswer(
  node: JsonNode,
  status: Answer['status'],
  isShared: boolean,
  operation: JsonNode,
  reading: Reading,
): Answer {
  const place = placeOf(node);
  const known = isShared ? reading.sharedAnswers.get(place) : undefined;
  if (known) return { ...known, status };
  const answer: Answer = {
    node,
    status,
    description: textAt(node, 'description') ?? '',
    headers: readHeaders(node, reading),
    ...(reading.dialect === 'swagger-2.0' ? swaggerContent(node, operation, reading) : readContent(node, reading)),
    ...(isShared && { shared: place }),
  };
  if (isShared) reading.sharedAnswers.set(place, answer);
  return answer;
}

type Content = Pick<Answer, 'body' | 'contentType'>;

function readContent(node: JsonNode, { losses, schemas }: Reading): Content {
  losses.others(node, new Set(['description', 'headers', 'content']), 'an answer has no place for it');
  const types = mediaTypes(node);
  const chosen = chosenType(types);
  if (!chosen) return {};
  for (const other of types) if (other !== chosen) losses.add('lost', other.node, 'an answer has one content type');
  losses.others(chosen.node, new Set(['schema']), 'an answer has no place for it');
  const schema = child(chosen.node, 'schema');
  const isUsual = bare(chosen.type) === 'application/json' || bare(chosen.type) === '*/*';
  const anything: Shape | undefined = isUsual ? { kind: 'unknown' } : undefined;
  const body = schema ? schemas.read(schema) : anything;
  return { ...(body && { body }), ...(!isUsual && { contentType: chosen.type }) };
}

function swaggerContent(node: JsonNode, operation: JsonNode, { losses, schemas, references }: Reading): Content {
  losses.others(node, new Set(['description', 'headers', 'schema']), 'an answer has no place for it');
  const schema = child(node, 'schema');
  if (!schema) return {};
  const produces = items(child(operation, 'produces') ?? child(references.root, 'produces')).map(({ value }) =>
    String(value),
  );
  const type = produces.find((one) => bare(one) === 'application/json') ?? produces.find(isJson) ?? produces[0];
  const isUsual = type === undefined || bare(type) === 'application/json' || bare(type) === '*/*';
  return { body: schemas.read(schema), ...(!isUsual && { contentType: type }) };
}

const HEADER_PARTS = new Set(
  'description required deprecated schema example examples content style explode'.split(' '),
);

function readHeaders(node: JsonNode, reading: Reading): readonly Property[] {
  return members(child(node, 'headers')).flatMap(([name, stated]) => {
    const target = reading.references.follow(stated);
    if (!target.ok || !isObject(target.node.value) || name.toLowerCase() === 'content-type') {
      reading.losses.add('lost', stated, target.ok ? 'is said by content types' : target.reason);
      return [];
    }
    return [readHeader(name, target.node, reading)];
  });
}

function readHeader(name: string, node: JsonNode, reading: Reading): Property {
  const isSwagger = reading.dialect === 'swagger-2.0';
  const schema = isSwagger ? { ...node, value: withoutDescription(node) } : child(node, 'schema');
  if (!isSwagger) reading.losses.others(node, HEADER_PARTS, 'a header has no place for it');
  const shape: Shape = schema ? reading.schemas.read(schema) : { kind: 'string', checks: [] };
  const own = ['description', 'deprecated', 'example'].flatMap((key) => {
    const value = child(node, key)?.value;
    return value === undefined || value === '' || value === false ? [] : [[key, value] as const];
  });
  const meta = annotationsOf({ ...node, value: Object.fromEntries(own) }, reading);
  return { name: name.toLowerCase(), shape: withMeta(shape, meta), required: child(node, 'required')?.value === true };
}

function withoutDescription({ value }: JsonNode) {
  return isObject(value)
    ? Object.fromEntries(Object.entries(value).filter(([key]) => key !== 'description' && key !== 'collectionFormat'))
    : {};
}

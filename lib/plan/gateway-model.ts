import type { JsonSchema } from '../spec/json-schema.js';

/** A schema that a REST API can hold bodies to, and what of the full one it does not say. */
export interface GatewayModel {
  /** Draft 4; empty where nothing is left to check. */
  readonly schema: JsonSchema;
  /** Keywords, and why, in order of their names. */
  readonly lost: readonly string[];
}

/** A model is written out whole; beyond this many schemas it allows anything. */
const MOST_SCHEMAS = 2_000;

interface Widening {
  readonly root: JsonSchema;
  readonly lost: Set<string>;
  /** References that are being written out: one that comes again is a circle. */
  readonly open: ReadonlySet<string>;
  readonly count: { schemas: number };
}

/**
 * A schema of draft 2020-12 as a draft-4 model of API Gateway. It only ever widens: whatever the full schema takes, the
 * model takes. What draft 4, or API Gateway's reading of it, cannot say for sure is left out.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
export function gatewayModel(full: JsonSchema): GatewayModel {
  const lost = new Set<string>();
  const schema = widened(full, { root: full, lost, open: new Set(), count: { schemas: 0 } });
  return { schema, lost: [...lost].sort() };
}

function widened(schema: unknown, state: Widening): JsonSchema {
  state.count.schemas += 1;
  if (state.count.schemas > MOST_SCHEMAS) return without(state, `more than ${MOST_SCHEMAS} schemas`);
  // `false` refuses everything: draft 4 says so with `not`, which nothing may stand in that was widened.
  if (!isSchema(schema)) return schema === false ? without(state, 'false') : {};
  if (typeof schema.$ref === 'string') return widenedReference(schema.$ref, state);
  const parts = Object.entries(schema).map(([keyword, value]) => {
    const widen = Object.hasOwn(KEYWORDS, keyword) ? KEYWORDS[keyword] : undefined;
    if (widen) return widen(value, state, schema);
    if (!SAYS_NOTHING.has(keyword)) state.lost.add(keyword);
    return {};
  });
  return Object.assign({}, ...parts);
}

/** Written out in place: one model refers to no other. Beside a `$ref` nothing is read. */
function widenedReference(ref: string, state: Widening): JsonSchema {
  if (state.open.has(ref)) return without(state, '$ref in a circle');
  const target = resolve(ref, state.root);
  if (target === undefined) return without(state, '$ref to elsewhere');
  return widened(target, { ...state, open: new Set([...state.open, ref]) });
}

function resolve(ref: string, root: JsonSchema): unknown {
  if (!ref.startsWith('#')) return undefined;
  const steps = ref.slice(1).split('/').slice(1);
  return steps.reduce<unknown>((value, step) => {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
    return isSchema(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }, root);
}

type Widen = (value: unknown, state: Widening, schema: JsonSchema) => JsonSchema;

const same =
  (keyword: string): Widen =>
  (value) => ({ [keyword]: value });

/** Keywords that stay, as draft 4 says them. All others are left out. */
const KEYWORDS: Readonly<Record<string, Widen>> = {
  type: widenedType,
  enum: (value) => distinct('enum', value),
  const: (value) => ({ enum: [value] }),
  properties: (value, state) => {
    const members = Object.entries(isSchema(value) ? value : {}).map(([name, member]) => [
      name,
      widened(member, state),
    ]);
    return members.length > 0 ? { properties: Object.fromEntries(members) } : {};
  },
  required: (value) => distinct('required', value),
  additionalProperties: (value, state, { patternProperties }) => {
    if (patternProperties !== undefined) return without(state, 'additionalProperties beside patternProperties');
    return value === false ? { additionalProperties: false } : someOf('additionalProperties', widened(value, state));
  },
  items: (value, state, { prefixItems }) => {
    if (prefixItems !== undefined || Array.isArray(value)) return without(state, 'items by their place');
    return someOf('items', widened(value, state));
  },
  minProperties: same('minProperties'),
  maxProperties: same('maxProperties'),
  uniqueItems: same('uniqueItems'),
  minimum: same('minimum'),
  maximum: same('maximum'),
  exclusiveMinimum: bound('exclusiveMinimum', 'minimum', Math.max),
  exclusiveMaximum: bound('exclusiveMaximum', 'maximum', Math.min),
  // Libraries count UTF-16 units and JSON Schema characters, which are half as many at least.
  minLength: (value, state) => {
    if (typeof value !== 'number' || value < 1) return {};
    if (value > 1) state.lost.add('half of minLength');
    return { minLength: Math.ceil(value / 2) };
  },
  maxLength: same('maxLength'),
  pattern: (value, state) =>
    typeof value === 'string' && isCommonPattern(value) ? { pattern: value } : without(state, 'pattern'),
  allOf: (value, state) => combined('allOf', value, state),
  anyOf: (value, state) => combined('anyOf', value, state),
  // Of widened alternatives several may hold.
  oneOf: (value, state) => {
    state.lost.add('oneOf: one of them at least');
    return combined('anyOf', value, state);
  },
};

/** A number such as 2.0 is an integer to JSON Schema since draft 6, and to draft 4 it is none. */
function widenedType(value: unknown, state: Widening): JsonSchema {
  const types = [value].flat();
  if (!types.includes('integer')) return { type: value };
  state.lost.add('integer: any number');
  const wide = [...new Set(types.map((type) => (type === 'integer' ? 'number' : type)))];
  return { type: wide.length === 1 ? wide[0] : wide };
}

function bound(keyword: string, inclusive: string, stricter: (a: number, b: number) => number): Widen {
  return (value, state, { [inclusive]: other }) => {
    if (typeof value !== 'number') return without(state, keyword);
    state.lost.add(`${keyword}: the bound itself`);
    return { [inclusive]: typeof other === 'number' ? stricter(value, other) : value };
  };
}

/** Several alternatives in one schema cannot share a keyword: `oneOf` beside `anyOf` goes. */
function combined(keyword: 'allOf' | 'anyOf', value: unknown, state: Widening): JsonSchema {
  const schemas = (Array.isArray(value) ? value : []).map((each) => widened(each, state));
  if (keyword === 'allOf')
    return someOf(
      'allOf',
      schemas.filter((each) => Object.keys(each).length > 0),
    );
  return schemas.some((each) => Object.keys(each).length === 0) ? {} : someOf('anyOf', schemas);
}

/** Draft 4 wants one at least, and none twice. */
function distinct(keyword: string, values: unknown): JsonSchema {
  const found = new Map((Array.isArray(values) ? values : []).map((value) => [JSON.stringify(value), value]));
  return found.size > 0 ? { [keyword]: [...found.values()] } : {};
}

function someOf(keyword: string, value: object): JsonSchema {
  return Object.keys(value).length > 0 ? { [keyword]: value } : {};
}

/**
 * What every engine reads alike, old or new, of Java or JavaScript, by UTF-16 units or by characters: no lookbehind, no
 * properties of Unicode, nothing that stands for more than ASCII, no sets within sets.
 */
function isCommonPattern(pattern: string): boolean {
  const bare = pattern.replace(/\\[.^$*+?()[\]{}|/\\-]/g, 'x');
  return !/[^\x20-\x7e]|\.|\[\^|\\[^dwtnr]|\(\?<|\[[^\]]*(?:\[|&&)|\[\]/.test(bare);
}

function without(state: Widening, what: string): JsonSchema {
  state.lost.add(what);
  return {};
}

/** For people, or for others than validators. */
const SAYS_NOTHING: ReadonlySet<string> = new Set([
  '$schema',
  '$id',
  'id',
  '$defs',
  'definitions',
  '$comment',
  'title',
  'description',
  'default',
  'deprecated',
  'examples',
  'example',
  'readOnly',
  'writeOnly',
]);

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import { block, type Code, call, chained, list, sequence } from '../code/code.js';
import { keyCode, literal, property, quoted, withoutControls } from '../code/literal.js';
import type { JsonObject } from '../document/json-node.js';
import { isDiscriminated } from './discriminated.js';
import { hasLaterReference } from './later-references.js';
import { printType } from './print-type.js';
import type { ObjectShape, Property, Shape } from './shape.js';

/** What a shape's references are called where it is printed. */
export interface Printing {
  readonly constantOf: (target: string) => string;
  /** Whether that constant is defined only behind this place. */
  readonly isLater: (target: string) => boolean;
  readonly shapeOf: (target: string) => Shape | undefined;
  /** Told of every use of zod itself. */
  readonly usesZod: () => void;
}

/** A shape as an expression of zod. */
export function printShape(shape: Shape, printing: Printing): Code {
  const { meta } = shape;
  if (shape.kind !== 'ref' || printing.isLater(shape.target)) printing.usesZod();
  const core = printCore(shape, printing);
  return meta && Object.keys(meta).length > 0 ? chained(core, metaCall(meta)) : core;
}

export function metaCall(meta: JsonObject): Code {
  return call(
    '.meta',
    list(
      '{',
      Object.entries(meta).map(([key, value]) => property(key, literal(value))),
    ),
  );
}

function printCore(shape: Shape, printing: Printing): Code {
  switch (shape.kind) {
    case 'ref':
      return printReference(shape.target, printing);
    case 'string':
    case 'number':
    case 'boolean':
      return checked(call(`z.${shape.kind}`), shape.checks);
    case 'integer':
      return checked(call('z.int'), shape.checks);
    case 'null':
    case 'unknown':
    case 'never':
      return call(`z.${shape.kind}`);
    case 'literal':
      return printLiteral(shape.values);
    case 'array':
      return checked(call('z.array', printShape(shape.items, printing)), shape.checks);
    case 'tuple':
      return printTuple(shape.items, shape.rest, printing);
    case 'object':
      return printObject(shape, printing);
    case 'record':
      return call('z.record', call('z.string'), printShape(shape.values, printing));
    case 'union':
      return printUnion(shape, printing);
    case 'intersection':
      return printIntersection(shape.parts, printing);
    case 'nullable':
      return chained(printShape(shape.inner, printing), call('.nullable'));
  }
}

/** Where it is not defined yet, when it is used. The type is given: TypeScript would look for it in circles. */
function printReference(target: string, printing: Printing): Code {
  const name = printing.constantOf(target);
  return printing.isLater(target) ? call('z.lazy', `(): z.ZodType => ${name}`) : name;
}

function checked(core: Code, checks: readonly { readonly method: string; readonly argument: number | RegExp }[]): Code {
  return checks.reduce<Code>(
    (code, { method, argument }) =>
      chained(code, call(`.${method}`, typeof argument === 'number' ? literal(argument) : regexCode(argument))),
    core,
  );
}

function regexCode(pattern: RegExp): string {
  return withoutControls(pattern.toString());
}

/** An enum of zod is an object with its values as keys, which `__proto__` is none of. */
function printLiteral(values: readonly (string | number | boolean | null)[]): Code {
  const [only] = values;
  if (values.length === 1 && only !== undefined) return call('z.literal', literal(only));
  const texts = values.every((value) => typeof value === 'string' && value !== '__proto__');
  return call(texts ? 'z.enum' : 'z.literal', literal(values));
}

function printTuple(items: readonly Shape[], rest: Shape | undefined, printing: Printing): Code {
  const parts = list(
    '[',
    items.map((item) => printShape(item, printing)),
  );
  return rest ? call('z.tuple', parts, printShape(rest, printing)) : call('z.tuple', parts);
}

const OBJECTS = { strip: 'z.object', strict: 'z.strictObject', loose: 'z.looseObject' } as const;

function printObject({ properties, others }: ObjectShape, printing: Printing): Code {
  const members = list(
    '{',
    properties.map((one) => printProperty(one, printing)),
    { forced: properties.length > 2 },
  );
  if (typeof others === 'string') return call(OBJECTS[others], members);
  return chained(call('z.object', members), call('.catchall', printShape(others, printing)));
}

/** zod reads a getter when the object is first used: so objects may hold one another. */
function printProperty({ name, shape, required }: Property, printing: Printing): Code {
  if (!hasLaterReference(shape, printing)) return property(name, optional(printShape(shape, printing), required));
  const type = printType(shape, printing);
  const value = optional(printShape(shape, { ...printing, isLater: () => false }), required);
  return sequence(
    `get ${keyCode(name)}(): ${required ? type : `z.ZodOptional<${type}>`} `,
    block(sequence('return ', value)),
  );
}

function optional(code: Code, required: boolean): Code {
  return required ? code : chained(code, call('.optional'));
}

function printUnion(shape: Extract<Shape, { kind: 'union' }>, printing: Printing): Code {
  const options = list(
    '[',
    shape.options.map((option) => printShape(option, printing)),
  );
  if (shape.discriminator !== undefined && isDiscriminated(shape, printing))
    return call('z.discriminatedUnion', quoted(shape.discriminator), options);
  return call(shape.exclusive ? 'z.xor' : 'z.union', options);
}

function printIntersection([first, ...others]: readonly Shape[], printing: Printing): Code {
  const start: Code = first ? printShape(first, printing) : call('z.unknown');
  return others.reduce<Code>((code, part) => chained(code, call('.and', printShape(part, printing))), start);
}

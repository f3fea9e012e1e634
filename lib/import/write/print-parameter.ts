import { type Code, call, chained, list } from '../code/code.js';
import { literal } from '../code/literal.js';
import type { Parameter } from '../contract/contract.js';
import type { JsonObject } from '../document/json-node.js';
import { metaCall, type Printing, printShape } from '../schema/print-shape.js';
import type { Check, Shape } from '../schema/shape.js';

/** The schema of a parameter: text comes in, numbers and words of a boolean are made of it. */
export function printParameter(parameter: Parameter, printing: Printing): Code {
  printing.usesZod();
  const schema = printText(parameter.shape, printing);
  if (parameter.default !== undefined) return chained(schema, call('.default', literal(parameter.default)));
  return parameter.required ? schema : chained(schema, call('.optional'));
}

/** Whether nothing is said of it but that it is there: so it is without a word. */
export function isPlain({ shape, required }: Parameter): boolean {
  return required && shape.kind === 'string' && shape.checks.length === 0 && shape.meta === undefined;
}

function printText(shape: Shape, printing: Printing): Code {
  const { meta = {} } = shape;
  switch (shape.kind) {
    case 'number':
    case 'integer':
      return withMeta(limited(number(shape.kind), shape.checks), meta);
    case 'boolean':
      return withMeta(call('z.stringbool'), { type: 'boolean', ...meta });
    case 'literal':
      return printValues(shape, meta, printing);
    case 'array':
      return withMeta(limited(call('z.array', printText(shape.items, printing)), shape.checks), meta);
    case 'union': {
      const options = list(
        '[',
        shape.options.map((option) => printText(option, printing)),
      );
      return withMeta(call('z.union', options), meta);
    }
    case 'nullable':
      return withMeta(printText(shape.inner, printing), meta);
    default:
      return printShape(shape, printing);
  }
}

function number(kind: 'number' | 'integer'): Code {
  const coerced = call('z.coerce.number');
  return kind === 'integer' ? chained(coerced, call('.int')) : coerced;
}

function limited(code: Code, checks: readonly Check[]): Code {
  return checks.reduce<Code>(
    (before, { method, argument }) =>
      typeof argument === 'number' ? chained(before, call(`.${method}`, literal(argument))) : before,
    code,
  );
}

/** Numbers among the values are compared as numbers; the schema still says which there are. */
function printValues(shape: Extract<Shape, { kind: 'literal' }>, meta: JsonObject, printing: Printing): Code {
  if (shape.values.every((value) => typeof value === 'string')) return printShape(shape, printing);
  if (shape.values.every((value) => typeof value === 'number')) {
    const values = call('.pipe', call('z.literal', literal(shape.values)));
    return withMeta(chained(call('z.coerce.number'), values), { enum: shape.values, ...meta });
  }
  return withMeta(call('z.enum', literal(shape.values.map(String))), { enum: shape.values, ...meta });
}

function withMeta(code: Code, meta: JsonObject): Code {
  return Object.keys(meta).length === 0 ? code : chained(code, metaCall(meta));
}

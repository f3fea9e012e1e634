import { STATUS_CODES } from 'node:http';
import { type Code, call, chained, list } from '../code/code.js';
import { literal, property } from '../code/literal.js';
import type { Answer } from '../contract/contract.js';
import { type Printing, printShape } from '../schema/print-shape.js';

/** An answer: its schema, its description, or both and more. */
export function printAnswer(
  { status, description, body, headers, contentType, shared }: Answer,
  printing: Printing,
): Code {
  const usual = STATUS_CODES[status] ?? 'Any other answer';
  const said = description === '' ? usual : description;
  const isBare = headers.length === 0 && contentType === undefined;
  const isUsual = description === '' || description === usual;
  if (isBare && body && isUsual && shared === undefined) return printShape(body, printing);
  if (isBare && !body) return literal(said);
  if (headers.length > 0) printing.usesZod();
  const members = headers.map(({ name, shape, required }) => {
    const code = printShape(shape, printing);
    return property(name, required ? code : chained(code, call('.optional')));
  });
  return list('{', [
    property('description', literal(said)),
    ...(body ? [property('body', printShape(body, printing))] : []),
    ...(members.length > 0 ? [property('headers', call('z.object', list('{', members)))] : []),
    ...(contentType === undefined ? [] : [property('contentType', literal(contentType))]),
  ]);
}

import { isRecord, listOf, number, optional, type Shape, text } from './shape.js';

const boolean: Shape = (value) => (typeof value === 'boolean' ? undefined : '');
const record: Shape = (value) => (isRecord(value) ? undefined : '');

/** A setting of one of the plain kinds, and how the kind is called. */
export interface PlainShape {
  readonly key: string;
  readonly shape: Shape;
  readonly allowed: string;
}

const plain = (key: string, shape: Shape, allowed: string): PlainShape => ({ key, shape: optional(shape), allowed });

const THROTTLE = plain('throttle', record, '{ ratePerSecond, burst } of numbers');
const DESCRIPTION = plain('description', text, 'a text');

/** Of a gateway. What its values may be is the affair of other rules. */
export const GATEWAY_PLAIN_SHAPES: readonly PlainShape[] = [
  THROTTLE,
  DESCRIPTION,
  plain('stage', text, 'a text'),
  plain('logRetentionDays', number, 'a number of days'),
  plain('tracing', boolean, 'true or false'),
];

/** Of a route. */
export const ROUTE_PLAIN_SHAPES: readonly PlainShape[] = [
  THROTTLE,
  DESCRIPTION,
  plain('timeoutMs', number, 'a number of milliseconds'),
  plain('name', text, 'a text'),
  plain('summary', text, 'a text'),
  plain('tags', listOf(text), 'a list of texts'),
  plain('deprecated', boolean, 'true'),
];

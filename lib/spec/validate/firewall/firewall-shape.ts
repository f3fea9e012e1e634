import { anything, isRecord, listOf, number, objectOf, optional, recordOf, type Shape, text } from '../shape.js';

const texts = optional(listOf(text));
const response = objectOf({ status: optional(number), headers: optional(recordOf(text)), body: anything });
const match = objectOf({
  ips: texts,
  countries: texts,
  asns: optional(listOf(number)),
  paths: texts,
  action: optional(text),
});

const group: Shape = (value) =>
  typeof value === 'string'
    ? undefined
    : objectOf({
        group: text,
        override: optional(recordOf(text)),
        version: optional(text),
        level: optional(text),
      })(value);

/** A name, or an object of one name. */
const key: Shape = (value) => {
  if (typeof value === 'string') return undefined;
  return isRecord(value) && Object.keys(value).length === 1 && typeof Object.values(value)[0] === 'string'
    ? undefined
    : '';
};

const keys: Shape = (value) => (Array.isArray(value) ? listOf(key)(value) : key(value));

const rateLimit = objectOf({
  limit: number,
  windowSeconds: optional(number),
  by: optional(keys),
  only: optional(objectOf({ paths: texts, methods: texts })),
  action: optional(text),
  response: optional(response),
});

export const firewallShape: Shape = objectOf({
  managed: optional(listOf(group)),
  rateLimits: optional(recordOf(rateLimit)),
  allow: optional(match),
  block: optional(match),
  response: optional(response),
  inspectKb: optional(number),
  log: optional(text),
});

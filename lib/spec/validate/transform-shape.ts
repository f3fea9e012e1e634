import { anything, isRecord, listOf, number, optional, recordOf, type Shape, text } from './shape.js';

const SOURCES = ['header', 'query', 'path', 'claim'];

const value: Shape = (given) => {
  if (typeof given === 'string') return undefined;
  return isRecord(given) && SOURCES.includes(given.kind as string) && typeof given.name === 'string' ? undefined : '';
};

const values = optional(recordOf(value));
const names = optional(listOf(text));
const texts = optional(recordOf(text));

const parameters = optional(exactly({ remove: names, rename: texts, set: values, add: values, default: values }));
const body = optional(
  exactly({
    remove: names,
    rename: texts,
    move: texts,
    set: optional(recordOf(anything)),
    default: optional(recordOf(anything)),
  }),
);
const request = exactly({ headers: parameters, query: parameters, path: optional(text), body });
const response = exactly({ status: optional(number), headers: parameters, body });

export const transformShape: Shape = exactly({ request: optional(request), response: optional(recordOf(response)) });

export const useShape: Shape = listOf((given) =>
  isRecord(given) &&
  given.kind === 'middleware' &&
  typeof given.entry === 'string' &&
  text(given.export ?? '') === undefined
    ? undefined
    : '',
);

/** These keys and no others: what nothing reads would have no effect. */
function exactly(shapes: Readonly<Record<string, Shape>>): Shape {
  return (given) => {
    if (!isRecord(given)) return '';
    const unknown = Object.keys(given).find((key) => !Object.hasOwn(shapes, key));
    if (unknown !== undefined) return `.${unknown}`;
    for (const [key, shape] of Object.entries(shapes)) {
      const fault = shape(given[key]);
      if (fault !== undefined) return `.${key}${fault}`;
    }
    return undefined;
  };
}

import type { Transform } from '../../spec/transform.js';

/**
 * A declaration in the mapping language of REST APIs: texts of headers, all that a proxy integration can do to the letter.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping.html
 */
export function restRequestMapping({ request = {} }: Transform): Readonly<Record<string, string>> {
  const set = Object.entries(request.headers?.set ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    set.map(([name, value]) => {
      if (typeof value !== 'string')
        throw new Error('a REST proxy maps texts alone, yet the plan maps a part of the request');
      return [`integration.request.header.${name.toLowerCase()}`, `'${value}'`];
    }),
  );
}

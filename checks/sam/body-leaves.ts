/** The values of a document by their places: `paths > /orders > get > responses`. */
export type Leaves = ReadonlyMap<string, string>;

export const SEPARATOR = ' > ';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * A body as its leaves, with what is a mere manner of writing taken out: the names of functions and schemes, the
 * intrinsics around a function's ARN, integrations by reference (`#/components/x-amazon-apigateway-integrations`,
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integrations.html),
 * and the white space of JSON inside a text.
 */
export function leavesOf(body: object, nameOf: (name: string) => string): Leaves {
  const leaves = new Map<string, string>();
  const root = JSON.parse(JSON.stringify(body)) as Record<string, Json>;
  visit(root, []);
  return leaves;

  function visit(value: Json, place: readonly string[]): void {
    const found = leafOf(value, nameOf);
    if (found !== undefined) leaves.set(place.join(SEPARATOR), found);
    else if (place.at(-1) !== INTEGRATIONS) visitMembers(referredIntegration(value) ?? value, place);
  }

  function visitMembers(value: Json, place: readonly string[]): void {
    for (const [key, member] of Object.entries(value ?? {})) visit(member, [...place, nameOf(key)]);
  }

  function referredIntegration(value: Json): Json | undefined {
    const reference = (value as { $ref?: Json }).$ref;
    if (typeof reference !== 'string' || !reference.includes(INTEGRATIONS)) return undefined;
    const components = root.components as Record<string, Record<string, Json>>;
    return components[INTEGRATIONS]?.[reference.split('/').at(-1) ?? ''];
  }
}

function leafOf(value: Json, nameOf: (name: string) => string): string | undefined {
  const invoked = invokedFunction(value);
  if (invoked !== undefined) return `invocation of ${nameOf(invoked)}`;
  if (typeof value === 'string') return compactJson(value);
  if (value === null || typeof value !== 'object') return `${value}`;
  return Object.keys(value).length === 0 ? JSON.stringify(value) : undefined;
}

const INTEGRATIONS = 'x-amazon-apigateway-integrations';

/** `${Books.Arn}` of SAM's texts, `<books>` of ours. */
function invokedFunction(value: Json): string | undefined {
  const text = JSON.stringify(value);
  if (!/^("|\{"Fn::Sub")/.test(text) || !text.includes('lambda:path/2015-03-31/functions/')) return undefined;
  return (
    /functions\/\$\{(\w+)\.Arn\}/.exec(text)?.[1] ??
    /"Fn::GetAtt":\["(\w+)"/.exec(text)?.[1] ??
    /<([^>]+)>/.exec(text)?.[1]
  );
}

function compactJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text;
  }
}

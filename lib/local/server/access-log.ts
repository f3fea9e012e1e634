const VARIABLE = /\$context\.([A-Za-z0-9_]+(?:\.[A-Za-z0-9_-]+|\[['"][^'"\]]+['"]\])*)/g;

/**
 * One line of a stage's access log: each `$context.name` of the format is replaced, and what has no value is `-`.
 * Control characters in a value are escaped, so that no caller can begin a line of their own.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
 *
 * @param context values by their name without `$context.`
 */
export function renderAccessLog(format: string, context: Readonly<Record<string, string>>): string {
  return format.replace(VARIABLE, (_whole, written: string) => {
    const { name, rest } = knownName(dotted(written), context);
    return printedValue(name, context) + rest;
  });
}

/** `authorizer.claims['cognito:username']` says `authorizer.claims.cognito:username`. */
function dotted(written: string): string {
  return written.replace(/\[['"]([^'"\]]+)['"]\]/g, '.$1');
}

/** A hyphen may belong to a claim's name, or be text between two variables. */
function knownName(
  name: string,
  context: Readonly<Record<string, string>>,
): { readonly name: string; readonly rest: string } {
  if (Object.hasOwn(context, name)) return { name, rest: '' };
  for (let at = name.lastIndexOf('-'); at > 0; at = name.lastIndexOf('-', at - 1)) {
    if (Object.hasOwn(context, name.slice(0, at))) return { name: name.slice(0, at), rest: name.slice(at) };
  }
  return { name, rest: '' };
}

function printedValue(name: string, context: Readonly<Record<string, string>>): string {
  const value = Object.hasOwn(context, name) ? context[name] : undefined;
  if (value === undefined || value === '') return '-';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not get through
  return value.replace(/[\u0000-\u001f\u007f]/g, (character) =>
    JSON.stringify(character).slice(1, -1).replace('\u007f', '\\u007f'),
  );
}

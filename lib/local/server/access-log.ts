const VARIABLE = /\$context\.([A-Za-z0-9_]+(?:\.[A-Za-z0-9_-]+|\[['"][^'"\]]+['"]\])*)/g;

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not get through
const CONTROL_CHARACTERS = /[\u0000-\u001f\u007f]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not get through
const NOT_PLAIN = /[\u0000-\u001f\u007f"\\]/g;

/** The one variable whose quotes are its own: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html */
const QUOTED = 'error.messageString';

/** Makes one line of a stage's access log from values by their name without `$context.`. */
export type AccessLogLine = (context: Readonly<Record<string, string>>) => string;

/**
 * Reads the format of a stage's access log: each `$context.name` is replaced, and what has no value is `-`.
 * What would end a line or a text of JSON is escaped in values, so that no caller can begin a line or a field of their own.
 * No page says so of quotes and backslashes; logs of 2024 show it: https://github.com/DataBiosphere/azul/issues/4348
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
 */
export function compileAccessLog(format: string): AccessLogLine {
  // Splitting by a pattern with one group gives text and names in turn.
  const parts = format.split(VARIABLE).map((part, index) => (index % 2 === 0 ? part : dotted(part)));
  return (context) => {
    let line = '';
    for (const [index, part] of parts.entries()) line += index % 2 === 0 ? part : variable(part, context);
    return line;
  };
}

function variable(written: string, context: Readonly<Record<string, string>>): string {
  const { name, rest } = knownName(written, context);
  return printedValue(name, context) + rest;
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
  return value.replace(name === QUOTED ? CONTROL_CHARACTERS : NOT_PLAIN, (character) =>
    JSON.stringify(character).slice(1, -1).replace('\u007f', '\\u007f'),
  );
}

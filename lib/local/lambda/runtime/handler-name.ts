import { basename } from 'node:path';
import { runtimeError } from './runtime-error.js';

export interface HandlerName {
  /** Folder below the task root, empty or with its trailing slash. */
  readonly folder: string;
  /** File name without its extension. */
  readonly module: string;
  /** Export, with dots where it is nested. */
  readonly exportPath: string;
}

/**
 * Reads `dir/index.handler` the way Lambda does: the file name ends at its first dot.
 *
 * @throws Runtime.MalformedHandlerName
 * https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
 */
export function parseHandlerName(handler: string): HandlerName {
  if (handler.includes('..')) {
    throw runtimeError(
      'Runtime.MalformedHandlerName',
      `'${handler}' is not a valid handler name. Use absolute paths when specifying root directories in handler names.`,
    );
  }
  const file = basename(handler);
  const match = /^([^.]*)\.(.*)$/.exec(file);
  if (match === null) throw runtimeError('Runtime.MalformedHandlerName', 'Bad handler');
  return { folder: handler.slice(0, handler.lastIndexOf(file)), module: match[1] ?? '', exportPath: match[2] ?? '' };
}

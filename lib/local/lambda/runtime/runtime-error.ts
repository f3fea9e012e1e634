import type { ErrorDocument } from '../protocol.js';

/** An error that Lambda's own runtime reports; `name` becomes the `errorType`. */
export function runtimeError(errorType: string, message: string): Error {
  const error = new Error(message);
  error.name = errorType;
  return error;
}

/**
 * What Lambda's runtime for Node.js makes of a thrown value: a thing that is no Error shows its JavaScript type.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html
 */
export function errorDocument(thrown: unknown): ErrorDocument {
  try {
    if (thrown instanceof Error) {
      return {
        errorType: `${thrown.name}`,
        errorMessage: `${thrown.message}`,
        trace: `${thrown.stack ?? ''}`.split('\n'),
      };
    }
    return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
  } catch {
    return { errorType: 'handled', errorMessage: 'the error could not be read', trace: [] };
  }
}

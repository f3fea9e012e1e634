import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseHandlerName } from './handler-name.js';
import { runtimeError } from './runtime-error.js';
import { streamingOf } from './streaming-handler.js';

export type Handler = (
  event: unknown,
  context: object,
  callback: (error?: unknown, result?: unknown) => void,
) => unknown;

/**
 * Loads a function's handler from its code, in the order in which Lambda looks for files: no extension, `.js`
 * (by the `type` of its package.json), `.mjs`, `.cjs`.
 *
 * @throws Runtime.ImportModuleError, Runtime.UserCodeSyntaxError, Runtime.HandlerNotFound,
 *   Runtime.MalformedHandlerName, Runtime.CallbackHandlerDeprecated, or what the module itself throws
 */
export async function loadHandler(taskRoot: string, handlerName: string, runtimeMajor: number): Promise<Handler> {
  const name = parseHandlerName(handlerName);
  const loaded = await loadModule(taskRoot, join(taskRoot, name.folder, name.module), name.module).catch(
    (cause: unknown) => {
      throw loadError(cause);
    },
  );
  const found = name.exportPath
    .split('.')
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], loaded);
  if (!found) throw runtimeError('Runtime.HandlerNotFound', `${handlerName} is undefined or not exported`);
  if (typeof found !== 'function') throw runtimeError('Runtime.HandlerNotFound', `${handlerName} is not a function`);
  refuseCallbacks(found as Handler, runtimeMajor);
  return found as Handler;
}

async function loadModule(taskRoot: string, stem: string, module: string): Promise<unknown> {
  const requireThere = createRequire(join(taskRoot, 'noop.js'));
  endScopeAt(taskRoot, requireThere);
  for (const extension of ['', '.js', '.mjs', '.cjs']) {
    const path = resolve(stem + extension);
    if (!isFile(path)) continue;
    return extension === '.mjs' || (extension === '.js' && isModulePackage(path, taskRoot))
      ? await import(pathToFileURL(path).href)
      : requireThere(path);
  }
  return requireThere(requireThere.resolve(module === '' ? stem : stem.endsWith(module) ? stem : module));
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** On Lambda nothing lies above the task root, so the type of the project around a cloud assembly must not count. */
function isModulePackage(path: string, taskRoot: string): boolean {
  for (let folder = dirname(path); folder.startsWith(taskRoot); folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (isFile(manifest))
      return (JSON.parse(readFileSync(manifest, 'utf8')) as { readonly type?: string }).type === 'module';
    if (folder === dirname(folder)) return false;
  }
  return false;
}

/** Makes Node read a `.js` file of the function as CommonJS where only a package.json above the task root says otherwise. */
function endScopeAt(taskRoot: string, require: NodeJS.Require): void {
  const { extensions } = require;
  const original = extensions['.js'];
  extensions['.js'] = (module, path) => {
    const isOurs = path.startsWith(taskRoot + sep) && !path.includes(`${sep}node_modules${sep}`);
    if (!isOurs || isModulePackage(path, taskRoot)) return original(module, path);
    (module as unknown as { _compile: (source: string, path: string) => void })._compile(
      readFileSync(path, 'utf8'),
      path,
    );
  };
}

function loadError(cause: unknown): unknown {
  if (!(cause instanceof Error)) return cause;
  if (cause instanceof SyntaxError) return runtimeError('Runtime.UserCodeSyntaxError', String(cause));
  const code = (cause as NodeJS.ErrnoException).code;
  const missing = code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND';
  return missing ? runtimeError('Runtime.ImportModuleError', String(cause)) : cause;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html: no callback handlers from Node.js 24 on. */
function refuseCallbacks(handler: Handler, runtimeMajor: number): void {
  if (runtimeMajor < 24 || handler.length < 3 || streamingOf(handler)) return;
  throw runtimeError(
    'Runtime.CallbackHandlerDeprecated',
    'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. ' +
      'You need to modify this function to use a supported handler signature to use Node.js 24 or later.',
  );
}

import type { ErrorObject, ValidateFunction } from 'ajv-draft-04';
import { runRegex } from '../vtl/bounded-regex.js';
import { TemplateError } from '../vtl/budget.js';
import { describeErrors } from './describe-errors.js';
import { Ajv04 } from './draft-4.js';
import { FORMATS } from './formats.js';
import { normalizeSchema } from './normalize-schema.js';

/** What a model makes of a document: undefined where it is valid, else the errors in words. */
export type CheckModel = (instance: unknown) => string | undefined;

/** Models that every API has. */
const BUILT_IN: Readonly<Record<string, unknown>> = {
  Empty: { type: 'object' },
  Error: { type: 'object', properties: { message: { type: 'string' } } },
};

/**
 * Makes validators of an API's models, each when it is first needed. Models may refer to each other, in circles too.
 * @returns undefined for a model that does not exist or is no schema: nothing is valid then
 */
export function compileModels(models: Readonly<Record<string, unknown>>): (name: string) => CheckModel | undefined {
  const all = { ...BUILT_IN, ...models };
  const ajv = new Ajv04({
    strict: false,
    validateSchema: false,
    logger: false,
    formats: { ...FORMATS },
    unicodeRegExp: false,
    code: { regExp: boundedRegExp },
  });
  for (const [name, schema] of Object.entries(all)) {
    if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) continue;
    ajv.addSchema(normalizeSchema(schema, (each) => Object.hasOwn(all, each)) as object, `model:${name}`);
  }
  return (name) => {
    const validate = tryCompile(() => ajv.getSchema(`model:${name}`));
    return validate && ((instance) => check(validate, instance));
  };
}

function tryCompile(compile: () => ValidateFunction | undefined): ValidateFunction | undefined {
  try {
    return compile();
  } catch {
    return undefined;
  }
}

/** `pattern` against what a caller sends: backtracking without an end makes the body invalid. */
const boundedRegExp = Object.assign(
  (pattern: string) => ({ test: (text: string) => runRegex('test', pattern, text) }),
  {
    code: 'boundedRegExp',
  },
);

function check(validate: ValidateFunction, instance: unknown): string | undefined {
  try {
    if (validate(instance) === true) return undefined;
  } catch (error) {
    if (error instanceof TemplateError || error instanceof RangeError) return '[the body cannot be validated]';
    throw error;
  }
  return describeErrors((validate.errors ?? []) as ErrorObject[], instance);
}

import type { ErrorObject } from 'ajv-draft-04';

/** Errors in the words of API Gateway's own validator: `$context.error.validationErrorString`. */
export const describeErrors = (errors: readonly ErrorObject[], instance: unknown): string =>
  `[${errors.map((error) => describe(error, instance)).join(', ')}]`;

type Describe = (params: Record<string, unknown>, error: ErrorObject, instance: unknown) => string;

const DESCRIPTIONS: Readonly<Record<string, Describe>> = {
  required: ({ missingProperty }) => `object has missing required properties (["${missingProperty}"])`,
  type: ({ type }, error, instance) =>
    `instance type (${typeName(valueAt(instance, error.instancePath))}) does not match any allowed primitive type (allowed: ${JSON.stringify([type].flat())})`,
  enum: ({ allowedValues }) =>
    `instance value does not match any allowed value (possible values: ${JSON.stringify(allowedValues)})`,
  additionalProperties: ({ additionalProperty }) =>
    `object instance has properties which are not allowed by the schema: ["${additionalProperty}"]`,
  pattern: ({ pattern }) => `ECMA 262 regex "${pattern}" does not match input string`,
  minLength: ({ limit }) => `string is too short (required minimum: ${limit})`,
  maxLength: ({ limit }) => `string is too long (maximum allowed: ${limit})`,
  minimum: ({ limit }) => `numeric instance is lower than the required minimum (minimum: ${limit})`,
  maximum: ({ limit }) => `numeric instance is greater than the required maximum (maximum: ${limit})`,
  minItems: ({ limit }) => `array is too short: must have at least ${limit} elements`,
  maxItems: ({ limit }) => `array is too long: must have at most ${limit} elements`,
  format: ({ format }) => `string is invalid against requested format "${format}"`,
  oneOf: () => 'instance failed to match exactly one schema (matched 0 or several)',
  anyOf: () => 'instance failed to match at least one required schema',
};

const describe = (error: ErrorObject, instance: unknown): string =>
  DESCRIPTIONS[error.keyword]?.(error.params, error, instance) ?? `${error.keyword} is not met`;

function valueAt(instance: unknown, pointer: string): unknown {
  let value = instance;
  for (const part of pointer.split('/').slice(1)) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string, unknown>)[part.replaceAll('~1', '/').replaceAll('~0', '~')];
  }
  return value;
}

function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

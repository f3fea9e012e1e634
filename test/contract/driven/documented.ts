import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { OpenApiDocument, ResponseObject, SchemaObject } from '../../../lib/contract/open-api.js';
import type { Operation } from './operation.js';

export interface Documented {
  readonly fits: (schema: SchemaObject, value: unknown) => boolean;
  /** What of an answer the document does not say; none where all of it stands there. */
  readonly strays: (operation: Operation, answer: Response, body: string) => readonly string[];
}

export function documentedBy({ components }: OpenApiDocument): Documented {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
  const compiled = new Map<SchemaObject, ValidateFunction>();
  const validator = (schema: SchemaObject): ValidateFunction => {
    const known = compiled.get(schema) ?? ajv.compile({ ...schema, components });
    compiled.set(schema, known);
    return known;
  };
  const faults = (schema: SchemaObject, value: unknown): readonly string[] => {
    const validate = validator(schema);
    return validate(value)
      ? []
      : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };
  return {
    fits: (schema, value) => faults(schema, value).length === 0,
    strays({ responses }, answer, body) {
      const found = responses[`${answer.status}`] ?? responses.default;
      if (!found) return [`status ${answer.status} is none of ${Object.keys(responses).join(', ')}`];
      const response = '$ref' in found ? components.responses[found.$ref.split('/').at(-1) ?? ''] : found;
      if (!response) return [`${answer.status} leads nowhere`];
      return [...strayHeaders(response, answer, faults), ...strayBody(response, answer, body, faults)];
    },
  };
}

type Faults = (schema: SchemaObject, value: unknown) => readonly string[];

function strayHeaders({ headers = {} }: ResponseObject, answer: Response, faults: Faults): readonly string[] {
  return Object.entries(headers).flatMap(([name, { required, schema }]) => {
    const value = answer.headers.get(name);
    if (value === null) return required ? [`header ${name} is missing`] : [];
    return faults(schema, schema.type === 'integer' ? Number(value) : value).map((fault) => `header ${name}${fault}`);
  });
}

function strayBody({ content }: ResponseObject, answer: Response, body: string, faults: Faults): readonly string[] {
  if (!content) return body === '' ? [] : [`a body where the document has none: ${body.slice(0, 80)}`];
  const type = answer.headers.get('content-type')?.split(';')[0]?.trim() ?? 'no content type';
  const media = content[type];
  if (!media) return [`${type} is none of ${Object.keys(content).join(', ')}: ${body.slice(0, 80)}`];
  return media.schema ? faults(media.schema, JSON.parse(body)).map((fault) => `${fault}: ${body.slice(0, 200)}`) : [];
}

import type {
  OpenApiDocument,
  OperationObject,
  ParameterObject,
  SchemaObject,
} from '../../../lib/contract/open-api.js';

/** An operation of the document, as requests to it are made. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly ParameterObject[];
  readonly body: { readonly schema: SchemaObject; readonly example?: unknown } | undefined;
  readonly isPublic: boolean;
  readonly responses: OperationObject['responses'];
}

export function operationsIn({ paths }: OpenApiDocument): readonly Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      id: operation.operationId,
      method: method.toUpperCase(),
      path,
      parameters: operation.parameters ?? [],
      body: bodyOf(operation),
      isPublic: operation.security.length === 0,
      responses: operation.responses,
    })),
  );
}

function bodyOf({ requestBody }: OperationObject): Operation['body'] {
  const { schema, example } = requestBody?.content['application/json'] ?? {};
  return schema && { schema, ...(example !== undefined && { example }) };
}

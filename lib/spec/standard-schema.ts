/** The part of Standard Schema 1.0 that Gatewright calls. https://standardschema.dev */
export interface StandardSchema<Input = unknown, Output = Input> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => StandardResult<Output> | Promise<StandardResult<Output>>;
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  };
}

/** What a library that can say its schemas as JSON Schema has besides. https://standardschema.dev/json-schema */
export interface JsonSchemaConverter {
  readonly input: (options: JsonSchemaOptions) => Readonly<Record<string, unknown>>;
  readonly output: (options: JsonSchemaOptions) => Readonly<Record<string, unknown>>;
}

interface JsonSchemaOptions {
  readonly target: string;
  readonly libraryOptions?: Record<string, unknown> | undefined;
}

export type StandardResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly StandardIssue[] };

export interface StandardIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

export type SchemaOutput<S> = S extends StandardSchema<infer _Input, infer Output> ? Output : undefined;

/** What goes into a schema: before its defaults and transformations. */
export type SchemaInput<S> = S extends StandardSchema<infer Input, infer _Output> ? Input : undefined;

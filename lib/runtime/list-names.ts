import type { RecordSchema } from '../spec/contract.js';
import type { JsonSchemaConverter } from '../spec/standard-schema.js';

interface Node {
  readonly type?: string;
  readonly $ref?: string;
  readonly anyOf?: readonly Node[];
  readonly properties?: Readonly<Record<string, Node>>;
  readonly $defs?: Readonly<Record<string, Node>>;
}

/** The names that an object schema takes an array for; none where its library cannot say it as JSON Schema. */
export function listNames(schema: RecordSchema | undefined): ReadonlySet<string> {
  try {
    const standard = schema?.['~standard'] as { readonly jsonSchema?: JsonSchemaConverter } | undefined;
    // The option is zod's: a date is no reason not to say the rest.
    const root: Node =
      standard?.jsonSchema?.input({ target: 'draft-2020-12', libraryOptions: { unrepresentable: 'any' } }) ?? {};
    const properties = Object.entries(root.properties ?? {});
    return new Set(properties.flatMap(([name, node]) => (takesArray(node, root) ? [name] : [])));
  } catch {
    return new Set();
  }
}

function takesArray({ $ref, type, anyOf }: Node, root: Node): boolean {
  const referred = root.$defs?.[$ref?.slice('#/$defs/'.length) ?? ''];
  if (referred) return takesArray(referred, root);
  return type === 'array' || anyOf?.some((node) => takesArray(node, root)) === true;
}

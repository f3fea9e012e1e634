import { createNames } from './code/names.js';
import type { Choices } from './contract/choices.js';
import { readContract } from './contract/read-contract.js';
import { dialectOf } from './document/dialect.js';
import { createLosses, type Loss } from './document/losses.js';
import { createReferences } from './document/references.js';
import type { SourceFiles } from './document/source-files.js';
import { ImportError } from './import-error.js';
import { createNamedSchemas } from './schema/named-schemas.js';
import type { SpecFiles } from './write/spec-files.js';
import { writeSpec } from './write/write-spec.js';

export interface ImportOptions {
  readonly choices: Choices;
  /** The gateway's own name. @default made of the document's title */
  readonly name?: string;
  readonly files: SpecFiles;
}

export interface Imported {
  /** Path below the place that is written to → text. */
  readonly files: ReadonlyMap<string, string>;
  readonly losses: readonly Loss[];
  readonly routes: number;
  readonly schemas: number;
}

/**
 * A gateway spec in TypeScript out of an OpenAPI document. Nothing is written and nothing is fetched. What the spec
 * does not have as the document says it is among the losses, each with its place.
 *
 * @throws ImportError where it is no OpenAPI document, has no operation, or leaves open what a gateway must know
 */
export function importDocument(source: SourceFiles, { choices, name, files }: ImportOptions): Imported {
  const dialect = dialectOf(source.root);
  const losses = createLosses();
  const references = createReferences(source);
  const names = createNames();
  for (const pointer of source.repeated)
    losses.add('lost', { value: null, file: '', pointer }, 'stands there more than once: the last one counts');
  const named = createNamedSchemas({ dialect, references, losses }, names);
  const contract = readContract({ schemas: named.reading, choices });
  if (contract.operations.length === 0) throw new ImportError(nothing(losses.all()));
  const schemas = named.ordered();
  const all = losses.all();
  const written = writeSpec({ contract, schemas, losses: all, files, names, ...(name !== undefined && { name }) });
  return { files: written, losses: all, routes: contract.operations.length, schemas: schemas.length };
}

function nothing(losses: readonly Loss[]): string {
  const [first] = losses.filter(({ pointer }) => pointer.startsWith('#/paths/'));
  return `the document has no operation that a gateway can route${first ? `: ${first.pointer}: ${first.reason}` : ''}`;
}

import type { Names } from '../code/names.js';
import type { Contract } from '../contract/contract.js';
import type { Loss } from '../document/losses.js';
import type { NamedSchema } from '../schema/named-schemas.js';
import type { Printing } from '../schema/print-shape.js';
import type { LossComments } from './loss-comments.js';
import type { Homes, ModuleDraft } from './module-draft.js';
import type { PartNames } from './name-parts.js';
import type { SpecFiles } from './spec-files.js';
import type { SpecWriting } from './spec-writing.js';

export interface SpecInput {
  readonly contract: Contract;
  readonly schemas: readonly NamedSchema[];
  readonly losses: readonly Loss[];
  /** The gateway's own name. @default made of the document's title */
  readonly name?: string;
  readonly files: SpecFiles;
  readonly names: Names;
}

/** What the parts of a spec are written with. */
export interface Writer {
  readonly input: SpecInput;
  readonly parts: PartNames;
  readonly homes: Homes;
  readonly draftOf: (path: string) => ModuleDraft;
  readonly comments: LossComments;
  /** @param place of the schema that is defined; none: behind all of them */
  readonly printings: (draft: ModuleDraft, place?: string) => Printing;
}

export function printingsOf(schemas: readonly NamedSchema[]): Writer['printings'] {
  const byPlace = new Map(schemas.map((schema, index) => [schema.place, { schema, index }]));
  return (draft, place) => {
    const here = place === undefined ? Number.POSITIVE_INFINITY : (byPlace.get(place)?.index ?? 0);
    return {
      constantOf: (target) => draft.use(byPlace.get(target)?.schema.constant ?? 'undefined'),
      isLater: (target) => (byPlace.get(target)?.index ?? 0) >= here,
      shapeOf: (target) => byPlace.get(target)?.schema.shape,
      usesZod: draft.usesZod,
    };
  };
}

export function writingIn(draft: ModuleDraft, { parts, printings }: Writer): SpecWriting {
  return {
    draft,
    printing: printings(draft),
    schemes: new Map([...parts.schemes].map(([stated, { constant }]) => [stated, constant])),
    origins: parts.origins,
    sharedParameters: parts.sharedParameters,
    sharedAnswers: parts.sharedAnswers,
  };
}

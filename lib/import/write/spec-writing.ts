import type { Printing } from '../schema/print-shape.js';
import type { ModuleDraft } from './module-draft.js';

/** What printing a part of a spec into a file needs: what things are called. */
export interface SpecWriting {
  readonly draft: ModuleDraft;
  readonly printing: Printing;
  /** A scheme's name in the document → its constant. */
  readonly schemes: ReadonlyMap<string, string>;
  /** A server's address → its constant, where several routes call it. */
  readonly origins: ReadonlyMap<string, string>;
  /** A shared part's place → its constant. */
  readonly sharedParameters: ReadonlyMap<string, string>;
  readonly sharedAnswers: ReadonlyMap<string, string>;
}

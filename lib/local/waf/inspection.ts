import type { WafRequest } from '../model/firewall.js';

/** Neither where a statement is not evaluated here. */
export type Match = boolean | 'unknown';

/** Values that a text with dynamic references (`{{resolve:…}}`) stands for, each of which counts; undefined: not known. */
export type ResolveReference = (text: string) => readonly string[] | undefined;

/** One request while the rules of a web ACL look at it. */
export interface Inspection {
  readonly request: WafRequest;
  readonly bodyLimitBytes: number;
  readonly nowMs: number;
  readonly resolve: ResolveReference;
  readonly warn: (line: string) => void;
  /** Fully qualified, of the rules before the present one. */
  readonly labels: Set<string>;
  /** Of the present rule: the next one sees them. */
  readonly newLabels: Set<string>;
  /** What fields hold once they are transformed: many rules look at the same ones. */
  readonly contents: Map<string, FieldContent>;
  /** Patterns that took too long, so far. */
  regexTimeouts: number;
}

/** What a field has to show: any one of its texts may match. Bytes stand as characters of the same code. */
export type FieldContent =
  | { readonly kind: 'texts'; readonly texts: readonly string[] }
  /** Too large, or not there: the statement says what that means. */
  | { readonly kind: 'decided'; readonly match: boolean };

/** Whether a request is what a statement describes. */
export type TestStatement = (inspection: Inspection) => Match;

/** Text as the bytes that it is sent in, one character each. */
export const bytesAsText = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

/** Paths that begin alike stand together. */
export interface SplitAt {
  /**
   * Beginnings of paths that are divided by their next letter, `/` or parameter: below `['/', '/r']`, `/orders` is in the
   * part `/o`, `/repos` in `/re`. A parameter of any name stands for any: `/repos/{1}/{2}/`.
   */
  readonly at: readonly string[];
  readonly parts?: never;
}

/** Parts by name, each with the prefixes of its paths; the longest that a path begins with decides. */
export interface SplitParts {
  /** `{ catalogue: ['/books', '/authors'] }`: lower-case letters, digits and dashes → prefixes of whole segments. */
  readonly parts: Readonly<Record<string, readonly string[]>>;
  readonly at?: never;
}

/**
 * How a gateway stands as several APIs, each part in a nested stack of its own. Which part a route belongs to follows
 * from its path alone, so that no route moves because of another. What belongs to no part stays in the gateway's own
 * stack.
 */
export type Split = SplitAt | SplitParts;

export const SPLIT_PROPS = { at: true, parts: true } as const;

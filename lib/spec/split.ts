/** Parts as the volumes of an encyclopaedia: from each of these on, paths are in another part. */
export interface SplitFrom {
  /**
   * `['/n', '/repos/{}/{}/m']`: a path is in the part of the last of these that it does not come before, and before all of
   * them in the gateway's own stack. Paths have the order of a directory: segment by segment and sign by sign, `-` and `.`
   * before digits, these before capitals, these before small letters, and after all of them a parameter of any name.
   */
  readonly from: readonly string[];
  readonly parts?: never;
}

/** Parts by name, each with the prefixes of its paths; the longest that a path begins with decides. */
export interface SplitParts {
  /** `{ catalogue: ['/books', '/authors'] }`: lower-case letters, digits and dashes → prefixes of whole segments. */
  readonly parts: Readonly<Record<string, readonly string[]>>;
  readonly from?: never;
}

/**
 * How a gateway stands as several APIs, each part in a nested stack of its own. Which part a route belongs to follows
 * from its path alone, so that no route moves because of another. What belongs to no part stays in the gateway's own
 * stack.
 */
export type Split = SplitFrom | SplitParts;

export const SPLIT_PROPS = { from: true, parts: true } as const;

interface Listed {
  readonly tags?: readonly string[];
  /** One line. */
  readonly title: string;
}

/** What is listed under each tag, in the order of the operations: said of a tag where nobody says more. */
export function tagTexts(operations: readonly Listed[]): ReadonlyMap<string, string> {
  const titles = new Map<string, Set<string>>();
  for (const { tags = [], title } of operations)
    for (const tag of tags) titles.set(tag, (titles.get(tag) ?? new Set()).add(title));
  return new Map([...titles].map(([tag, listed]) => [tag, [...listed].join('; ')]));
}

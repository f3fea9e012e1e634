/** The most that API Gateway's lists answer at once. */
export const PAGE_LIMIT = 500;

interface Page<T> {
  readonly items: readonly T[];
  /** Where the next page starts; undefined on the last. */
  readonly position: string | undefined;
}

/** Every page of a list, one at a time: what was read of a page can be forgotten before the next is asked for. */
export async function* pages<T>(
  read: (position: string | undefined) => Promise<Page<T>>,
): AsyncGenerator<readonly T[]> {
  let position: string | undefined;
  do {
    const page = await read(position);
    yield page.items;
    if (page.position !== undefined && page.position === position)
      throw new Error('a list of AWS goes round in circles');
    position = page.position || undefined;
  } while (position !== undefined);
}

import type { Console } from '../console.js';

/** One JSON array, an element a line, printed page by page as it comes. */
export async function printJsonArray<T>(
  pages: AsyncIterable<readonly T[]>,
  describe: (one: T) => unknown,
  console: Console,
): Promise<void> {
  let waiting: string | undefined;
  for await (const page of pages) {
    for (const one of page) {
      console.out(waiting === undefined ? '[' : `${waiting},`);
      waiting = `  ${JSON.stringify(describe(one))}`;
    }
  }
  console.out(waiting === undefined ? '[]' : `${waiting}\n]`);
}

import { catalogue } from '../catalogue.js';
import { listBooks } from '../gateway.js';

export const handler = listBooks.handle(({ query }) => {
  const wanted = catalogue.filter(({ author }) => query.author?.includes(author) ?? true);
  return { status: 200, body: { books: wanted.slice(0, query.limit) } };
});

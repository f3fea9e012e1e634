import { problem } from 'gatewright/runtime';
import { searchCatalogue } from '../catalogue.js';
import { searchBooks } from '../gateway.js';

export const handler = searchBooks.handle(({ query }) => {
  const word = query.q?.trim();
  if (!word) return problem(400, { title: 'Nothing to look for', detail: 'Say what to look for: /search?q=austen' });
  return { status: 200, body: { books: searchCatalogue(word) } };
});

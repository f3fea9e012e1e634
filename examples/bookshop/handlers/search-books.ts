import { searchCatalogue } from '../catalogue.js';
import { searchBooks } from '../gateway.js';

export const handler = searchBooks.handle(({ query }) => ({
  status: 200,
  body: { books: [...searchCatalogue(query.q)] },
}));

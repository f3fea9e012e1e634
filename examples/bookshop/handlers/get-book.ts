import { problem } from 'gatewright/runtime';
import { findBook } from '../catalogue.js';
import { getBook } from '../gateway.js';

export const handler = getBook.handle(({ params }) => {
  const book = findBook(params.isbn);
  return book
    ? { status: 200, body: book }
    : problem(404, { title: 'No such book', detail: `The shop has no ${params.isbn}.` });
});

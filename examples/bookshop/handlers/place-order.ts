import { problem } from 'gatewright/runtime';
import { findBook } from '../catalogue.js';
import { placeOrder } from '../gateway.js';

export const handler = placeOrder.handle(({ body, headers, caller, requestId }) => {
  const book = findBook(body.isbn);
  if (!book) return problem(422, { title: 'No such book', detail: `The shop has no ${body.isbn}.` });
  const totalGbp = Math.round(book.priceGbp * body.copies * 100) / 100;
  const order = headers['idempotency-key'] ?? requestId;
  return {
    status: 201,
    headers: { location: `/orders/${order}` },
    body: { order, customer: caller.subject, title: book.title, copies: body.copies, totalGbp },
  };
});

import { createClient, retrying } from 'gatewright/client';
import { getBook, placeOrder } from './gateway.js';

/** What a shop's page does: look a book up, and order it. Answers are told apart by status, and typed by it. */
export async function orderBook(baseUrl: string, token: string, isbn: string, copies: number): Promise<string> {
  const shop = createClient({ getBook, placeOrder }, { baseUrl, token: () => token, fetch: retrying() });
  const book = await shop.getBook({ params: { isbn } });
  if (book.status !== 200) return `There is no ${isbn}`;
  const order = await shop.placeOrder({ body: { isbn, copies }, headers: { 'idempotency-key': `${isbn}-${copies}` } });
  return order.status === 201
    ? `${order.body.copies} of ${book.body.title}: £${order.body.totalGbp}`
    : `Refused: ${order.status}`;
}

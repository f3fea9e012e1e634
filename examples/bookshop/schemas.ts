import * as z from 'zod';

const Isbn = z.string().meta({ description: 'ISBN-13', examples: ['9780141439518'] });

export const Book = z
  .object({ isbn: Isbn, title: z.string(), author: z.string(), year: z.number().int(), priceGbp: z.number() })
  .meta({ id: 'Book' });

export const Books = z.object({ books: z.array(Book) }).meta({ id: 'Books' });

/** A book as it was told until 2024. */
export const BookV1 = z
  .object({ isbn: Isbn, title: z.string(), writer: z.string(), year: z.number().int(), price: z.number() })
  .meta({ id: 'BookV1' });

export const Order = z
  .object({ isbn: z.string().min(1), copies: z.number().int().min(1).max(99) })
  .meta({ id: 'Order' });

export const PlacedOrder = z
  .object({
    order: z.string(),
    customer: z.string(),
    title: z.string(),
    copies: z.number().int(),
    totalGbp: z.number(),
  })
  .meta({ id: 'PlacedOrder' });

const Stock = z.array(z.object({ isbn: Isbn, copies: z.number() }));
const Prices = z.record(z.string(), z.number());

/** What partners read: stock, or prices in GBP by ISBN. */
export const Feed = z.union([Stock, Prices]).meta({ id: 'Feed' });

/** What is refused is told as RFC 9457 has it, faults of the request one by one. */
export const Refusal = z
  .looseObject({
    type: z.string().optional(),
    status: z.number().int(),
    title: z.string(),
    detail: z.string().optional(),
    errors: z.array(z.looseObject({ pointer: z.string().optional(), detail: z.string() })).optional(),
  })
  .meta({ id: 'Refusal' });

export const Health = z.object({ ok: z.boolean() }).meta({ id: 'Health' });

import * as z from 'zod';

export const Book = z.object({
  isbn: z.string().meta({ description: 'ISBN-13', examples: ['9780141439518'] }),
  title: z.string(),
  author: z.string(),
  year: z.number().int(),
  priceGbp: z.number(),
});

export const Books = z.object({ books: z.array(Book) });

export const Order = z.object({ isbn: z.string(), copies: z.number().int().min(1).max(99) });

export const PlacedOrder = z.object({
  order: z.string(),
  customer: z.string(),
  title: z.string(),
  copies: z.number().int(),
  totalGbp: z.number(),
});

/** What is refused is told as RFC 9457 has it. */
export const Problem = z.object({
  type: z.string(),
  status: z.number().int(),
  title: z.string().optional(),
  detail: z.string().optional(),
});

export const Health = z.object({ ok: z.boolean() });

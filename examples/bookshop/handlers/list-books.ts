import { catalogue } from '../catalogue.js';
import { listBooks } from '../gateway.js';

export const handler = listBooks.handle(() => ({ status: 200, body: { books: catalogue } }));

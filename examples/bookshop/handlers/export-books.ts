import { streaming } from 'gatewright/runtime';
import { catalogue } from '../catalogue.js';
import { exportBooks } from '../gateway.js';

export const handler = streaming(exportBooks).handle(() => ({ status: 200, body: lines() }));

async function* lines() {
  for (const book of catalogue) yield `${JSON.stringify(book)}\n`;
}

import { health } from '../gateway.js';

export const handler = health.handle(() => ({ status: 200, body: { ok: true } }));

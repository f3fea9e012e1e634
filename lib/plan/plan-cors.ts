import type { Cors } from '../spec/gateway.js';
import type { CorsPlan } from './plan.js';

/** The gateway's CORS with its defaults filled in. */
export function planCors(cors: Cors): CorsPlan {
  return {
    origins: cors.origins,
    allowHeaders: cors.allowHeaders ?? ['authorization', 'content-type', 'x-api-key'],
    exposeHeaders: cors.exposeHeaders ?? [],
    credentials: cors.credentials ?? false,
    maxAgeSeconds: cors.maxAgeSeconds ?? 3600,
  };
}

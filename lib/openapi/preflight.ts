import type { CorsPlan } from '../plan/plan.js';
import { originHeaders, originTemplate } from './allowed-origin.js';
import { mockOperation } from './mock-reply.js';

/**
 * The open OPTIONS operation of a REST path: the gateway itself answers preflights, before any authorizer.
 * https://fetch.spec.whatwg.org/#cors-preflight-fetch
 */
export function preflight(cors: CorsPlan, methods: readonly string[]): object {
  const headers = {
    ...originHeaders(cors),
    'Access-Control-Allow-Methods': methods.join(','),
    'Access-Control-Allow-Headers': cors.allowHeaders.join(','),
    'Access-Control-Max-Age': `${cors.maxAgeSeconds}`,
  };
  const template = originTemplate(cors);
  const { responses, integration } = mockOperation(204, headers, template ? { 'application/json': template } : {});
  return { responses, 'x-amazon-apigateway-integration': integration };
}

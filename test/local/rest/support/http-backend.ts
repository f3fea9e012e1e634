import type { UpstreamResult } from '../../../../lib/local/model/engine.js';
import { document, fakeServices, integration, restEngine, type StageOptions } from './rest-api.js';

export const upstream = (
  status: number,
  body: string | Buffer,
  headers: readonly (readonly [string, string])[] = [],
): UpstreamResult => ({
  kind: 'response',
  status,
  statusText: '',
  headers,
  body: Buffer.from(body),
});

/** One method at `/{id}` before a backend that gives one answer. */
export function backend(
  fields: object,
  answer: UpstreamResult = upstream(200, '{}'),
  more: object = {},
  stage?: StageOptions,
) {
  const { services, fetched } = fakeServices({ fetch: async () => answer });
  const method = integration({ uri: 'http://backend.example/v1', httpMethod: 'POST', ...fields });
  const body = document({ '/{id}': { 'x-amazon-apigateway-any-method': method } }, more);
  return { engine: restEngine(body, services, stage), fetched };
}

import type { Cors } from '../../spec/gateway.js';
import { child, isObject, items, type JsonNode } from '../document/json-node.js';
import type { Reading } from './read-contract.js';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-cors-configuration.html */
export function readCors(root: JsonNode, { losses }: Reading): Cors | undefined {
  const stated = child(root, 'x-amazon-apigateway-cors');
  if (!stated || !isObject(stated.value)) return undefined;
  losses.others(stated, new Set(PARTS), 'a gateway says it by its routes');
  const [origins, allowHeaders, exposeHeaders] = ['allowOrigins', 'allowHeaders', 'exposeHeaders'].map((key) =>
    items(child(stated, key)).flatMap(({ value }) => (typeof value === 'string' ? [value] : [])),
  );
  if (!origins || origins.length === 0) return undefined;
  const { allowCredentials, maxAge } = stated.value;
  return {
    origins,
    ...(allowHeaders && allowHeaders.length > 0 && { allowHeaders }),
    ...(exposeHeaders && exposeHeaders.length > 0 && { exposeHeaders }),
    ...(allowCredentials === true && { credentials: true }),
    ...(typeof maxAge === 'number' && { maxAgeSeconds: maxAge }),
  };
}

const PARTS = ['allowOrigins', 'allowHeaders', 'exposeHeaders', 'allowCredentials', 'maxAge'];

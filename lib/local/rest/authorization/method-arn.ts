import { partitionOf } from '../../arn/partition-of.js';
import type { Exchange } from '../exchange/exchange.js';

/** `arn:aws:execute-api:REGION:ACCOUNT:API/STAGE/METHOD/PATH`, the path as it was asked for. */
export function methodArn(exchange: Exchange): string {
  const { services, apiId, stageName } = exchange.scope;
  const path = exchange.path.replace(/^\//, '');
  return `arn:${partitionOf(services.region)}:execute-api:${services.region}:${services.account}:${apiId}/${stageName}/${exchange.request.method}/${path}`;
}

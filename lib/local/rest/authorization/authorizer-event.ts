import { requestContext } from '../exchange/context-variables.js';
import type { Exchange } from '../exchange/exchange.js';
import { joinHeaders, lastQueryValues, multiHeaders, multiQueryValues } from '../integration/event-values.js';
import { methodArn } from './method-arn.js';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html */
export const tokenEvent = (exchange: Exchange, token: string): Record<string, unknown> => ({
  type: 'TOKEN',
  methodArn: methodArn(exchange),
  authorizationToken: token,
});

export const requestEvent = (exchange: Exchange): Record<string, unknown> => ({
  type: 'REQUEST',
  methodArn: methodArn(exchange),
  resource: exchange.route?.method.path ?? '',
  path: exchange.path,
  httpMethod: exchange.request.method,
  headers: joinHeaders(exchange.headers),
  multiValueHeaders: multiHeaders(exchange.headers),
  queryStringParameters: lastQueryValues(exchange.query),
  multiValueQueryStringParameters: multiQueryValues(exchange.query),
  pathParameters: exchange.route?.pathParameters ?? {},
  stageVariables: exchange.scope.variables,
  requestContext: requestContext(exchange),
});

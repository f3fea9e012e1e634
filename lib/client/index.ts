export type {
  CallArguments,
  Client,
  ClientAnswer,
  ClientAuth,
  ClientGateway,
  ClientOptions,
  ClientRequest,
  ClientResponse,
  ClientRoute,
  ClientScheme,
  GatewayClient,
  QueryValue,
  SignedRequest,
} from './client.js';
export { ClientError, type ClientErrorCode } from './client-error.js';
export { createClient } from './create-client.js';
export { type RetryOptions, retrying } from './retrying.js';

export type {
  CallArguments,
  Client,
  ClientAuth,
  ClientOptions,
  ClientRequest,
  ClientResponse,
  ClientRoute,
  ClientScheme,
  QueryValue,
  SignedRequest,
} from './client.js';
export { ClientError, type ClientErrorCode } from './client-error.js';
export { createClient } from './create-client.js';

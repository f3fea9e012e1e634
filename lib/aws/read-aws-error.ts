import { oneLine } from '../errors/one-line.js';
import { AwsCallError, type AwsFault } from './aws-call-error.js';

/** The call that failed. */
export interface CalledAction {
  /** As AWS names it: `CreateApiKey`. */
  readonly action: string;
  readonly region: string;
  readonly endpoint: string | undefined;
  /** Never to be repeated in a message: AWS might quote the request. */
  readonly secret?: string | undefined;
}

/** What the SDK throws, as far as it is looked at. */
interface Thrown {
  readonly name?: string;
  readonly message?: string;
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $response?: { readonly headers?: Readonly<Record<string, string>> };
}

/** https://docs.aws.amazon.com/apigateway/latest/api/CommonErrors.html */
const BY_NAME: Readonly<Record<string, AwsFault>> = {
  NotFoundException: 'not-found',
  ResourceNotFoundException: 'not-found',
  ConflictException: 'conflict',
  BadRequestException: 'refused',
  ValidationError: 'refused',
  ValidationException: 'refused',
  TooManyRequestsException: 'throttled',
  Throttling: 'throttled',
  ThrottlingException: 'throttled',
  RequestLimitExceeded: 'throttled',
  AccessDenied: 'access-denied',
  AccessDeniedException: 'access-denied',
  ExpiredToken: 'expired-session',
  ExpiredTokenException: 'expired-session',
  RequestExpired: 'expired-session',
  UnrecognizedClientException: 'bad-credentials',
  InvalidClientTokenId: 'bad-credentials',
  InvalidSignatureException: 'bad-credentials',
  SignatureDoesNotMatch: 'bad-credentials',
  IncompleteSignature: 'bad-credentials',
  MissingAuthenticationToken: 'bad-credentials',
  TimeoutError: 'interrupted',
};

const BY_CODE: Readonly<Record<string, AwsFault>> = {
  ECONNREFUSED: 'unreachable',
  ENOTFOUND: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EAI_AGAIN: 'interrupted',
  ECONNRESET: 'interrupted',
  ECONNABORTED: 'interrupted',
  EPIPE: 'interrupted',
  ETIMEDOUT: 'interrupted',
};

/** An error of the SDK as one of ours. */
export function readAwsError(error: unknown, called: CalledAction): AwsCallError {
  const thrown = (error ?? {}) as Thrown;
  const fault = faultOf(thrown);
  const said = wordsOf(thrown, called.secret);
  return new AwsCallError(fault, MESSAGES[fault](called, said), retryAfterMs(thrown));
}

function faultOf(thrown: Thrown): AwsFault {
  const { name = '', code = '', message = '', $metadata } = thrown;
  if (/CredentialsProviderError|TokenProviderError/.test(name))
    return /expired/i.test(message) ? 'expired-session' : 'no-credentials';
  if (/^Region is missing/.test(message)) return 'no-region';
  if (name === 'ValidationError' && /does not exist/.test(message)) return 'not-found';
  // Both a rate, which says when to come back, and a quota such as the 10,000 keys of an account, which does not.
  if (name === 'LimitExceededException') return retryAfterMs(thrown) === undefined ? 'refused' : 'throttled';
  const status = $metadata?.httpStatusCode ?? 0;
  return BY_NAME[name] ?? BY_CODE[code] ?? BY_STATUS[status] ?? 'failed';
}

const BY_STATUS: Readonly<Record<number, AwsFault>> = {
  400: 'refused',
  403: 'access-denied',
  404: 'not-found',
  409: 'conflict',
  429: 'throttled',
};

function wordsOf({ message, name, code }: Thrown, secret: string | undefined): string {
  const text = message || code || name || 'no reason given';
  return oneLine(secret ? text.replaceAll(secret, '…') : text, 300);
}

/** https://www.rfc-editor.org/rfc/rfc9110#field.retry-after, in seconds; a date is not what AWS sends. */
function retryAfterMs({ $response }: Thrown): number | undefined {
  const header = Object.entries($response?.headers ?? {}).find(([name]) => name.toLowerCase() === 'retry-after')?.[1];
  return header !== undefined && /^\d{1,4}(\.\d+)?$/.test(header) ? Number(header) * 1000 : undefined;
}

const MESSAGES = {
  'not-found': ({ action, region }, said) => `${action} in ${region} found nothing: ${said}`,
  conflict: ({ action, region }, said) => `${action} in ${region} is in conflict with what is there: ${said}`,
  refused: ({ action, region }, said) => `${action} in ${region} was refused: ${said}`,
  throttled: ({ action, region }, said) =>
    `${action} in ${region} was throttled, also after waiting (${said}); others use this account's control plane too, so try again later`,
  'access-denied': ({ action, region }, said) =>
    `${action} in ${region} was denied: ${said}; gatewright keys policy prints the actions that the command needs`,
  'no-credentials': (_, said) =>
    `no AWS credentials found (${said}); sign in, or set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY`,
  'bad-credentials': ({ endpoint, region }, said) =>
    endpoint === undefined
      ? `AWS does not know these credentials in ${region}: ${said}`
      : `${oneLine(endpoint)} does not know these credentials: ${said}; a local gateway knows AWS_ACCESS_KEY_ID=local with what .gatewright/signing-secret holds as AWS_SECRET_ACCESS_KEY`,
  'expired-session': (_, said) => `the AWS session has expired (${said}); sign in again, then run the command again`,
  'no-region': () => 'no AWS region known: name one with --region, or set AWS_REGION',
  unreachable: ({ endpoint, region }, said) =>
    endpoint === undefined
      ? `AWS cannot be reached in ${region}: ${said}`
      : `nothing answers at ${oneLine(endpoint)}: ${said}; is the local gateway running?`,
  interrupted: ({ action, region }, said) => `${action} in ${region} got no answer, also when tried again: ${said}`,
  failed: ({ action, region }, said) => `${action} in ${region} failed: ${said}`,
} satisfies Record<AwsFault, (called: CalledAction, said: string) => string>;

/** Whether AWS failed on its own side, so that the same call may succeed. */
export function isServerError(error: unknown): boolean {
  return ((error as Thrown | undefined)?.$metadata?.httpStatusCode ?? 0) >= 500;
}

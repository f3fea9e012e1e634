import type { KeyRefusal, KeyRequestError } from '../../keys/key-request-error.js';
import { AwsError } from '../aws-error.js';

export const badRequest = (message: string): AwsError => new AwsError('BadRequestException', 400, message);
export const notFound = (message: string): AwsError => new AwsError('NotFoundException', 404, message);
/** @throws AwsError where there is none of what the caller named */
export function found<T>(item: T | undefined, what: 'API' | 'stage' | 'API Key' | 'Usage Plan'): T {
  if (item === undefined) throw noSuch(what);
  return item;
}

const noSuch = (what: string): AwsError => notFound(`Invalid ${what} identifier specified`);
const conflict = (message: string): AwsError => new AwsError('ConflictException', 409, message);
const limitExceeded = (message: string): AwsError => new AwsError('LimitExceededException', 429, message);

/** Messages are API Gateway's own where they are known, otherwise those of the key store. */
const REFUSALS = {
  'unknown-key': () => noSuch('API Key'),
  'unknown-plan': () => noSuch('Usage Plan'),
  'not-on-plan': notFound,
  'template-key': badRequest,
  'bad-value': badRequest,
  'value-taken': () => conflict('API Key already exists'),
  'already-on-plan': conflict,
  'stage-conflict': conflict,
  'too-many-plans': limitExceeded,
  'too-many-keys': limitExceeded,
  'no-quota': badRequest,
} satisfies Record<KeyRefusal, (message: string) => AwsError>;

/** What API Gateway answers where the key store refuses. */
export function asAwsError({ refusal, message }: KeyRequestError): AwsError {
  return REFUSALS[refusal](message);
}

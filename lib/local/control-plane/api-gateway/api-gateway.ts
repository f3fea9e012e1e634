import { KeyRequestError } from '../../keys/key-request-error.js';
import { decodePercent } from '../../paths/decode-percent.js';
import { AwsError } from '../aws-error.js';
import type { ControlPlaneAnswer, ControlPlaneCall, ControlPlaneWorld } from '../control-plane-call.js';
import type { ControlPlaneThrottle } from '../control-plane-throttle.js';
import { apiKeyOperations } from './api-keys.js';
import type { Operation } from './operation.js';
import { asAwsError, notFound } from './refusals.js';
import { restApiOperations } from './rest-apis.js';
import { tagOperations } from './tags.js';
import { usageOperations } from './usage.js';
import { usagePlanKeyOperations } from './usage-plan-keys.js';
import { usagePlanOperations } from './usage-plans.js';

const OPERATIONS: readonly Operation[] = [
  ...apiKeyOperations,
  ...usagePlanOperations,
  ...usagePlanKeyOperations,
  ...usageOperations,
  ...tagOperations,
  ...restApiOperations,
];

/**
 * API Gateway's own API, for what key administration needs of it.
 *
 * https://docs.aws.amazon.com/apigateway/latest/api/API_Operations.html
 */
export function createApiGateway(world: ControlPlaneWorld, throttle: ControlPlaneThrottle) {
  return ({ method, path, query, body }: ControlPlaneCall): ControlPlaneAnswer => {
    const segments = path.slice(1).split('/').map(decodePercent);
    const operation = OPERATIONS.find((candidate) => candidate.method === method && matches(candidate.path, segments));
    if (operation === undefined) throw notFound(`The local gateway does not serve ${method} ${path}`);
    if (!throttle(operation.name)) throw new AwsError('TooManyRequestsException', 429, 'Too Many Requests');
    const parameters = segments.filter((_, at) => operation.path.split('/')[at] === '*');
    const input = { world, parameter: (at: number) => parameters[at] ?? '', query, body };
    return restJson(
      operation.status,
      refusedAsAws(() => operation.run(input)),
      world.randomId(),
    );
  };
}

export function refuseRestJson({ code, status, message }: AwsError, requestId: string): ControlPlaneAnswer {
  const { headers, ...answer } = restJson(status, { message }, requestId);
  return { ...answer, headers: { ...headers, 'x-amzn-errortype': code } };
}

function matches(path: string, segments: readonly string[]): boolean {
  const pattern = path.split('/');
  return pattern.length === segments.length && pattern.every((part, at) => part === '*' || part === segments[at]);
}

function refusedAsAws<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw error instanceof KeyRequestError ? asAwsError(error) : error;
  }
}

function restJson(status: number, document: unknown, requestId: string): ControlPlaneAnswer {
  const headers = { 'content-type': 'application/json', 'x-amzn-requestid': requestId };
  return { status, headers, body: document === undefined ? '' : JSON.stringify(document) };
}

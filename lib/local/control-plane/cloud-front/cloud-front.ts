import { createHash } from 'node:crypto';
import type { ServedDistribution } from '../../cloudfront/create-distribution.js';
import { AwsError } from '../aws-error.js';
import type { ControlPlaneAnswer, ControlPlaneCall, ControlPlaneWorld } from '../control-plane-call.js';
import { distributionConfig, distributionXml, errorXml } from './distribution-xml.js';
import { createInvalidations } from './invalidations.js';
import { readOriginHeaders, withoutHeaderValues } from './read-origin-headers.js';

const PATH = /^\/2020-05-31\/distribution\/([A-Z0-9]+)(?:\/(config)|\/(invalidation)(?:\/([A-Z0-9]+))?)?$/;

/**
 * GetDistribution, GetDistributionConfig and UpdateDistribution of CloudFront, whose updates may change what origins are
 * sent and nothing else. They hold until the model is read anew. CreateInvalidation and GetInvalidation besides.
 *
 * https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_UpdateDistribution.html
 */
export function createCloudFront(world: ControlPlaneWorld) {
  const invalidations = createInvalidations(world);
  return ({ method, path, ifMatch, body }: ControlPlaneCall): ControlPlaneAnswer => {
    const [, id, config, invalidation, invalidationId] = PATH.exec(path) ?? [];
    const distribution = world.distributions().find(({ model }) => model.id === id);
    if (id !== undefined && !distribution)
      throw new AwsError('NoSuchDistribution', 404, 'The specified distribution does not exist.');
    if (distribution && invalidation !== undefined) {
      if (method === 'POST' && invalidationId === undefined) return invalidations.create(distribution, body);
      if (method === 'GET' && invalidationId !== undefined) return invalidations.get(distribution, invalidationId);
      throw unknownOperation();
    }
    if (distribution && method === 'GET') return answer(distribution, config !== undefined, world);
    if (distribution && method === 'PUT' && config !== undefined) {
      update(distribution, body, ifMatch, world);
      return answer(distribution, false, world);
    }
    throw unknownOperation();
  };
}

const SERVED =
  'The local gateway serves GetDistribution, GetDistributionConfig, UpdateDistribution, CreateInvalidation and GetInvalidation alone';

const unknownOperation = (): AwsError => new AwsError('UnknownOperationException', 404, SERVED);

export function refuseXml({ code, status, message }: AwsError, requestId: string): ControlPlaneAnswer {
  return { status, headers: { 'content-type': 'text/xml' }, body: errorXml(code, message, requestId) };
}

function answer(distribution: ServedDistribution, isConfig: boolean, world: ControlPlaneWorld): ControlPlaneAnswer {
  const { resolveSecrets } = world;
  const config = distributionConfig(distribution, resolveSecrets);
  const body = isConfig ? config : distributionXml(distribution, world.model().account, resolveSecrets);
  return { status: 200, headers: { 'content-type': 'text/xml', etag: etagOf(config) }, body };
}

function update(
  distribution: ServedDistribution,
  body: string,
  ifMatch: string,
  { resolveSecrets }: ControlPlaneWorld,
): void {
  const config = distributionConfig(distribution, resolveSecrets);
  if (ifMatch === '')
    throw new AwsError('InvalidIfMatchVersion', 400, 'The If-Match version is missing or not valid for the resource.');
  if (ifMatch !== etagOf(config))
    throw new AwsError('PreconditionFailed', 412, 'The precondition in one or more of the request fields is false.');
  if (withoutHeaderValues(body) !== withoutHeaderValues(config)) {
    const message = "The local gateway changes the values of origins' headers, and nothing else of a distribution.";
    throw new AwsError('InvalidArgument', 400, message);
  }
  for (const [origin, headers] of readOriginHeaders(body)) distribution.replaceOriginHeaders(origin, headers);
}

function etagOf(config: string): string {
  return `E${createHash('sha256').update(config).digest('hex').slice(0, 13).toUpperCase()}`;
}

import type { ServedDistribution } from '../../cloudfront/create-distribution.js';
import { AwsError } from '../aws-error.js';
import { element, type XmlElement, xmlDocument } from '../cloud-formation/xml.js';
import type { ControlPlaneAnswer } from '../control-plane-call.js';
import { NAMESPACE } from './distribution-xml.js';
import { textOf, textsOf } from './read-xml.js';

interface Invalidation {
  readonly id: string;
  readonly distributionId: string;
  readonly createdAt: string;
  readonly callerReference: string;
  readonly paths: readonly string[];
}

export interface InvalidationWorld {
  readonly nowMs: () => number;
  readonly randomId: () => string;
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-invalidations */
const MAX_PATHS = 3_000;
const REMEMBERED = 100;

/**
 * CreateInvalidation and GetInvalidation of CloudFront. Here an invalidation is done when it is answered.
 *
 * https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateInvalidation.html
 */
export function createInvalidations({ nowMs, randomId }: InvalidationWorld) {
  let remembered: readonly Invalidation[] = [];

  return {
    create(distribution: ServedDistribution, body: string): ControlPlaneAnswer {
      const { callerReference, paths } = readBatch(body);
      const distributionId = distribution.model.id;
      const former = remembered.find(
        (one) => one.distributionId === distributionId && one.callerReference === callerReference,
      );
      if (former) return former.paths.join('\n') === paths.join('\n') ? answer(201, former) : reused();
      distribution.invalidate(paths);
      const id = `I${randomId().replaceAll('-', '').slice(0, 13).toUpperCase()}`;
      const createdAt = new Date(nowMs()).toISOString();
      const made: Invalidation = { id, distributionId, createdAt, callerReference, paths };
      remembered = [made, ...remembered].slice(0, REMEMBERED);
      return answer(201, made);
    },
    get(distribution: ServedDistribution, id: string): ControlPlaneAnswer {
      const found = remembered.find((one) => one.id === id && one.distributionId === distribution.model.id);
      if (found) return answer(200, found);
      throw new AwsError('NoSuchInvalidation', 404, 'The specified invalidation does not exist.');
    },
  };
}

function readBatch(body: string): Pick<Invalidation, 'callerReference' | 'paths'> {
  const paths = textsOf(body, 'Path');
  const callerReference = textOf(body, 'CallerReference');
  if (callerReference === '') throw invalid('CallerReference is required.');
  if (Number(textOf(body, 'Quantity')) !== paths.length) {
    throw new AwsError('InconsistentQuantities', 400, 'The value of Quantity and the size of Items do not match.');
  }
  if (paths.length > MAX_PATHS) {
    throw new AwsError('TooManyInvalidationsInProgress', 400, `An invalidation has ${MAX_PATHS} paths at most.`);
  }
  const isInvalid = (path: string) => !/^[/#][!-~]*$/.test(path) || path === '#';
  if (paths.length === 0 || paths.some(isInvalid)) {
    throw invalid('Each path has to begin with a slash, each tag with a number sign, and there has to be one.');
  }
  return { callerReference, paths };
}

const invalid = (message: string): AwsError => new AwsError('InvalidArgument', 400, message);

function reused(): never {
  throw invalid('This caller reference was used for another invalidation.');
}

function answer(status: number, invalidation: Invalidation): ControlPlaneAnswer {
  const { id, distributionId } = invalidation;
  const location = `https://cloudfront.amazonaws.com/2020-05-31/distribution/${distributionId}/invalidation/${id}`;
  const headers = { 'content-type': 'text/xml', ...(status === 201 && { location }) };
  return { status, headers, body: xmlDocument('Invalidation', NAMESPACE, describe(invalidation)) };
}

const describe = ({ id, createdAt, callerReference, paths }: Invalidation): readonly XmlElement[] => [
  element('Id', id),
  element('Status', 'Completed'),
  element('CreateTime', createdAt),
  element(
    'InvalidationBatch',
    element(
      'Paths',
      element('Quantity', String(paths.length)),
      element('Items', ...paths.map((path) => element('Path', path))),
    ),
    element('CallerReference', callerReference),
  ),
];

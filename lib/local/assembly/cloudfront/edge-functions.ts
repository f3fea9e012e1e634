import { type EdgeFunctionModel, MAX_EDGE_FUNCTION_BYTES } from '../../model/distribution.js';
import { oneOf, optional } from '../optional.js';
import type { Properties } from '../properties.js';
import type { ReaderContext, ResolvedResource } from '../reader-context.js';

/** Functions by their ARN. */
export function readEdgeFunctions(context: ReaderContext): ReadonlyMap<string, EdgeFunctionModel> {
  return new Map(context.ofType('AWS::CloudFront::Function').flatMap(readFunction));
}

function readFunction({ id, properties, notice, logicalId }: ResolvedResource): [string, EdgeFunctionModel][] {
  const config = properties.object('FunctionConfig');
  const code = properties.string('FunctionCode');
  if (config.has('KeyValueStoreAssociations')) {
    notice('not-emulated', 'key value stores are not there: cf.kvs() throws');
  }
  if (code !== undefined && /\bBuffer\b/.test(code)) notice('not-emulated', 'Buffer is not there');
  const bytes = Buffer.byteLength(code ?? '');
  if (bytes > MAX_EDGE_FUNCTION_BYTES) {
    notice('not-emulated', `it fails: it has ${bytes} bytes, and CloudFront takes ${MAX_EDGE_FUNCTION_BYTES} at most`);
  }
  const edgeFunction: EdgeFunctionModel = {
    name: properties.string('Name') ?? logicalId,
    ...optional('code', code),
    runtime: oneOf(config.string('Runtime'), ['cloudfront-js-1.0', 'cloudfront-js-2.0']) ?? 'cloudfront-js-1.0',
  };
  return id === undefined ? [] : [[id, edgeFunction]];
}

/** A function that cannot be known stands in the way, instead of being skipped. */
const UNKNOWN: EdgeFunctionModel = { name: 'unknown', runtime: 'cloudfront-js-2.0' };

/** The functions that a behavior calls, by their event. */
export function readAssociations(
  behavior: Properties,
  functions: ReadonlyMap<string, EdgeFunctionModel>,
): { readonly viewerRequest?: EdgeFunctionModel; readonly viewerResponse?: EdgeFunctionModel } {
  const associated = new Map(
    behavior
      .objects('FunctionAssociations')
      .map((one) => [one.string('EventType'), functions.get(one.string('FunctionARN') ?? '') ?? UNKNOWN]),
  );
  return {
    ...optional('viewerRequest', associated.get('viewer-request')),
    ...optional('viewerResponse', associated.get('viewer-response')),
  };
}

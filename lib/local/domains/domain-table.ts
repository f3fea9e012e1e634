import type { CloudModel, DomainModel } from '../model/cloud.js';

type Mapping = DomainModel['mappings'][number];

/** A stage that a domain maps a path to. */
export interface MappedPath extends Pick<Mapping, 'apiId' | 'stage'> {
  /** With its leading slash, or empty. */
  readonly basePath: string;
  /** What is left of the path. */
  readonly rawPath: string;
}

/**
 * The mapping with the longest base path that a path begins with, segment by segment.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mappings.html
 *
 * @param path undecoded
 */
export function mappedPath({ mappings }: DomainModel, path: string): MappedPath | undefined {
  const covering = mappings.filter(({ basePath }) => basePath === '' || `${path}/`.startsWith(`/${basePath}/`));
  const [best] = covering.toSorted((one, other) => other.basePath.length - one.basePath.length);
  if (best === undefined) return undefined;
  const basePath = best.basePath === '' ? '' : `/${best.basePath}`;
  return { apiId: best.apiId, stage: best.stage, basePath, rawPath: path.slice(basePath.length) || '/' };
}

/**
 * Whether the plain front answers for an API: it stands in for the API's own address, and for domains that ask for no
 * certificate. An API that can be reached through mutual TLS alone is closed there.
 */
export const isOpenOnFront = (
  { domains }: Pick<CloudModel, 'domains'>,
  api: { readonly apiId: string; readonly disableExecuteApiEndpoint: boolean },
): boolean =>
  !api.disableExecuteApiEndpoint ||
  domains.some(({ mutualTls, mappings }) => !mutualTls && mappings.some(({ apiId }) => apiId === api.apiId));

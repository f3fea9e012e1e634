import { existsSync } from 'node:fs';
import type { DomainModel, Truststore } from '../model/cloud.js';
import { groupBy } from './group-by.js';
import { optional } from './optional.js';
import type { Properties } from './properties.js';
import type { ReaderContext, ResolvedResource } from './reader-context.js';

type Mapping = DomainModel['mappings'][number] & { readonly domainName: string };

/** All custom domain names of both kinds, each with the stages that are mapped below it. */
export function readDomains(context: ReaderContext): DomainModel[] {
  const mappings = groupBy(
    [
      ...context.ofType('AWS::ApiGateway::BasePathMapping').flatMap((one) => readMapping(one, REST)),
      ...context.ofType('AWS::ApiGatewayV2::ApiMapping').flatMap((one) => readMapping(one, HTTP)),
    ],
    ({ domainName }) => domainName,
  );
  return context.ofType('AWS::ApiGateway::DomainName', 'AWS::ApiGatewayV2::DomainName').flatMap((resource) => {
    const { stack, logicalId, properties } = resource;
    const name = properties.string('DomainName');
    if (name === undefined) return [];
    const mapped = mappings.get(name) ?? [];
    return [
      {
        stackName: stack.name,
        logicalId,
        name,
        ...optional('mutualTls', readMutualTls(resource, context)),
        mappings: mapped.map(({ domainName: _, ...mapping }) => mapping),
      },
    ];
  });
}

const REST = { api: 'RestApiId', path: 'BasePath' } as const;
const HTTP = { api: 'ApiId', path: 'ApiMappingKey' } as const;

function readMapping({ properties, notice }: ResolvedResource, names: typeof REST | typeof HTTP): Mapping[] {
  const domainName = properties.string('DomainName');
  const apiId = properties.string(names.api);
  const stage = properties.string('Stage');
  if (domainName === undefined || apiId === undefined) return [];
  if (stage === undefined) {
    notice('not-emulated', 'a mapping without a stage is not served');
    return [];
  }
  const basePath = (properties.string(names.path) ?? '').replace(/^\/+|\/+$/g, '');
  return [{ domainName, apiId, stage, basePath: basePath === '(none)' ? '' : basePath }];
}

/** Whatever cannot be read of it, a domain that asks for certificates never becomes one that asks for none. */
function readMutualTls(resource: ResolvedResource, context: ReaderContext): DomainModel['mutualTls'] {
  const { properties, notice } = resource;
  if (!properties.has('MutualTlsAuthentication')) return undefined;
  const truststore = readTruststore(properties.object('MutualTlsAuthentication'), context);
  if (truststore.kind === 'unavailable') notice('not-emulated', `not served: ${truststore.reason}`);
  return { truststore };
}

function readTruststore(settings: Properties, { assets }: ReaderContext): Truststore {
  const uri = settings.string('TruststoreUri');
  const key = /^s3:\/\/[^/]+\/(.+)$/.exec(uri ?? '')?.[1];
  if (key === undefined) return unavailable('its trust store has no s3:// address that can be known here');
  const path = assets.get(key);
  if (path === undefined) return unavailable(`its trust store ${uri} is not an asset of the cloud assembly`);
  return existsSync(path) ? { kind: 'file', path } : unavailable('its trust store is missing in the cloud assembly');
}

const unavailable = (reason: string): Truststore => ({ kind: 'unavailable', reason });

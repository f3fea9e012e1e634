import type { OriginRequestPolicyModel, Selection } from '../../model/distribution.js';
import type { ReaderContext, ResolvedResource } from '../reader-context.js';
import { MANAGED_ORIGIN_REQUEST_POLICIES } from './managed-policies.js';
import { NONE, readCookies, readHeaders, readQueryStrings } from './selections.js';

/** Policies by their id: the assembly's and AWS's own. */
export function readOriginRequestPolicies(context: ReaderContext): ReadonlyMap<string, OriginRequestPolicyModel> {
  const own = context.ofType('AWS::CloudFront::OriginRequestPolicy');
  return new Map([...MANAGED_ORIGIN_REQUEST_POLICIES, ...own.flatMap(readPolicy)]);
}

function readPolicy({ id, properties }: ResolvedResource): [string, OriginRequestPolicyModel][] {
  const config = properties.object('OriginRequestPolicyConfig');
  const headers = readHeaders(config);
  const listed = config
    .object('HeadersConfig')
    .strings('Headers')
    .map((name) => name.toLowerCase());
  const policy: OriginRequestPolicyModel = {
    headers: withoutCloudFront(headers),
    cloudFrontHeaders: headers.kind === 'all-except' ? [] : listed.filter(isCloudFront),
    cookies: readCookies(config),
    queryStrings: readQueryStrings(config),
  };
  return id === undefined ? [] : [[id, policy]];
}

const isCloudFront = (name: string): boolean => name.startsWith('cloudfront-');

/** What CloudFront adds is no header of the viewer's. */
function withoutCloudFront(headers: Selection): Selection {
  if (headers.kind !== 'only') return headers;
  const names = headers.names.filter((name) => !isCloudFront(name));
  return names.length === 0 ? NONE : { kind: 'only', names };
}

import type { Issue } from '../../../errors/issue.js';
import type { Domain } from '../../domain.js';
import type { GatewaySpec } from '../../gateway.js';
import { isHostName, isWithin } from '../domain-issues.js';
import { brokenRules, type Rule } from '../rule.js';

const CERTIFICATES =
  'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html';
const ALIASES = 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html';
const APEX =
  'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-choosing-alias-non-alias.html';
const PROTOCOLS =
  'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html';
const EDGE_CERTIFICATE = /^arn:aws:acm:us-east-1:\d{12}:certificate\/[A-Za-z0-9-]{1,64}$/;

const BEHIND_EDGE: readonly Rule<Domain>[] = [
  {
    holds: ({ certificateArn = '' }) => EDGE_CERTIFICATE.test(certificateArn),
    words: ({ certificateArn }) => ({
      code: 'EDGE_CERTIFICATE_REGION',
      at: 'certificateArn',
      message: 'CloudFront takes certificates of us-east-1 alone, wherever the APIs are',
      got: certificateArn,
      allowed: 'arn:aws:acm:us-east-1:ACCOUNT:certificate/ID',
      fix: 'ask ACM in us-east-1 for a certificate of the same names, which costs nothing',
      source: CERTIFICATES,
    }),
  },
  {
    holds: ({ alternateNames = [] }) => alternateNames.every(isHostName),
    words: ({ alternateNames = [] }) => ({
      code: 'EDGE_ALTERNATE_NAME',
      at: 'alternateNames',
      message: 'these are no names in the DNS',
      got: alternateNames.filter((name) => !isHostName(name)),
      allowed: 'two labels or more, of lower-case letters, digits and dashes',
      fix: 'write the names alone, without https:// and path',
      source: ALIASES,
    }),
  },
  {
    // How many there may be is a quota.
    holds: ({ name, alternateNames = [] }) => repeated([name, ...alternateNames]).length === 0,
    words: ({ name, alternateNames = [] }) => ({
      code: 'EDGE_ALTERNATE_NAMES',
      at: 'alternateNames',
      message: 'a distribution has each of its names once',
      got: repeated([name, ...alternateNames]),
      allowed: "names besides the domain's own, each once",
      fix: 'leave out those that stand there twice',
      source: ALIASES,
    }),
  },
  {
    holds: ({ alternateNames = [], hostedZone }) =>
      hostedZone === undefined || alternateNames.every((one) => isWithin(one, hostedZone.name)),
    words: ({ alternateNames, hostedZone }) => ({
      code: 'EDGE_ALTERNATE_ZONE',
      at: 'alternateNames',
      message: 'the aliases of all names are written into one zone, and these are not in it',
      got: alternateNames?.filter((one) => !isWithin(one, hostedZone?.name ?? '')),
      allowed: `names that end in .${hostedZone?.name}`,
      fix: 'leave the zone out and write the aliases yourself, or take names of the zone',
      source: ALIASES,
    }),
  },
  {
    holds: ({ name, alternateNames = [], hostedZone }) =>
      hostedZone !== undefined || ![name, ...alternateNames].some(isApex),
    words: ({ name, alternateNames = [] }) => ({
      code: 'EDGE_APEX',
      at: 'hostedZone',
      message:
        'at the top of a zone the DNS allows no CNAME, and CloudFront has no addresses of its own to write there',
      got: [name, ...alternateNames].filter(isApex),
      allowed: 'a name below it (api.bookshop.example), or its Route 53 zone, which knows aliases',
      fix: "write hostedZone: { id: 'Z0123456789ABCDEFGHIJ', name: 'bookshop.example' }",
      source: APEX,
    }),
  },
  {
    holds: ({ mutualTls }) => mutualTls === undefined,
    words: ({ mutualTls }) => ({
      code: 'EDGE_MUTUAL_TLS',
      at: 'mutualTls',
      message: 'callers show their certificates to the edge, which does not hand them on',
      got: mutualTls,
      allowed: 'client certificates on a gateway without an edge',
      fix: 'leave out mutualTls, or put its routes into a gateway without an edge',
      source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html',
    }),
  },
  {
    holds: ({ basePath, shared }) => basePath === undefined && shared === undefined,
    words: ({ basePath, shared }) => ({
      code: 'EDGE_SHARED_DOMAIN',
      at: shared === undefined ? 'basePath' : 'shared',
      message: 'a distribution has its names for itself',
      got: shared === undefined ? basePath : shared,
      allowed: 'a name of its own for a gateway with an edge',
      fix: 'leave out basePath and shared, or the edge',
      source: ALIASES,
    }),
  },
];

const WITHOUT_EDGE: readonly Rule<Domain>[] = [
  {
    holds: ({ alternateNames = [] }) => alternateNames.length === 0,
    words: ({ alternateNames }) => ({
      code: 'DOMAIN_ALTERNATE_NAMES',
      at: 'alternateNames',
      message: 'a name of API Gateway is one name',
      got: alternateNames,
      allowed: 'more names with an edge',
      fix: 'write edge: {} on the gateway, or leave them out',
      source: ALIASES,
    }),
  },
  {
    holds: ({ minimumTls }) => minimumTls !== '1.3',
    words: ({ minimumTls }) => ({
      code: 'DOMAIN_TLS',
      at: 'minimumTls',
      message: 'API Gateway speaks TLS 1.2 as well to whoever asks for it',
      got: minimumTls,
      allowed: "'1.2', or '1.3' with an edge",
      fix: 'write edge: {} on the gateway, or leave it out',
      source: PROTOCOLS,
    }),
  },
];

const ALWAYS: readonly Rule<Domain>[] = [
  {
    holds: ({ minimumTls }) => minimumTls === undefined || ['1.2', '1.3'].includes(minimumTls),
    words: ({ minimumTls }) => ({
      code: 'DOMAIN_TLS_VERSION',
      at: 'minimumTls',
      message: 'this is no version of TLS that is still spoken',
      got: minimumTls,
      allowed: "'1.2' or '1.3'",
      fix: "leave it out ('1.2')",
      source: PROTOCOLS,
    }),
  },
];

/** What a name may be with an edge, and what it may be with one alone. */
export function edgeDomainIssues({ domain, edge }: GatewaySpec): readonly Issue[] {
  if (!domain) return [];
  return brokenRules([...ALWAYS, ...(edge ? BEHIND_EDGE : WITHOUT_EDGE)], domain, 'domain');
}

function repeated(names: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return [...new Set(names.filter((name) => seen.size === seen.add(name).size))];
}

/** Of two labels; deeper zones than these are their owner's, who names them. */
function isApex(name: string): boolean {
  return name.split('.').length === 2;
}

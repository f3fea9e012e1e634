import type { Issue } from '../../../errors/issue.js';
import { schemesOf } from '../../access.js';
import type { Edge } from '../../edge.js';
import type { GatewaySpec } from '../../gateway.js';
import { isCountryCode } from '../firewall/country-codes.js';
import { HTTPS_ADDRESS, isHttpsAddress } from '../https-address.js';
import { placeOf } from '../place-of.js';
import { brokenRules, issueAt, type Rule } from '../rule.js';
import { allCacheIssues } from './cache-issues.js';
import { edgeDomainIssues } from './edge-domain-issues.js';

const GEO = 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/georestrictions.html';
const ROTATION = 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_schedule.html';
const ORIGIN =
  'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html';
const SIGNATURE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html';

const RULES: readonly Rule<Edge>[] = [
  {
    holds: ({ geo }) => geo === undefined || strangersIn(geo).length === 0,
    words: ({ geo }) => ({
      code: 'EDGE_COUNTRY',
      at: 'geo',
      message: 'these are no countries',
      got: geo && strangersIn(geo),
      allowed: 'two capital letters of ISO 3166-1: CH, DE',
      fix: 'write the codes of the countries',
      source: GEO,
    }),
  },
  {
    holds: ({ geo }) => geo === undefined || countriesIn(geo).length > 0,
    words: ({ geo }) => ({
      code: 'EDGE_NO_COUNTRY',
      at: 'geo',
      message: 'a list of no country serves nobody, or everybody',
      got: geo,
      allowed: 'one country or more',
      fix: 'leave geo out, or name countries',
      source: GEO,
    }),
  },
  {
    holds: ({ origin }) => origin?.rotateEveryDays === undefined || isWhole(origin.rotateEveryDays, 1, 1_000),
    words: ({ origin }) => ({
      code: 'EDGE_ROTATION',
      at: 'origin.rotateEveryDays',
      message: 'Secrets Manager cannot change the secret that often, or that seldom',
      got: origin?.rotateEveryDays,
      allowed: 'whole days, 1 to 1,000',
      fix: 'leave it out (30), or write another number',
      source: ROTATION,
    }),
  },
  {
    holds: ({ origin }) => origin?.rotateEveryDays === undefined || origin.closedBy !== 'none',
    words: ({ origin }) => ({
      code: 'EDGE_ROTATION_NOTHING',
      at: 'origin.rotateEveryDays',
      message: 'no secret closes the origin, so there is none to change',
      got: origin,
      allowed: "closedBy: 'secret' or 'sent', or no rotateEveryDays",
      fix: 'leave out one of the two',
    }),
  },
  {
    holds: ({ origin }) => origin?.failover === undefined || isOrigin(origin.failover),
    words: ({ origin }) => ({
      code: 'EDGE_FAILOVER',
      at: 'origin.failover',
      message: 'CloudFront asks another host in place of ours, with the same path',
      got: origin?.failover,
      allowed: `${HTTPS_ADDRESS}, of a host in the public DNS alone`,
      fix: "write 'https://api-eu.bookshop.example'",
      source: ORIGIN,
    }),
  },
];

/** What is wrong with an edge, and with what stands behind it. */
export function edgeIssues(spec: GatewaySpec): readonly Issue[] {
  return [
    ...allCacheIssues(spec),
    ...(spec.edge ? [...brokenRules(RULES, spec.edge, 'edge'), ...signedIssues(spec)] : []),
    ...edgeDomainIssues(spec),
  ];
}

/** A signature covers the Host that the caller named, and API Gateway sees another behind CloudFront. */
function signedIssues(spec: GatewaySpec): readonly Issue[] {
  return spec.routes.flatMap((route) => {
    const iam = schemesOf(route.auth ?? spec.auth ?? 'public').find(({ kind }) => kind === 'iam');
    if (!iam) return [];
    return [
      issueAt(placeOf(route), {
        code: 'EDGE_SIGNATURE',
        at: 'auth',
        message: 'a signature of AWS covers the host, which is another one behind an edge: none would hold',
        got: iam.name,
        allowed: 'any other scheme behind an edge',
        fix: 'take tokens or keys, or put the route into a gateway without an edge',
        source: SIGNATURE,
      }),
    ];
  });
}

function countriesIn(geo: NonNullable<Edge['geo']>): readonly string[] {
  return 'allow' in geo ? geo.allow : geo.block;
}

function strangersIn(geo: NonNullable<Edge['geo']>): readonly string[] {
  return countriesIn(geo).filter((code) => !isCountryCode(code));
}

function isWhole(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

/** Scheme and host, and nothing behind. */
/** No address and no name of one label: CloudFront looks origins up in the public DNS. */
const DNS_NAME = /^([a-z0-9-]+\.)+[a-z][a-z0-9-]*$/;

function isOrigin(url: string): boolean {
  if (!isHttpsAddress(url)) return false;
  const { hostname, pathname, port } = new URL(url);
  return pathname === '/' && port === '' && DNS_NAME.test(hostname);
}

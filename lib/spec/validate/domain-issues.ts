import type { Issue } from '../../errors/issue.js';
import { schemesOf } from '../access.js';
import type { Domain } from '../domain.js';
import type { GatewaySpec } from '../gateway.js';
import { placeOf } from './place-of.js';
import { brokenRules, issueAt, type Rule } from './rule.js';

const CREATE_DOMAIN = 'https://docs.aws.amazon.com/apigateway/latest/api/API_CreateDomainName.html';
const MUTUAL_TLS = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html';
const LABEL = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?';
const HOST = new RegExp(`^(?=.{1,253}$)(${LABEL}\\.)+${LABEL}$`);
const CERTIFICATE_ARN = /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[A-Za-z0-9-]{1,64}$/;
/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_HostedZone.html */
const ZONE_ID = /^[A-Z0-9]{1,32}$/;
/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const API_MAPPINGS = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-mappings.html';
const BASE_PATH = /^(?=.{1,300}$)[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)*$/;
const S3_OBJECT = /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\/[^\s]{1,1024}$/;

const CERTIFICATE_RULE: Rule<Domain> = {
  holds: ({ certificateArn, shared }) => (shared ? certificateArn === undefined : isCertificate(certificateArn)),
  words: ({ certificateArn }) => ({
    code: 'DOMAIN_CERTIFICATE',
    at: 'certificateArn',
    message: 'API Gateway serves a name with a certificate of ACM',
    got: certificateArn,
    allowed: "arn:aws:acm:REGION:ACCOUNT:certificate/ID, in the gateway's Region; none for a shared name",
    fix: 'copy the ARN of the certificate for the name',
    source: CREATE_DOMAIN,
  }),
};

const RULES: readonly Rule<Domain>[] = [
  {
    holds: ({ name }) => isHostName(name),
    words: ({ name }) => ({
      code: 'DOMAIN_NAME',
      at: 'name',
      message: 'this is no name in the DNS',
      got: name,
      allowed: 'two labels or more, of lower-case letters, digits and dashes: api.bookshop.example',
      fix: 'write the name alone, without https:// and path',
      source: CREATE_DOMAIN,
    }),
  },
  CERTIFICATE_RULE,
  {
    holds: ({ name, hostedZone }) =>
      hostedZone === undefined || (ZONE_ID.test(hostedZone.id) && isWithin(name, hostedZone.name)),
    words: ({ name, hostedZone }) => ({
      code: 'DOMAIN_ZONE',
      at: 'hostedZone',
      message: `the alias of ${name} is written into a zone that holds it`,
      got: hostedZone,
      allowed: 'the id of a Route 53 zone, and its name: the domain itself or what it ends in',
      fix: "write hostedZone: { id: 'Z0123456789ABCDEFGHIJ', name: 'bookshop.example' }",
      source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-to-api-gateway.html',
    }),
  },
  {
    holds: ({ mutualTls }) => mutualTls === undefined || isTruststore(mutualTls.truststore),
    words: ({ mutualTls }) => ({
      code: 'DOMAIN_TRUSTSTORE',
      at: 'mutualTls.truststore',
      message: "certificates of clients' authorities stand in one file",
      got: mutualTls?.truststore,
      allowed: 'a relative path below the code root without .., or s3://BUCKET/KEY',
      fix: 'write certificates/clients.pem',
      source: MUTUAL_TLS,
    }),
  },
  {
    holds: ({ mutualTls }) =>
      mutualTls?.version === undefined || (mutualTls.version !== '' && mutualTls.truststore.startsWith('s3://')),
    words: ({ mutualTls }) => ({
      code: 'DOMAIN_TRUSTSTORE_VERSION',
      at: 'mutualTls.version',
      message: 'a version is that of an object in S3',
      got: mutualTls?.version,
      allowed: 'the id of a version, with an s3:// trust store',
      fix: 'leave it out: a file is uploaded anew when it changes',
      source: MUTUAL_TLS,
    }),
  },
  {
    holds: ({ shared, hostedZone, mutualTls, minimumTls, alternateNames }) =>
      !shared || [hostedZone, mutualTls, minimumTls, alternateNames].every((setting) => setting === undefined),
    words: ({ name }) => ({
      code: 'DOMAIN_SHARED',
      at: 'shared',
      message: `${name} is made elsewhere, and what it asks of callers is said there`,
      got: 'shared: true, with settings of the name itself',
      allowed: 'name, shared and basePath',
      fix: 'leave out hostedZone, mutualTls, minimumTls and alternateNames, or leave out shared',
      source: API_MAPPINGS,
    }),
  },
  {
    holds: ({ basePath }) => basePath === undefined || BASE_PATH.test(basePath),
    words: ({ basePath }) => ({
      code: 'DOMAIN_BASE_PATH',
      at: 'basePath',
      message: 'this is no path that a gateway can stand below',
      got: basePath,
      allowed:
        'segments of letters, digits, dashes, dots and underscores with a slash between them, 300 characters at most',
      fix: "write it without slashes around it: 'shop', 'billing/v2'",
      source: API_MAPPINGS,
    }),
  },
];

export function domainIssues(spec: GatewaySpec): readonly Issue[] {
  // Of a certificate at the edge, the edge has rules of its own.
  const rules = spec.edge ? RULES.filter((rule) => rule !== CERTIFICATE_RULE) : RULES;
  return [...(spec.domain ? brokenRules(rules, spec.domain, 'domain') : []), ...clientCertificateIssues(spec)];
}

/** Client certificates are the domain's affair, with one trust store for all. */
function clientCertificateIssues(spec: GatewaySpec): readonly Issue[] {
  const stated = [
    { auth: spec.auth, place: () => 'auth' },
    ...spec.routes.map((route) => ({ auth: route.auth, place: () => `${placeOf(route)}.auth` })),
  ];
  const uses = stated.flatMap(({ auth = 'public', place }) =>
    schemesOf(auth).flatMap(({ kind, name }) => (kind === 'mutual-tls' ? [{ name, place }] : [])),
  );
  const [first] = uses;
  const names = [...new Set(uses.map(({ name }) => name))];
  if (!first) return [];
  return [
    ...(spec.domain?.mutualTls ? [] : [domainMissing(first.place(), first.name)]),
    ...(names.length > 1 ? [schemesAlike(names)] : []),
  ];
}

function domainMissing(place: string, name: string): Issue {
  return issueAt(place, {
    code: 'MUTUAL_TLS_DOMAIN',
    at: '',
    message: `${name} asks for client certificates, and a domain with a trust store checks them`,
    got: 'a gateway without domain.mutualTls',
    allowed: 'domain: { …, mutualTls: { truststore } } on the gateway',
    fix: "add mutualTls: { truststore: 'certificates/clients.pem' } to the gateway's domain",
    source: MUTUAL_TLS,
  });
}

function schemesAlike(names: readonly string[]): Issue {
  return issueAt('auth', {
    code: 'MUTUAL_TLS_SCHEMES',
    at: '',
    message: 'a domain has one trust store, so a certificate for one of these schemes is one for all of them',
    got: names,
    allowed: 'one mutualTls scheme in a gateway',
    fix: 'use one scheme, or put the routes into two gateways',
    source: MUTUAL_TLS,
  });
}

/** A name stands in front of one API, until an edge joins two. */
export function domainApiIssues({ domain, edge }: GatewaySpec, hasTwoApis: boolean): readonly Issue[] {
  if (!domain || edge || !hasTwoApis) return [];
  return [
    issueAt('domain', {
      code: 'DOMAIN_TWO_APIS',
      at: '',
      message: 'some routes need a REST API and some are on an HTTP API, and one name serves one of them',
      got: domain.name,
      allowed: `a domain where one API serves all routes${takesEdge(domain) ? ', or an edge' : ''}`,
      fix: `${withoutOneApi(domain)}, or put all routes on one API type: api: 'rest'`,
      source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-custom-domain-names.html',
    }),
  ];
}

/** Nor does it stand in front of the parts of a split gateway, each of which has an API. */
export function domainPartsIssues({ domain, edge }: GatewaySpec, isSplit: boolean): readonly Issue[] {
  if (!domain || edge || !isSplit) return [];
  return [
    issueAt('domain', {
      code: 'DOMAIN_PARTS',
      at: '',
      message: 'the gateway is split, each part has an API of its own, and one name serves one of them',
      got: domain.name,
      allowed: `a domain where the gateway is one API${takesEdge(domain) ? ', or an edge' : ''}`,
      fix: takesEdge(domain) ? withoutOneApi(domain) : `${withoutOneApi(domain)}; or ${ONE_API}`,
      source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-custom-domain-names.html',
    }),
  ];
}

/** A distribution has its names for itself, and asks nobody for a certificate. */
function takesEdge({ mutualTls, shared, basePath }: Domain): boolean {
  return !mutualTls && shared === undefined && basePath === undefined;
}

const ONE_API =
  'make it one API again, without split, and with quotas as AWS has raised them: quotas: { httpRoutes: … }';

/** What to do where a gateway is more than the one API that its name serves. */
function withoutOneApi(domain: Domain): string {
  if (takesEdge(domain)) return 'write edge: {} on the gateway';
  if (domain.mutualTls)
    return 'put the routes into two gateways, each with a name: an edge does not hand client certificates on';
  return 'put the routes into two gateways, each below the name at a basePath of its own: an edge would have the name for itself';
}

export function isHostName(name: string): boolean {
  return HOST.test(name);
}

/** Whether a zone of the DNS, with or without a dot at its end, holds a name. */
export function isWithin(name: string, zone: string): boolean {
  const suffix = zone.replace(/\.$/, '');
  return HOST.test(suffix) && (name === suffix || name.endsWith(`.${suffix}`));
}

function isCertificate(arn: string | undefined): boolean {
  return arn !== undefined && CERTIFICATE_ARN.test(arn);
}

function isTruststore(path: string): boolean {
  if (path.startsWith('s3:')) return S3_OBJECT.test(path);
  return /[A-Za-z0-9]/.test(path) && !/^([/\\]|[A-Za-z]+:)/.test(path) && !path.split(/[/\\]/).includes('..');
}

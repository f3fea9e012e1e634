import { type Domain, type Edge, iam } from 'gatewright';
import { describe, expect, it } from 'vitest';
import { aRoute, issuesOf, specOf } from '../../specs.js';

const route = aRoute('GET /a', { api: 'rest' });
const codes = (edge: unknown, more = {}) =>
  issuesOf(specOf([route], { edge: edge as Edge, ...more })).map(({ code, place }) => [code, place]);

const CERTIFICATE = 'arn:aws:acm:us-east-1:123456789012:certificate/12345678-aaaa-bbbb-cccc-1234567890ab';
const domain = { name: 'api.bookshop.example', certificateArn: CERTIFICATE } satisfies Domain;
const zone = { id: 'Z0123456789ABCDEFGHIJ', name: 'bookshop.example' };

describe('an edge', () => {
  it.each<[string, Edge]>([
    ['with nothing said', {}],
    ['for two countries', { geo: { allow: ['CH', 'DE'] } }],
    ['but for one country', { geo: { block: ['KP'] } }],
    ['of the cheapest part of the world', { priceClass: '100' }],
    ['without what it adds', { securityHeaders: false, compress: false, accessLogs: false }],
    ['whose secret changes daily', { origin: { rotateEveryDays: 1 } }],
    ['whose secret changes every 1,000 days', { origin: { closedBy: 'secret', rotateEveryDays: 1_000 } }],
    ['whose origins are open', { origin: { closedBy: 'none' } }],
    ['whose secret is sent and not asked for', { origin: { closedBy: 'sent', rotateEveryDays: 7 } }],
    ['with another gateway', { origin: { failover: 'https://api-eu.bookshop.example' } }],
  ])('is taken %s', (_title, edge) => {
    expect(codes(edge)).toEqual([]);
  });

  it.each<[string, unknown, string, string]>([
    ['a country that there is not', { geo: { allow: ['CH', 'XX'] } }, 'EDGE_COUNTRY', 'edge.geo'],
    ['a country in small letters', { geo: { block: ['ch'] } }, 'EDGE_COUNTRY', 'edge.geo'],
    ['no country', { geo: { allow: [] } }, 'EDGE_NO_COUNTRY', 'edge.geo'],
    ['a secret of 0 days', { origin: { rotateEveryDays: 0 } }, 'EDGE_ROTATION', 'edge.origin.rotateEveryDays'],
    ['a secret of 1,001 days', { origin: { rotateEveryDays: 1_001 } }, 'EDGE_ROTATION', 'edge.origin.rotateEveryDays'],
    ['a secret of half a day', { origin: { rotateEveryDays: 0.5 } }, 'EDGE_ROTATION', 'edge.origin.rotateEveryDays'],
    [
      'days for no secret',
      { origin: { closedBy: 'none', rotateEveryDays: 7 } },
      'EDGE_ROTATION_NOTHING',
      'edge.origin.rotateEveryDays',
    ],
    ['another origin in clear', { origin: { failover: 'http://eu.example' } }, 'EDGE_FAILOVER', 'edge.origin.failover'],
    ['one with a path', { origin: { failover: 'https://eu.example/x' } }, 'EDGE_FAILOVER', 'edge.origin.failover'],
    ['an address of IPv4', { origin: { failover: 'https://127.0.0.1' } }, 'EDGE_FAILOVER', 'edge.origin.failover'],
    ['an address of IPv6', { origin: { failover: 'https://[::1]' } }, 'EDGE_FAILOVER', 'edge.origin.failover'],
    ['a name of one label', { origin: { failover: 'https://localhost' } }, 'EDGE_FAILOVER', 'edge.origin.failover'],
    ['one with a port', { origin: { failover: 'https://eu.example:8443' } }, 'EDGE_FAILOVER', 'edge.origin.failover'],
    ['a setting that there is not', { http3: true }, 'UNKNOWN_PROPERTY', 'edge.http3'],
    ['a setting of origins that there is not', { origin: { mtls: true } }, 'UNKNOWN_PROPERTY', 'edge.origin.mtls'],
    ['both lists of countries', { geo: { allow: ['CH'], block: ['DE'] } }, 'EDGE', 'edge.geo'],
    ['a price class of CDK', { priceClass: 'PriceClass_100' }, 'EDGE', 'edge.priceClass'],
    ['a yes for a list', true, 'EDGE', 'edge'],
    ['a text for a switch', { compress: 'yes' }, 'EDGE', 'edge.compress'],
  ])('is refused with %s', (_title, edge, code, place) => {
    expect(codes(edge)).toContainEqual([code, place]);
  });

  it('refuses signatures of AWS, which cover another host', () => {
    const signed = aRoute('GET /signed', { auth: iam('machines'), api: 'rest' });
    expect(issuesOf(specOf([signed])).length).toBe(0);
    expect(issuesOf(specOf([signed], { edge: {} })).map(({ code, place }) => [code, place])).toEqual([
      ['EDGE_SIGNATURE', "routes['GET /signed'].auth"],
    ]);
  });
});

describe('the name of an edge', () => {
  it.each<[string, Domain]>([
    ['alone', domain],
    ['with another name', { ...domain, alternateNames: ['shop.other.example'] }],
    ['at the top of its zone', { ...domain, name: 'bookshop.example', hostedZone: zone }],
    ['with names of its zone', { ...domain, alternateNames: ['www.bookshop.example'], hostedZone: zone }],
    ['with TLS 1.3 alone', { ...domain, minimumTls: '1.3' }],
  ])('is taken %s', (_title, given) => {
    expect(codes({}, { domain: given })).toEqual([]);
  });

  it.each<[string, unknown, string, string]>([
    [
      'a certificate of another Region',
      { ...domain, certificateArn: CERTIFICATE.replace('us-east-1', 'eu-west-1') },
      'EDGE_CERTIFICATE_REGION',
      'domain.certificateArn',
    ],
    [
      'a certificate of another partition',
      { ...domain, certificateArn: CERTIFICATE.replace('arn:aws:', 'arn:aws-cn:') },
      'EDGE_CERTIFICATE_REGION',
      'domain.certificateArn',
    ],
    ['what is no certificate', { ...domain, certificateArn: 'c1' }, 'EDGE_CERTIFICATE_REGION', 'domain.certificateArn'],
    ['an apex without a zone', { ...domain, name: 'bookshop.example' }, 'EDGE_APEX', 'domain.hostedZone'],
    ['another apex without a zone', { ...domain, alternateNames: ['other.example'] }, 'EDGE_APEX', 'domain.hostedZone'],
    ['no name', { ...domain, alternateNames: ['https://x.example'] }, 'EDGE_ALTERNATE_NAME', 'domain.alternateNames'],
    ['a name twice', { ...domain, alternateNames: [domain.name] }, 'EDGE_ALTERNATE_NAMES', 'domain.alternateNames'],
    [
      'a name outside of its zone',
      { ...domain, hostedZone: zone, alternateNames: ['www.other.example'] },
      'EDGE_ALTERNATE_ZONE',
      'domain.alternateNames',
    ],
    [
      'client certificates',
      { ...domain, mutualTls: { truststore: 'certificates/clients.pem' } },
      'EDGE_MUTUAL_TLS',
      'domain.mutualTls',
    ],
    ['a path below it', { ...domain, basePath: 'shop' }, 'EDGE_SHARED_DOMAIN', 'domain.basePath'],
    ['TLS 1.1', { ...domain, minimumTls: '1.1' }, 'DOMAIN_TLS_VERSION', 'domain.minimumTls'],
  ])('is refused with %s', (_title, given, code, place) => {
    expect(codes({}, { domain: given })).toContainEqual([code, place]);
  });

  it.each([
    ['TLS 1.3', { minimumTls: '1.3' }, 'DOMAIN_TLS'],
    ['more names', { alternateNames: ['www.bookshop.example'] }, 'DOMAIN_ALTERNATE_NAMES'],
  ])('and no other has %s', (_title, more, code) => {
    const given = { ...domain, ...more } as Domain;
    expect(issuesOf(specOf([route], { domain: given })).map((issue) => issue.code)).toEqual([code]);
  });

  it('serves both APIs at once', () => {
    const two = [aRoute('GET /a'), aRoute('GET /b', { api: 'rest' })];
    expect(issuesOf(specOf(two, { domain })).map(({ code }) => code)).toEqual(['DOMAIN_TWO_APIS']);
    expect(issuesOf(specOf(two, { domain, edge: {} }))).toEqual([]);
  });
});

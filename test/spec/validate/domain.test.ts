import { anyOf, type Domain, iam, jwt, mutualTls, reply } from 'gatewright';
import { describe, expect, it } from 'vitest';
import { aRoute, faultsOf, specOf } from '../specs.js';

const CERTIFICATE = 'arn:aws:acm:eu-west-1:123456789012:certificate/12345678-aaaa-bbbb-cccc-1234567890ab';
const zone = (name: string, id = 'Z0123456789ABCDEFGHIJ') => ({ hostedZone: { id, name } });
const trusting = (truststore: string, version?: string) => ({
  mutualTls: { truststore, ...(version !== undefined && { version }) },
});
const faults = (more: Partial<Domain>, routes = [aRoute('GET /a')]) =>
  faultsOf(specOf(routes, { domain: { name: 'api.bookshop.example', certificateArn: CERTIFICATE, ...more } }));

const sharedFaults = (more: Partial<Domain>) =>
  faultsOf(specOf([aRoute('GET /a')], { domain: { name: 'api.bookshop.example', shared: true, ...more } }));

describe('a name that is made elsewhere', () => {
  it('needs no certificate, at its root and below a path', () => {
    expect(sharedFaults({})).toEqual([]);
    expect(sharedFaults({ basePath: 'shop' })).toEqual([]);
  });

  it.each<[string, Partial<Domain>]>([
    ['a zone', zone('bookshop.example')],
    ['a trust store', trusting('certificates/clients.pem')],
    ['a version of TLS', { minimumTls: '1.2' }],
    ['other names', { alternateNames: ['www.bookshop.example'] }],
  ])('takes no %s, which is said elsewhere', (_title, more) => {
    expect(sharedFaults(more).map(({ code, place }) => [code, place])).toContainEqual([
      'DOMAIN_SHARED',
      'domain.shared',
    ]);
  });

  it('is no name of ours without a certificate', () => {
    const without = faultsOf(specOf([aRoute('GET /a')], { domain: { name: 'api.bookshop.example' } }));
    expect(without.map(({ code }) => code)).toEqual(['DOMAIN_CERTIFICATE']);
  });
});

describe('a domain', () => {
  it.each<[string, Partial<Domain>]>([
    ['alone', {}],
    ['in its zone', zone('bookshop.example')],
    ['in a zone that ends in a dot', zone('bookshop.example.')],
    ['that is its zone', { name: 'bookshop.example', ...zone('bookshop.example') }],
    ['with a file of authorities', trusting('certificates/clients.pem')],
    ['with an object of authorities', trusting('s3://bookshop-trust/clients.pem')],
    ['with a version of an object', trusting('s3://bookshop-trust/clients.pem', 'v1')],
    ['below a path', { basePath: 'shop' }],
    ['below a path of two segments', { basePath: 'billing/v2' }],
  ])('is taken %s', (_title, more) => {
    expect(faults(more)).toEqual([]);
  });

  it.each<[string, Partial<Domain>, string, string]>([
    ['a path with a slash before it', { basePath: '/shop' }, 'DOMAIN_BASE_PATH', 'domain.basePath'],
    ['a path with a slash behind it', { basePath: 'shop/' }, 'DOMAIN_BASE_PATH', 'domain.basePath'],
    ['no path', { basePath: '' }, 'DOMAIN_BASE_PATH', 'domain.basePath'],
    ['a path with a parameter', { basePath: 'shop/{id}' }, 'DOMAIN_BASE_PATH', 'domain.basePath'],
    ['a path of 301 characters', { basePath: 'a'.repeat(301) }, 'DOMAIN_BASE_PATH', 'domain.basePath'],
    ['a shared name with a certificate', { shared: true }, 'DOMAIN_CERTIFICATE', 'domain.certificateArn'],
    ['a name of one label', { name: 'localhost' }, 'DOMAIN_NAME', 'domain.name'],
    ['an address', { name: 'https://api.bookshop.example' }, 'DOMAIN_NAME', 'domain.name'],
    ['a name with a port', { name: 'api.bookshop.example:443' }, 'DOMAIN_NAME', 'domain.name'],
    ['a name in capitals', { name: 'API.bookshop.example' }, 'DOMAIN_NAME', 'domain.name'],
    ['a label that begins with a dash', { name: '-api.bookshop.example' }, 'DOMAIN_NAME', 'domain.name'],
    ['a label of 64 characters', { name: `${'a'.repeat(64)}.example` }, 'DOMAIN_NAME', 'domain.name'],
    ['a certificate by its id', { certificateArn: '12345678' }, 'DOMAIN_CERTIFICATE', 'domain.certificateArn'],
    [
      'a certificate of IAM',
      { certificateArn: 'arn:aws:iam::1:server-certificate/a' },
      'DOMAIN_CERTIFICATE',
      'domain.certificateArn',
    ],
    ['another zone', zone('library.example'), 'DOMAIN_ZONE', 'domain.hostedZone'],
    ['a zone whose name only ends alike', zone('shop.example'), 'DOMAIN_ZONE', 'domain.hostedZone'],
    ['a zone without a name', zone(''), 'DOMAIN_ZONE', 'domain.hostedZone'],
    ['a zone by its path', zone('bookshop.example', '/hostedzone/Z1'), 'DOMAIN_ZONE', 'domain.hostedZone'],
    ['a file outside the code', trusting('../clients.pem'), 'DOMAIN_TRUSTSTORE', 'domain.mutualTls.truststore'],
    ['a file by its full path', trusting('/etc/clients.pem'), 'DOMAIN_TRUSTSTORE', 'domain.mutualTls.truststore'],
    ['no file', trusting(''), 'DOMAIN_TRUSTSTORE', 'domain.mutualTls.truststore'],
    ['a bucket without a key', trusting('s3://bookshop-trust'), 'DOMAIN_TRUSTSTORE', 'domain.mutualTls.truststore'],
    ['another protocol', trusting('https://a.example/c.pem'), 'DOMAIN_TRUSTSTORE', 'domain.mutualTls.truststore'],
    ['a version of a file', trusting('clients.pem', 'v1'), 'DOMAIN_TRUSTSTORE_VERSION', 'domain.mutualTls.version'],
    [
      'a version without an id',
      trusting('s3://abc/c.pem', ''),
      'DOMAIN_TRUSTSTORE_VERSION',
      'domain.mutualTls.version',
    ],
  ])('is refused with %s', (_title, more, code, place) => {
    expect(faults(more)).toMatchObject([{ code, place }]);
  });

  it('is refused in front of two APIs', () => {
    expect(faults({}, [aRoute('GET /a'), aRoute('GET /b', { to: reply(200, {}) })])).toMatchObject([
      { code: 'DOMAIN_TWO_APIS', place: 'domain', got: '"api.bookshop.example"' },
    ]);
  });

  it('checks client certificates where it has a trust store', () => {
    const routes = [aRoute('GET /a', { auth: mutualTls('certified') })];
    expect(faults(trusting('clients.pem'), routes)).toEqual([]);
    expect(faults({}, routes)).toMatchObject([{ code: 'MUTUAL_TLS_DOMAIN' }]);
  });

  it('is refused with two schemes for one trust store', () => {
    const routes = ['partners', 'devices'].map((name) => aRoute(`GET /${name}`, { auth: mutualTls(name) }));
    expect(faults(trusting('clients.pem'), routes)).toMatchObject([
      { code: 'MUTUAL_TLS_SCHEMES', got: '["partners","devices"]' },
    ]);
  });
});

describe('combinations', () => {
  it('that no method can ask for are an issue of each route that has them', () => {
    const auth = anyOf(iam('aws'), jwt('users', { issuer: 'https://id.example/', audience: 'shop' }));
    const routes = [aRoute('GET /a', { auth }), aRoute('GET /b', { auth: undefined })];
    expect(faultsOf(specOf(routes, { auth }))).toMatchObject([
      { code: 'AUTH_COMBINATION', place: 'auth', got: 'aws (iam), or a token' },
      { code: 'AUTH_COMBINATION', place: "routes['GET /a'].auth", got: 'aws (iam), or a token' },
    ]);
  });
});

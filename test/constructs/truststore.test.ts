import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { afterAll, describe, expect, it } from 'vitest';
import { GatewayStack } from '../../lib/constructs/index.js';
import { IssuesError } from '../../lib/errors/issue.js';
import { backend, type GatewaySpec, gateway, mutualTls, route } from '../../lib/spec/index.js';
import { fakeBundler as bundler } from './support/fake-bundler.js';
import { quietApp } from './support/synth.js';

const codeRoot = mkdtempSync(join(tmpdir(), 'gatewright-truststore-'));
afterAll(() => rmSync(codeRoot, { recursive: true, force: true }));

const certificate = readFileSync(new URL('../fixtures/truststore.pem', import.meta.url), 'utf8');
const key = '-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n';

const spec: GatewaySpec = gateway('own', {
  domain: {
    name: 'own.example',
    certificateArn: 'arn:aws:acm:eu-west-1:111122223333:certificate/1',
    mutualTls: { truststore: 'trust.pem' },
  },
  auth: mutualTls('partners'),
  routes: [route('GET /a', { to: backend('somewhere') })],
});

function synthesized(): Template {
  const backends = { somewhere: { kind: 'url', url: 'https://somewhere.example' } } as const;
  const props = { gateway: spec, bundler, codeRoot, backends };
  return Template.fromStack(new GatewayStack<GatewaySpec>(quietApp(), 'Own', props));
}

function issuesOf(act: () => unknown): IssuesError['issues'] {
  try {
    act();
  } catch (error) {
    if (error instanceof IssuesError) return error.issues;
    throw error;
  }
  return [];
}

const uriIn = (template: Template): string => {
  const [domain] = Object.values(template.findResources('AWS::ApiGatewayV2::DomainName'));
  return JSON.stringify(domain?.Properties.MutualTlsAuthentication.TruststoreUri);
};

describe('the file of a trust store', () => {
  it.each<[string, string | undefined, string]>([
    ['is not there', undefined, 'does not exist'],
    ['is empty', '', 'holds no certificate'],
    ['is no PEM', 'certificates, soon', 'holds no certificate'],
    ['holds a private key', key, 'no certificate'],
    ['holds a private key behind a certificate', `${certificate}${key}`, 'no certificate'],
    ['holds a certificate request', certificate.replaceAll('CERTIFICATE', 'CERTIFICATE REQUEST'), 'no certificate'],
    ['holds a certificate that is cut off', certificate.slice(0, certificate.length - 60), 'cannot be read'],
    ['holds something else in a certificate', certificate.replace('MII', 'XXX'), 'cannot be read'],
    ['is too large', `${certificate}${'#'.repeat(1_000_000)}`, 'too large'],
    ['holds too many', certificate.replace(/^The.*\n/, '').repeat(1_001), 'too'],
  ])('is refused where it %s', (_fault, content, message) => {
    rmSync(join(codeRoot, 'trust.pem'), { recursive: true, force: true });
    if (content !== undefined) writeFileSync(join(codeRoot, 'trust.pem'), content);
    const issues = issuesOf(synthesized);
    expect(issues).toMatchObject([{ code: 'TRUSTSTORE_FILE', place: 'domain.mutualTls.truststore' }]);
    expect(issues[0]?.message).toContain(message);
    expect(JSON.stringify(issues)).not.toContain('c2VjcmV0');
  });

  it('is refused where it is a directory', () => {
    rmSync(join(codeRoot, 'trust.pem'), { recursive: true, force: true });
    mkdirSync(join(codeRoot, 'trust.pem'));
    expect(issuesOf(synthesized)).toMatchObject([{ message: 'the trust store is no file' }]);
  });

  it('is told together with what is wrong with bindings', () => {
    rmSync(join(codeRoot, 'trust.pem'), { recursive: true, force: true });
    const props = { gateway: spec, bundler, codeRoot, backends: {} };
    const issues = issuesOf(() => new GatewayStack<GatewaySpec>(quietApp(), 'Own', props));
    expect(issues.map(({ code }) => code)).toEqual(['BACKEND_NOT_BOUND', 'TRUSTSTORE_FILE']);
  });

  it('has another address when its content changes, and else the same', () => {
    rmSync(join(codeRoot, 'trust.pem'), { recursive: true, force: true });
    writeFileSync(join(codeRoot, 'trust.pem'), certificate);
    const [first, same] = [uriIn(synthesized()), uriIn(synthesized())];
    writeFileSync(join(codeRoot, 'trust.pem'), `${certificate}${certificate}`);
    expect(same).toBe(first);
    expect(uriIn(synthesized())).not.toBe(first);
  });
});

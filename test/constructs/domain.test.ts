import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { GatewayStack } from '../../lib/constructs/index.js';
import { type GatewaySpec, gateway, lambda, reply, route } from '../../lib/spec/index.js';
import { couriersApi, shopsApi } from '../fixtures/gateways/own-domain.js';
import { fakeBundler as bundler } from './support/fake-bundler.js';
import { bodyOf, quietApp } from './support/synth.js';

const codeRoot = fileURLToPath(new URL('../fixtures', import.meta.url));
const certificateArn = 'arn:aws:acm:eu-west-1:111122223333:certificate/1';

function templateOf(spec: GatewaySpec): Template {
  return Template.fromStack(
    new GatewayStack<GatewaySpec>(quietApp(), 'Own', { gateway: spec, bundler, codeRoot, backends: {} }),
  );
}

const plain = (to: 'http' | 'rest') =>
  gateway('plain', {
    domain: { name: 'plain.example', certificateArn },
    routes: [route('GET /a', { auth: 'public', to: to === 'http' ? lambda('a.ts') : reply(200, 1) })],
  });

const couriers = templateOf(couriersApi);
const shops = templateOf(shopsApi);

describe('a name of its own', () => {
  it('is regional, speaks TLS 1.2 and both kinds of IP address, and maps its root to the API’s stage', () => {
    couriers.hasResourceProperties('AWS::ApiGatewayV2::DomainName', {
      DomainName: 'couriers.parcel.example',
      DomainNameConfigurations: [
        {
          CertificateArn: 'arn:aws:acm:eu-west-1:111122223333:certificate/9f8e7d6c-1111-2222-3333-444455556666',
          EndpointType: 'REGIONAL',
          SecurityPolicy: 'TLS_1_2',
          IpAddressType: 'dualstack',
        },
      ],
    });
    couriers.hasResourceProperties('AWS::ApiGatewayV2::ApiMapping', {
      ApiId: { Ref: 'HttpApi' },
      DomainName: { Ref: 'Domain' },
      Stage: { Ref: 'HttpApiStage' },
      ApiMappingKey: Match.absent(),
    });
  });

  it('stands before a REST API alike', () => {
    shops.hasResourceProperties('AWS::ApiGatewayV2::ApiMapping', {
      ApiId: { Ref: 'RestApi' },
      Stage: { Ref: 'RestApiStage' },
    });
  });

  it('is the same resource where a change moves the gateway to the other kind of API', () => {
    const names = [plain('http'), plain('rest')].map((spec) =>
      templateOf(spec).findResources('AWS::ApiGatewayV2::DomainName'),
    );
    expect(names[0]).toEqual(names[1]);
    expect(Object.keys(names[0] ?? {})).toEqual(['Domain']);
  });

  it.each([
    ['HTTP', couriers, 'AWS::ApiGatewayV2::Api', 'couriers'],
    ['REST', shops, 'AWS::ApiGateway::RestApi', 'shops'],
  ] as const)('switches the other address of the %s API off, in resource and body', (_kind, made, type, name) => {
    made.hasResourceProperties(type, { DisableExecuteApiEndpoint: true });
    expect(bodyOf(made, type).servers).toEqual([
      {
        url: `https://${name}.parcel.example`,
        'x-amazon-apigateway-endpoint-configuration': { disableExecuteApiEndpoint: true },
      },
    ]);
  });

  it('leaves the address on where there is no other', () => {
    const made = templateOf(gateway('none', { routes: [route('GET /a', { auth: 'public', to: lambda('a.ts') })] }));
    made.hasResourceProperties('AWS::ApiGatewayV2::Api', { DisableExecuteApiEndpoint: Match.absent() });
    expect(bodyOf(made, 'AWS::ApiGatewayV2::Api')).not.toHaveProperty('servers');
    made.resourceCountIs('AWS::ApiGatewayV2::DomainName', 0);
  });

  it('is what the outputs give as address, with the target for a DNS elsewhere', () => {
    couriers.hasOutput('HttpApiUrl', { Value: 'https://couriers.parcel.example' });
    shops.hasOutput('RestApiUrl', { Value: 'https://shops.parcel.example' });
    shops.hasOutput('DomainName', { Value: 'shops.parcel.example' });
    shops.hasOutput('DomainTarget', { Value: { 'Fn::GetAtt': ['Domain', 'RegionalDomainName'] } });
  });

  it('is an alias for both kinds of IP address in the zone that is named, and in no other', () => {
    for (const Type of ['A', 'AAAA']) {
      couriers.hasResourceProperties('AWS::Route53::RecordSet', {
        Type,
        Name: 'couriers.parcel.example',
        HostedZoneId: 'Z0PARCEL',
        AliasTarget: {
          DNSName: { 'Fn::GetAtt': ['Domain', 'RegionalDomainName'] },
          HostedZoneId: { 'Fn::GetAtt': ['Domain', 'RegionalHostedZoneId'] },
        },
      });
    }
    couriers.resourceCountIs('AWS::Route53::RecordSet', 2);
    shops.resourceCountIs('AWS::Route53::RecordSet', 0);
  });
});

describe('client certificates', () => {
  it('are held against a file that is an asset under the hash of its content', () => {
    couriers.hasResourceProperties('AWS::ApiGatewayV2::DomainName', {
      MutualTlsAuthentication: {
        TruststoreUri: {
          'Fn::Join': [
            '',
            [
              's3://',
              { 'Fn::Sub': Match.stringLikeRegexp('-assets-') },
              Match.stringLikeRegexp('^/[0-9a-f]{64}\\.pem$'),
            ],
          ],
        },
        TruststoreVersion: Match.absent(),
      },
    });
  });

  it('are held against an object of S3 in the version that is given', () => {
    shops.hasResourceProperties('AWS::ApiGatewayV2::DomainName', {
      MutualTlsAuthentication: {
        TruststoreUri: 's3://parcel-trust/shops.pem',
        TruststoreVersion: '3sL4kqtJlcpXroDTDmJ.rmSpXd3dIbrHY',
      },
    });
  });

  it('are asked of nobody where the spec does not', () => {
    templateOf(plain('http')).hasResourceProperties('AWS::ApiGatewayV2::DomainName', {
      MutualTlsAuthentication: Match.absent(),
    });
  });

  it('have no key of the authority beside them', () => {
    expect(readFileSync(`${codeRoot}/truststore.pem`, 'utf8')).not.toContain('PRIVATE KEY');
  });
});

describe('a name below a path', () => {
  const below = (domain: NonNullable<GatewaySpec['domain']>) =>
    templateOf(gateway('below', { domain, routes: [route('GET /a', { auth: 'public', to: lambda('a.ts') })] }));

  it('is made with a mapping of this path, and outputs end in it', () => {
    const template = below({ name: 'plain.example', certificateArn, basePath: 'billing/v2' });
    template.resourceCountIs('AWS::ApiGatewayV2::DomainName', 1);
    template.hasResourceProperties('AWS::ApiGatewayV2::ApiMapping', {
      ApiMappingKey: 'billing/v2',
      DomainName: { Ref: 'Domain' },
    });
    template.hasOutput('HttpApiUrl', { Value: 'https://plain.example/billing/v2' });
  });

  it('is found by its name where another gateway makes it', () => {
    const template = below({ name: 'plain.example', shared: true, basePath: 'shop' });
    template.resourceCountIs('AWS::ApiGatewayV2::DomainName', 0);
    template.resourceCountIs('AWS::Route53::RecordSet', 0);
    template.hasResourceProperties('AWS::ApiGatewayV2::ApiMapping', {
      ApiMappingKey: 'shop',
      DomainName: 'plain.example',
    });
    expect(template.findOutputs('DomainTarget')).toEqual({});
  });
});

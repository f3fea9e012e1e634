import {
  aws_apigatewayv2,
  aws_ec2,
  aws_lambda,
  aws_elasticloadbalancingv2 as elbv2,
  Fn,
  type Stack,
} from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import {
  type BackendBinding,
  fromFunction,
  fromLoadBalancer,
  fromLoadBalancerArns,
  fromUrl,
} from '../../lib/constructs/index.js';
import { IssuesError } from '../../lib/errors/issue.js';
import { bound, httpOnly } from './support/specs.js';
import { bodyOf, stackOf, templateOf } from './support/synth.js';

type Bind = (stack: Stack) => BackendBinding;

/** What the two APIs' bodies make of one binding. */
function integrationsOf(bind: Bind) {
  const template = templateOf(bound, { backends: (stack) => ({ legacy: bind(stack) }) });
  const http = bodyOf(template, 'AWS::ApiGatewayV2::Api').components['x-amazon-apigateway-integrations'];
  const rest = bodyOf(template, 'AWS::ApiGateway::RestApi').paths['/keyed/{id}'].post;
  return { template, http: Object.values(http)[0], rest: rest['x-amazon-apigateway-integration'], restOperation: rest };
}

describe('a backend bound to a URL', () => {
  it.each([
    ['https://legacy.example', 'https://legacy.example'],
    ['https://legacy.example/base/', 'https://legacy.example/base'],
    ['http://legacy.example:8080', 'http://legacy.example:8080'],
  ])('%s gets the path of the route', (url, base) => {
    const { http, rest, restOperation } = integrationsOf(() => fromUrl(url));
    expect(http).toMatchObject({ type: 'http_proxy', httpMethod: 'ANY', uri: `${base}/legacy/{id}` });
    expect(rest).toEqual({
      type: 'http_proxy',
      httpMethod: 'POST',
      uri: `${base}/keyed/{id}`,
      requestParameters: { 'integration.request.path.id': 'method.request.path.id' },
    });
    expect(restOperation.parameters).toEqual([{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }]);
  });

  it('may be a token, which is not looked into', () => {
    const { http } = integrationsOf(() => fromUrl(Fn.importValue('LegacyUrl')));
    expect(http).toMatchObject({ uri: { 'Fn::Join': ['', [{ 'Fn::ImportValue': 'LegacyUrl' }, '/legacy/{id}']] } });
  });
});

describe('a backend bound to a function of another stack', () => {
  const { template, http, rest } = integrationsOf((stack) =>
    fromFunction(
      new aws_lambda.Function(stack, 'Legacy', {
        runtime: aws_lambda.Runtime.NODEJS_24_X,
        handler: 'index.handler',
        code: aws_lambda.Code.fromInline('exports.handler = async () => ({})'),
      }),
    ),
  );

  it('is invoked by both APIs', () => {
    expect(http).toMatchObject({ type: 'aws_proxy', payloadFormatVersion: '2.0' });
    expect(rest).toMatchObject({ type: 'aws_proxy', httpMethod: 'POST' });
    expect(JSON.stringify([http, rest])).toMatch(/Fn::ImportValue.*Fn::ImportValue/);
  });

  it('is granted in the stack of the gateway, once per API', () => {
    template.resourceCountIs('AWS::Lambda::Permission', 2);
    template.hasResourceProperties('AWS::Lambda::Permission', {
      Principal: 'apigateway.amazonaws.com',
      FunctionName: { 'Fn::ImportValue': Match.stringLikeRegexp('Legacy') },
    });
  });
});

describe('a backend bound to a load balancer', () => {
  const arns = {
    listenerArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/inner/1/2',
    loadBalancerArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/inner/1',
    dnsName: 'inner.eu-west-1.elb.amazonaws.com',
    vpcLinkId: 'link1',
  };

  it('is reached through the listener by the HTTP API, and as a whole by the REST API', () => {
    const { http, rest } = integrationsOf(() => fromLoadBalancerArns(arns));
    expect(http).toEqual({
      type: 'http_proxy',
      httpMethod: 'ANY',
      uri: arns.listenerArn,
      payloadFormatVersion: '1.0',
      connectionType: 'VPC_LINK',
      connectionId: 'link1',
      timeoutInMillis: 29_000,
    });
    expect(rest).toEqual({
      type: 'http_proxy',
      httpMethod: 'POST',
      uri: `http://${arns.dnsName}/keyed/{id}`,
      requestParameters: { 'integration.request.path.id': 'method.request.path.id' },
      connectionType: 'VPC_LINK',
      connectionId: 'link1',
      integrationTarget: arns.loadBalancerArn,
    });
  });

  it('is spoken to in TLS where it has a server name', () => {
    const { http, rest } = integrationsOf(() => fromLoadBalancerArns({ ...arns, serverName: 'api.inner', port: 8443 }));
    expect(http).toMatchObject({ tlsConfig: { serverNameToVerify: 'api.inner' } });
    expect(rest).toMatchObject({ uri: 'https://api.inner:8443/keyed/{id}' });
  });

  const network = { application: 'AWS::EC2::SecurityGroupIngress', network: undefined } as const;
  it.each(['application', 'network'] as const)('gets one VPC link for its VPC, and lets it in: %s', (kind) => {
    const { template, http, rest } = integrationsOf((stack) => {
      const vpc = vpcIn(stack);
      return kind === 'application'
        ? fromLoadBalancer(
            new elbv2.ApplicationLoadBalancer(stack, 'Balancer', { vpc }).addListener('Listener', {
              port: 80,
              open: false,
              defaultAction: elbv2.ListenerAction.fixedResponse(200),
            }),
            { vpc },
          )
        : fromLoadBalancer(
            new elbv2.NetworkLoadBalancer(stack, 'Balancer', { vpc }).addListener('Listener', {
              port: 80,
              defaultTargetGroups: [new elbv2.NetworkTargetGroup(stack, 'Targets', { vpc, port: 80 })],
            }),
            { vpc },
          );
    });
    template.resourceCountIs('AWS::ApiGatewayV2::VpcLink', 1);
    template.resourceCountIs('AWS::ApiGateway::VpcLink', 0);
    const link = { Ref: expect.stringMatching(/^VpcLink/) };
    expect(http).toMatchObject({ connectionId: link, uri: { 'Fn::ImportValue': expect.stringContaining('Listener') } });
    expect(rest).toMatchObject({ connectionId: link, integrationTarget: expect.anything() });
    if (network[kind]) template.resourceCountIs(network[kind], 1);
  });

  it('may use a VPC link that is there', () => {
    const { template, http } = integrationsOf((stack) => {
      const vpc = vpcIn(stack);
      const listener = new elbv2.ApplicationLoadBalancer(stack, 'Balancer', { vpc }).addListener('Listener', {
        port: 80,
        defaultAction: elbv2.ListenerAction.fixedResponse(200),
      });
      return fromLoadBalancer(listener, { vpcLink: new aws_apigatewayv2.VpcLink(stack, 'Link', { vpc }) });
    });
    template.resourceCountIs('AWS::ApiGatewayV2::VpcLink', 0);
    expect(http).toMatchObject({ connectionId: { 'Fn::ImportValue': expect.stringContaining('Link') } });
  });
});

describe('bindings that do not fit the spec', () => {
  it.each([
    ['a backend is missing', bound, {}, [['BACKEND_NOT_BOUND', "backends['legacy']"]]],
    [
      'one is missing and one unknown',
      bound,
      { legcay: fromUrl('https://x.example') },
      [
        ['BACKEND_NOT_BOUND', "backends['legacy']"],
        ['BACKEND_UNKNOWN', "backends['legcay']"],
      ],
    ],
    [
      'the spec names no backend',
      httpOnly,
      { toString: fromUrl('https://x.example') },
      [['BACKEND_UNKNOWN', "backends['toString']"]],
    ],
    [
      'a URL has a query',
      bound,
      { legacy: fromUrl('https://x.example/?a=1') },
      [['BACKEND_URL', "backends['legacy'].url"]],
    ],
    ['a URL is none', bound, { legacy: fromUrl('x.example') }, [['BACKEND_URL', "backends['legacy'].url"]]],
  ])('%s', (_case, spec, backends, expected) => {
    expect(issuesOf(() => stackOf(spec, { backends: () => backends }))).toEqual(expected);
  });
});

describe('a stack with the backends it needs', () => {
  it('is what CDK can synthesize with the stack that it depends on', () => {
    const stack = stackOf(bound, { backends: () => ({ legacy: fromUrl('https://x.example') }) });
    expect(Template.fromStack(stack).findResources('AWS::ApiGatewayV2::VpcLink')).toEqual({});
  });
});

/** CDK's own `Vpc` is no `IVpc` under exactOptionalPropertyTypes. */
function vpcIn(stack: Stack): aws_ec2.IVpc {
  return new aws_ec2.Vpc(stack, 'Vpc') as aws_ec2.IVpc;
}

function issuesOf(act: () => unknown): readonly (readonly [string, string])[] {
  try {
    act();
  } catch (error) {
    if (error instanceof IssuesError) return error.issues.map((issue) => [issue.code, issue.place]);
    throw error;
  }
  return [];
}

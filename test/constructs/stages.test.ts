import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { gateway, lambda, reply, route } from '../../lib/spec/index.js';
import { everyScheme } from '../fixtures/gateways/every-scheme.js';
import { shopsApi } from '../fixtures/gateways/own-domain.js';
import { feed, httpOnly, shop, staff } from './support/specs.js';
import { bodyOf, templateOf } from './support/synth.js';

const template = templateOf(shop);

describe('the HTTP stage', () => {
  it('deploys itself, limits the whole stage, and limits routes by their keys in CloudFormation spelling', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      StageName: '$default',
      AutoDeploy: true,
      DefaultRouteSettings: { ThrottlingRateLimit: 400, ThrottlingBurstLimit: 800 },
      RouteSettings: { 'POST /orders': { ThrottlingRateLimit: 50, ThrottlingBurstLimit: 90 } },
    });
  });

  it('sets no limits where the spec has none', () => {
    templateOf(httpOnly).hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      DefaultRouteSettings: Match.absent(),
      RouteSettings: Match.absent(),
    });
  });

  it('limits every method that a protected ANY is written out as', () => {
    const spec = gateway('any', {
      cors: { origins: ['https://shop.example'] },
      routes: [
        route('ANY /admin', { auth: staff, to: lambda('admin.ts'), throttle: { ratePerSecond: 3, burst: 4 } }),
        route('GET /admin', { auth: staff, to: lambda('admin.ts') }),
      ],
    });
    const made = templateOf(spec);
    const [stage] = Object.values(made.findResources('AWS::ApiGatewayV2::Stage'));
    const keys = ['DELETE /admin', 'HEAD /admin', 'PATCH /admin', 'POST /admin', 'PUT /admin'];
    expect(Object.keys(stage?.Properties.RouteSettings)).toEqual(keys);
    expect(Object.keys(bodyOf(made, 'AWS::ApiGatewayV2::Api').paths['/admin']).sort()).toEqual([
      'delete',
      'get',
      'head',
      'patch',
      'post',
      'put',
    ]);
  });
});

describe('the REST stage', () => {
  it('bears the name of the spec and limits stage and routes, slashes of paths escaped', () => {
    template.hasResourceProperties('AWS::ApiGateway::Stage', {
      StageName: 'v1',
      TracingEnabled: true,
      MethodSettings: [
        { HttpMethod: '*', ResourcePath: '/*', ThrottlingRateLimit: 400, ThrottlingBurstLimit: 800 },
        { HttpMethod: 'GET', ResourcePath: '/~1feeds~1{path+}', ThrottlingRateLimit: 30, ThrottlingBurstLimit: 60 },
      ],
    });
  });

  it('keeps the root as a slash', () => {
    const spec = gateway('root', {
      routes: [route('GET /', { auth: 'public', to: reply(200, 1), throttle: { ratePerSecond: 1, burst: 2 } })],
    });
    templateOf(spec).hasResourceProperties('AWS::ApiGateway::Stage', {
      MethodSettings: [Match.objectLike({ HttpMethod: 'GET', ResourcePath: '/' })],
    });
  });

  it.each([
    [undefined, ['DELETE', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT']],
    [{ origins: ['*'] }, ['DELETE', 'HEAD', 'PATCH', 'POST', 'PUT']],
  ])('limits every method that ANY takes, with CORS %o', (cors, methods) => {
    const spec = gateway('any', {
      ...(cors && { cors }),
      routes: [
        route('ANY /x', { auth: 'public', api: 'rest', to: lambda('x.ts'), throttle: { ratePerSecond: 3, burst: 4 } }),
        route('GET /x', { auth: 'public', api: 'rest', to: lambda('x.ts') }),
      ],
    });
    templateOf(spec).hasResourceProperties('AWS::ApiGateway::Stage', {
      MethodSettings: methods.map((method) => ({
        HttpMethod: method,
        ResourcePath: '/~1x',
        ThrottlingRateLimit: 3,
        ThrottlingBurstLimit: 4,
      })),
    });
  });

  it('traces nothing where the spec does not trace', () => {
    const made = templateOf(gateway('dark', { tracing: false, routes: [feed, httpOnly.routes[0]] }));
    made.hasResourceProperties('AWS::ApiGateway::Stage', { TracingEnabled: Match.absent() });
    made.hasResourceProperties('AWS::Lambda::Function', { TracingConfig: Match.absent() });
    expect(JSON.stringify(made.findResources('AWS::IAM::Role'))).not.toContain('xray');
  });
});

describe('usage plans', () => {
  it('attach the REST stage, with rate, burst and quota', () => {
    template.hasResourceProperties('AWS::ApiGateway::UsagePlan', {
      UsagePlanName: 'shop-free',
      ApiStages: [{ ApiId: { Ref: 'RestApi' }, Stage: { Ref: 'RestApiStage' } }],
      Throttle: { RateLimit: 2, BurstLimit: 5 },
      Quota: { Limit: 10_000, Period: 'MONTH' },
    });
  });

  it('have no quota where the spec names none', () => {
    template.hasResourceProperties('AWS::ApiGateway::UsagePlan', {
      UsagePlanName: 'shop-gold',
      Throttle: { RateLimit: 100, BurstLimit: 200 },
      Quota: Match.absent(),
    });
  });
});

describe('access logs', () => {
  const formats = {
    HTTP: stageProperty('AWS::ApiGatewayV2::Stage', 'AccessLogSettings').Format,
    REST: stageProperty('AWS::ApiGateway::Stage', 'AccessLogSetting').Format,
  };

  it.each(Object.entries(formats))(
    'of %s are JSON with request, route, outcome, latencies and caller',
    (_kind, format) => {
      const line = JSON.parse(format);
      const facts = ['requestId', 'route', 'status', 'latencyMs', 'integrationLatencyMs', 'integrationError', 'caller'];
      expect(Object.keys(line)).toEqual(expect.arrayContaining([...facts, 'sourceIp', 'userAgent']));
      expect(Object.values(line).every((value) => /^\$context\.[\w.]+( \$context\.[\w.]+)?$/.test(String(value)))).toBe(
        true,
      );
    },
  );

  it.each(Object.entries(formats))(
    'of %s say the true status last, should a user agent not be escaped',
    (_kind, format) => {
      const forged = 'x","status":"200","sourceIp":"192.0.2.1","requestId":"theirs","caller":"ada","path":"/open';
      const line = format
        .replace('$context.identity.userAgent', forged)
        .replace('$context.path', '/closed')
        .replace('$context.status', '403');
      expect(JSON.parse(line)).toMatchObject({
        status: '403',
        path: '/closed',
        sourceIp: '$context.identity.sourceIp',
        requestId: '$context.requestId',
        caller: expect.stringMatching(/^\$context\.authorizer\./),
      });
    },
  );

  it.each(Object.entries(formats))('of %s fit the 3 KB that AWS allows', (_kind, format) => {
    expect(Buffer.byteLength(format)).toBeLessThanOrEqual(3 * 1024);
  });

  it('name callers of every kind, each where the gateway has them', () => {
    const every = templateOf(everyScheme);
    const http = JSON.parse(stageProperty('AWS::ApiGatewayV2::Stage', 'AccessLogSettings', every).Format);
    expect(http).toMatchObject({
      caller: '$context.authorizer.claims.sub',
      functionCaller: '$context.authorizer.sub',
      iamCaller: '$context.identity.userArn',
    });
    const rest = JSON.parse(stageProperty('AWS::ApiGateway::Stage', 'AccessLogSetting', every).Format);
    expect(rest).toMatchObject({
      caller: '$context.authorizer.principalId',
      cognitoCaller: '$context.authorizer.claims.sub',
      iamCaller: '$context.identity.userArn',
      apiKeyId: '$context.identity.apiKeyId',
    });
    expect(Object.keys(JSON.parse(formats.REST))).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/cognitoCaller|iamCaller|certificateSubject/)]),
    );
  });

  it('name the subject of a client certificate where one is asked for', () => {
    const { Format } = stageProperty('AWS::ApiGateway::Stage', 'AccessLogSetting', templateOf(shopsApi));
    expect(JSON.parse(Format)).toMatchObject({ certificateSubject: '$context.identity.clientCert.subjectDN' });
  });

  it('name no header but the user agent, no key and no token', () => {
    expect(JSON.stringify(formats)).not.toMatch(/request\.header|identity\.apiKey\W|rawClaims|querystring/);
  });

  it('are kept as long as the spec says, and outlive the stack', () => {
    const groups = Object.values(template.findResources('AWS::Logs::LogGroup'));
    expect(groups).toHaveLength(5);
    for (const group of groups) {
      expect(group).toMatchObject({ DeletionPolicy: 'Retain', Properties: { RetentionInDays: 30 } });
    }
  });

  it('have no name that another life of the stack, or of the API, would find taken', () => {
    const names = Object.values(template.findResources('AWS::Logs::LogGroup')).map(
      (group) => group.Properties.LogGroupName,
    );
    const [delivered, ...others] = names.filter((name) => name !== undefined);
    expect(others).toEqual([]);
    expect(JSON.stringify(delivered)).toMatch(
      /^\{"Fn::Join":\["",\["\/aws\/vendedlogs\/apigateway\/Shop\/",\{"Ref":"HttpApi"\}/,
    );
  });
});

// biome-ignore lint/suspicious/noExplicitAny: whatever the template holds
function stageProperty(type: string, property: string, made = template): any {
  const [stage] = Object.values(made.findResources(type));
  return stage?.Properties[property];
}

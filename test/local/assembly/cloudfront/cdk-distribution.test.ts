import { App, CfnOutput, Duration, Fn, SecretValue, Stack } from 'aws-cdk-lib';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  AllowedMethods,
  CachePolicy,
  CacheQueryStringBehavior,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  GeoRestriction,
  HttpVersion,
  OriginRequestPolicy,
  ResponseHeadersPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, OriginGroup } from 'aws-cdk-lib/aws-cloudfront-origins';
import { beforeAll, describe, expect, it } from 'vitest';
import { readAssembly } from '../../../../lib/local/assembly/read-assembly.js';
import type { CloudModel } from '../../../../lib/local/model/cloud.js';
import { echoImporters, messages, temporaryFolder } from '../assembly-fixture.js';

let model: CloudModel;

beforeAll(() => {
  const app = new App({ outdir: temporaryFolder() });
  const shop = new Stack(app, 'Shop', { env: { region: 'eu-central-1', account: '111122223333' } });
  const api = new HttpApi(shop, 'Web');
  new CfnOutput(shop, 'Endpoint', { value: api.apiEndpoint });
  const edge = new Stack(app, 'ShopEdge', { env: { region: 'us-east-1', account: '111122223333' } });
  const host = Fn.select(2, Fn.split('/', Fn.getStackOutput('Shop', 'Endpoint', 'eu-central-1')));
  const headers = { 'x-gatewright-origin': SecretValue.secretsManager('origin').unsafeUnwrap() };
  const origin = new HttpOrigin(host, { customHeaders: headers, readTimeout: Duration.seconds(20) });
  const pick = new EdgeFunction(edge, 'Pick', {
    code: FunctionCode.fromInline('function handler(event) { return event.request; }'),
    runtime: FunctionRuntime.JS_2_0,
  });
  new Distribution(edge, 'Front', {
    httpVersion: HttpVersion.HTTP2_AND_3,
    geoRestriction: GeoRestriction.denylist('KP'),
    errorResponses: [{ httpStatus: 404, ttl: Duration.seconds(0) }],
    defaultBehavior: {
      origin,
      allowedMethods: AllowedMethods.ALLOW_ALL,
      cachePolicy: CachePolicy.CACHING_DISABLED,
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      responseHeadersPolicy: ResponseHeadersPolicy.SECURITY_HEADERS,
      functionAssociations: [{ eventType: FunctionEventType.VIEWER_REQUEST, function: pick }],
    },
    additionalBehaviors: {
      '/books/*': {
        origin: new OriginGroup({
          primaryOrigin: origin,
          fallbackOrigin: new HttpOrigin('pages.example'),
          fallbackStatusCodes: [503],
        }),
        cachePolicy: new CachePolicy(edge, 'Books', {
          minTtl: Duration.seconds(0),
          defaultTtl: Duration.seconds(0),
          maxTtl: Duration.days(1),
          queryStringBehavior: CacheQueryStringBehavior.allowList('page'),
          enableAcceptEncodingGzip: true,
        }),
      },
    },
  });
  model = readAssembly(app.synth().directory, { importBodies: echoImporters });
}, 60_000);

describe('what CDK makes of a distribution', () => {
  it('is read without a gap', () => {
    expect(messages(model)).toEqual([]);
  });

  it('leads to the API of another stack in another region', () => {
    const [front] = model.distributions;
    const { apiId } = model.apis[0] ?? {};
    expect(front?.origins.map(({ domainName }) => domainName)).toContain(
      `${apiId}.execute-api.eu-central-1.amazonaws.com`,
    );
    expect(model.executeApiHosts).toEqual({ [`${apiId}.execute-api.eu-central-1.amazonaws.com`]: apiId });
  });

  it('keeps its secret a reference', () => {
    const headers = model.distributions[0]?.origins.flatMap(({ customHeaders }) => customHeaders) ?? [];
    expect(headers).toContainEqual(['x-gatewright-origin', '{{resolve:secretsmanager:origin:SecretString:::}}']);
  });

  it('has its policies, functions and groups in their places', () => {
    const [front] = model.distributions;
    expect(front).toMatchObject({
      geoRestriction: { kind: 'deny', countries: ['KP'] },
      errorResponses: [{ status: 404, cachingMinTtlSeconds: 0 }],
      originGroups: [{ failoverStatuses: [503], memberIds: [expect.any(String), expect.any(String)] }],
    });
    const [books, rest] = front?.behaviors ?? [];
    expect(books).toMatchObject({
      pathPattern: '/books/*',
      targetOriginId: front?.originGroups[0]?.id,
      cachePolicy: { gzip: true, maxTtlSeconds: 86_400, queryStrings: { kind: 'only', names: ['page'] } },
    });
    expect(rest).toMatchObject({
      compress: true,
      cachePolicy: { maxTtlSeconds: 0 },
      originRequestPolicy: { headers: { kind: 'all-except', names: ['host'] } },
      viewerRequest: { runtime: 'cloudfront-js-2.0', code: expect.stringContaining('handler') },
    });
    expect(rest?.responseHeadersPolicy?.headers.map(({ name }) => name)).toContain('X-Content-Type-Options');
  });
});

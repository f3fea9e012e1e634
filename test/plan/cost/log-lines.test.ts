import { Template } from 'aws-cdk-lib/assertions';
import { Stack } from 'aws-cdk-lib/core';
import { describe, expect, it } from 'vitest';
import { LOG_LINE_BYTES } from '../../../lib/plan/cost/log-line-bytes.js';
import { fakeBundler } from '../../constructs/support/fake-bundler.js';
import { quietApp } from '../../constructs/support/synth.js';
import edgeBothKinds from '../../fixtures/gateways/edge-both-kinds.js';

const BROWSER =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';
const SUBJECT = '7d3b1f2e-9c46-4c1b-8f0a-52e1d6a90b37';

/** Of a usual request: a browser, a token, no error. */
const API_VALUES: Readonly<Record<string, string>> = {
  '$context.identity.userAgent': BROWSER,
  '$context.path': '/v1/books/9780141439518',
  '$context.requestTimeEpoch': '1795345894123',
  '$context.httpMethod': 'GET',
  '$context.status': '200',
  '$context.responseLength': '1843',
  '$context.responseLatency': '87',
  '$context.error.message': '-',
  '$context.error.responseType': '-',
  '$context.authorizer.error': '-',
  '$context.authorizer.latency': '14',
  '$context.identity.sourceIp': '203.0.113.178',
  '$context.routeKey': 'GET /books/{isbn}',
  '$context.resourcePath': '/books/{isbn}',
  '$context.integration.status': '200',
  '$context.integration.latency': '79',
  '$context.integration.error': '-',
  // A token is looked at by one authorizer, and behind a closed edge it is the function.
  '$context.authorizer.claims.sub': '-',
  '$context.authorizer.sub': SUBJECT,
  '$context.authorizer.principalId': SUBJECT,
  '$context.identity.apiKeyId': '-',
  '$context.xrayTraceId': '1-6743a1b2-5f84d7c09e1b3a6d4c2f8071',
};
/** Both APIs name requests in their own way. */
const REQUEST_IDS = { http: 'Kx3TqiNxliAEPxg=', rest: '4d8c1a7e-0b92-4f35-9e61-8a2f7b3c5d10' };

/** Its blanks are encoded. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html */
const EDGE_VALUES: Readonly<Record<string, string>> = {
  date: '2026-11-22',
  time: '09:51:34',
  'x-edge-request-id': 'YtXh0J5kYz1Yw0dQb3pVx1nS8mR2cT7uA9eF4gH6iK3lM5oP0qZ1sA==',
  'x-edge-location': 'FRA56-P10',
  'c-ip': '203.0.113.178',
  'c-country': 'DE',
  'cs-method': 'GET',
  'x-host-header': 'api.bookshop.example',
  'cs-uri-stem': '/books/9780141439518',
  'sc-status': '200',
  'sc-bytes': '2217',
  'cs-bytes': '486',
  'time-taken': '0.093',
  'time-to-first-byte': '0.093',
  'x-edge-result-type': 'Miss',
  'x-edge-response-result-type': 'Miss',
  'x-edge-detailed-result-type': 'Miss',
  'cs-protocol-version': 'HTTP/2.0',
  'ssl-protocol': 'TLSv1.3',
  'cs(User-Agent)': BROWSER.replaceAll(' ', '%20'),
};

const templates = synthesized();

/** What the usual request leaves in the log, by the format that is deployed. */
const LINES = {
  http: () => apiLine('AWS::ApiGatewayV2::Stage', 'AccessLogSettings', REQUEST_IDS.http),
  rest: () => apiLine('AWS::ApiGateway::Stage', 'AccessLogSetting', REQUEST_IDS.rest),
  edge: () => JSON.stringify(Object.fromEntries(edgeFields().map((name) => [name, known(EDGE_VALUES, name)]))),
};

describe('a line of the access logs, by the format that is deployed', () => {
  it.each(['http', 'rest', 'edge'] as const)('is of %s as long as the bill takes it to be, to a tenth', (kind) => {
    const { length } = Buffer.from(LINES[kind]());
    expect(Math.abs(LOG_LINE_BYTES[kind] / length - 1), `${length} bytes`).toBeLessThan(0.1);
  });
});

function apiLine(type: string, setting: string, requestId: string): string {
  const format = String(one(type)[setting].Format);
  const values = { ...API_VALUES, '$context.requestId': requestId };
  return format.replace(/\$context\.[A-Za-z.]*[A-Za-z]/g, (variable) => known(values, variable));
}

function edgeFields(): readonly string[] {
  return one('AWS::Logs::Delivery').RecordFields;
}

function known(values: Readonly<Record<string, string>>, name: string): string {
  const value = values[name];
  if (value === undefined) throw new Error(`nobody says what ${name} usually is`);
  return value;
}

// biome-ignore lint/suspicious/noExplicitAny: properties are whatever JSON the test looks into
function one(type: string): any {
  const [found] = templates.flatMap((template) => Object.values(template.findResources(type)));
  if (!found) throw new Error(`no ${type}`);
  return found.Properties;
}

function synthesized(): readonly Template[] {
  const app = quietApp();
  edgeBothKinds.addTo(app, fakeBundler);
  return app.node
    .findAll()
    .filter((one) => Stack.isStack(one))
    .map((stack) => Template.fromStack(stack as Stack));
}

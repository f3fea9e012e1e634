import { describe, expect, it } from 'vitest';
import { createGateway, functionError, route, START_MS, success } from './support/gateway.js';

describe('the variables of an access log', () => {
  it('describe the request, the integration and the response', async () => {
    const gateway = createGateway({
      definition: { routes: [route('POST /books/{isbn}')] },
      stage: { name: 'test' },
      invoke: () => {
        gateway.clock.nowMs += 40;
        return success({ statusCode: 201, body: 'né' });
      },
    });
    const response = await gateway.send('/books/7', {
      method: 'POST',
      basePath: '/test',
      body: Buffer.from('abc'),
      headers: [
        ['Host', 'api.example'],
        ['User-Agent', 'reader/1.0'],
      ],
    });
    gateway.clock.nowMs += 1000;
    expect(response.logContext()).toEqual({
      accountId: '222233334444',
      apiId: 'abc123defg',
      dataProcessed: '6',
      domainName: 'api.example',
      domainPrefix: 'api',
      extendedRequestId: 'request-1',
      httpMethod: 'POST',
      'identity.sourceIp': '203.0.113.9',
      'identity.userAgent': 'reader/1.0',
      'integration.integrationStatus': '200',
      'integration.latency': '40',
      'integration.status': '201',
      integrationLatency: '40',
      integrationStatus: '200',
      path: '/test/books/7',
      protocol: 'HTTP/1.1',
      requestId: 'request-1',
      requestTime: '12/Mar/2026:19:03:58 +0000',
      requestTimeEpoch: String(START_MS),
      responseLatency: '40',
      responseLength: '3',
      routeKey: 'POST /books/{isbn}',
      stage: 'test',
      status: '201',
    });
  });

  it('say why a function failed, which the caller does not learn', async () => {
    const response = await createGateway({ invoke: () => functionError('no such table') }).send('/');
    expect(String(response.body)).not.toContain('table');
    expect(response.logContext()).toMatchObject({
      status: '500',
      integrationErrorMessage: 'no such table',
      'integration.error': 'no such table',
      'integration.integrationStatus': '200',
      'error.message': 'Internal Server Error',
      'error.messageString': '"Internal Server Error"',
    });
    expect(response.logContext()).not.toHaveProperty('integration.status');
  });

  it('have neither route nor integration where no route matched', async () => {
    const context = (await createGateway({ definition: { routes: [] } }).send('/')).logContext();
    expect(context).toMatchObject({ status: '404', 'error.message': 'Not Found' });
    expect(Object.keys(context).filter((name) => /routeKey|integration/.test(name))).toEqual([]);
  });
});

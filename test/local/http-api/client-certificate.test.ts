import { describe, expect, it } from 'vitest';
import type { ClientCertificate } from '../../../lib/local/model/engine.js';
import { createGateway, integration, route } from './support/gateway.js';

const clientCertificate: ClientCertificate = {
  clientCertPem: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n',
  subjectDN: 'C=FI,CN=Shelf 7',
  issuerDN: 'CN=Ours',
  serialNumber: 'a1:b2:c3:d4:e5:f6:a7:b8:c9',
  validity: { notBefore: 'May 28 12:30:02 2019 GMT', notAfter: 'Aug  5 09:36:04 2021 GMT' },
};

describe('a client’s certificate', () => {
  it.each([
    ['2.0', { authentication: { clientCert: clientCertificate } }],
    ['1.0', { identity: { clientCert: clientCertificate } }],
  ] as const)('stands in the event of format %s', async (payloadFormatVersion, requestContext) => {
    const gateway = createGateway({ definition: { integrations: { lambda: integration({ payloadFormatVersion }) } } });
    await gateway.send('/', { clientCertificate });
    expect(gateway.calls[0]?.event).toMatchObject({ requestContext });
  });

  it.each(['1.0', '2.0'] as const)('is not spoken of in format %s where the caller showed none', async (version) => {
    const gateway = createGateway({
      definition: { integrations: { lambda: integration({ payloadFormatVersion: version }) } },
    });
    const response = await gateway.send('/');
    expect(JSON.stringify(gateway.calls[0]?.event)).not.toMatch(/clientCert|authentication"/);
    expect(Object.keys(response.logContext()).filter((name) => name.includes('clientCert'))).toEqual([]);
  });

  it('can be mapped and logged', async () => {
    const gateway = createGateway({
      definition: {
        routes: [route('$default')],
        integrations: {
          lambda: integration({
            kind: 'HTTP_PROXY',
            uri: 'https://backend.example/',
            httpMethod: 'ANY',
            requestParameters: { 'overwrite:header.x-client': '$context.identity.clientCert.subjectDN' },
          }),
        },
      },
    });
    const response = await gateway.send('/', { clientCertificate, headers: [['X-Client', 'CN=forged']] });
    expect(Object.fromEntries(gateway.upstream[0]?.headers ?? [])['x-client']).toBe('C=FI,CN=Shelf 7');
    expect(response.logContext()).toMatchObject({
      'identity.clientCert.issuerDN': 'CN=Ours',
      'identity.clientCert.serialNumber': 'a1:b2:c3:d4:e5:f6:a7:b8:c9',
      'identity.clientCert.validity.notAfter': 'Aug  5 09:36:04 2021 GMT',
    });
  });
});

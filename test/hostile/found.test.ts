import { describe, expect, it } from 'vitest';
import { importHttpBody } from '../../lib/local/http-api/import/import-http-body.js';
import { evaluatePolicy } from '../../lib/local/rest/policy/evaluate-policy.js';
import { readResources } from '../local/assembly/assembly-fixture.js';
import { ask, document, fakeServices, mock, proxy, restEngine } from '../local/rest/support/rest-api.js';

/** JSON may hold it, and what makes text of it throws. */
const untold = { toString: 1 };

describe('what hostile input found', () => {
  it.each([7, 'object', null, ['object']])('a model that is %j closes its methods and no others', async (schema) => {
    const body = { requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/A' } } } } };
    const engine = restEngine(
      document(
        { '/checked': { post: { ...mock(), ...body } }, '/open': { post: mock() } },
        {
          components: { schemas: { A: schema } },
          'x-amazon-apigateway-request-validators': { all: { validateRequestBody: true } },
          'x-amazon-apigateway-request-validator': 'all',
        },
      ),
      fakeServices().services,
    );
    expect((await ask(engine, { method: 'POST', path: '/open' })).status).toBe(200);
    expect((await ask(engine, { method: 'POST', path: '/checked', body: '{}' })).status).toBe(400);
  });

  it.each(['x', 99, 600, untold])(
    'an integration response of status %j is an error of its method',
    async (statusCode) => {
      const { services } = fakeServices();
      expect((await ask(restEngine(document({ '/': { get: mock({ statusCode }) } }), services))).status).toBe(500);
    },
  );

  it("a proxy function's status that cannot be made text is a malformed answer", async () => {
    const invoke = async () => ({ kind: 'success' as const, payload: JSON.stringify({ statusCode: untold }) });
    const engine = restEngine(document({ '/': { get: proxy() } }), fakeServices({ invoke }).services);
    expect((await ask(engine)).status).toBe(502);
  });

  it('a policy whose effect cannot be made text allows nothing', () => {
    const policy = { Statement: [{ Effect: untold, Action: '*', Resource: '*' }] };
    expect(evaluatePolicy(policy, { action: 'a', resource: 'r', context: {} as never })).toBe('implicit-deny');
  });

  it('a scope that is no text is not left out of what a route asks for', () => {
    const jwt = {
      type: 'jwt',
      jwtConfiguration: { issuer: 'https://id.example', audience: ['a'] },
      identitySource: '$request.header.Authorization',
    };
    const scheme = { type: 'oauth2', 'x-amazon-apigateway-authorizer': jwt };
    const { routes } = importHttpBody({
      paths: { '/a': { get: { security: [{ id: [untold, 7] }] } } },
      components: { securitySchemes: { id: scheme } },
    });
    expect(routes[0]?.authorization).toMatchObject({ kind: 'JWT', scopes: ['{"toString":1}', '7'] });
  });

  it('a template that holds what cannot be made text is read, with a notice', () => {
    const bucket = { Type: 'AWS::S3::Bucket', Properties: { BucketName: { 'Fn::Cidr': [untold, untold] } } };
    const { notices } = readResources(
      { A: bucket },
      {
        Parameters: { P: { Type: untold, Default: 'x' } },
        Outputs: { O: { Value: { Ref: 'P' } }, A: { Value: { Ref: 'A' } } },
        Transform: [untold],
      },
    );
    expect(notices.map(({ message }) => message).join()).toContain('Fn::Cidr is malformed');
  });
});

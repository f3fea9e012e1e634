import { AwsV4Signer } from 'aws4fetch';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signPost } from '../../../lambdas/authorizer/secrets/sign-post.js';

describe('signPost', () => {
  it('signs as a library does that signs any request', async () => {
    const text = fc.string({ maxLength: 80 });
    const time = fc.date({ min: new Date('2020-01-01'), max: new Date('2090-01-01'), noInvalidDate: true });
    await fc.assert(
      fc.asyncProperty(text, text, time, fc.boolean(), async (body, secretAccessKey, at, hasSession) => {
        const headers = {
          'x-amz-target': 'secretsmanager.GetSecretValue',
          ...(hasSession && { 'x-amz-security-token': 'of+the/role==' }),
        };
        const common = { service: 'secretsmanager', region: 'eu-west-1', accessKeyId: 'AKIDEXAMPLE', secretAccessKey };
        const url = new URL('http://127.0.0.1:3000/_aws/secretsmanager');
        const datetime = at.toISOString().replace(/[:-]|\.\d{3}/g, '');
        const theirs = await new AwsV4Signer({
          ...common,
          url: url.href,
          method: 'POST',
          headers,
          body,
          datetime,
        }).sign();
        expect(signPost({ ...common, url, headers, body, at }).authorization).toBe(theirs.headers.get('authorization'));
      }),
      { numRuns: 50 },
    );
  });
});

import { AwsV4Signer } from 'aws4fetch';
import type { LocalGateway } from '../../lib/local/index.js';

const SECRET = 'gatewright/us-east-1/Shop/shop/origin';

/** Secrets Manager of a local gateway, called as `aws secretsmanager` calls it. */
export function rotated({ url, credential }: LocalGateway, secret: string = SECRET) {
  async function call(action: string, parameters: object): Promise<Readonly<Record<string, unknown>>> {
    const { accessKeyId = '', secretAccessKey = '' } = credential ?? {};
    const signed = await new AwsV4Signer({
      url: `${url}/_aws/secretsmanager`,
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `secretsmanager.${action}` },
      body: JSON.stringify(parameters),
      service: 'secretsmanager',
      region: 'us-east-1',
      accessKeyId,
      secretAccessKey,
    }).sign();
    const answer = await fetch(signed.url, { method: 'POST', headers: signed.headers, body: signed.body ?? null });
    return (await answer.json()) as Readonly<Record<string, unknown>>;
  }

  async function value(stage: string): Promise<string> {
    const { SecretString } = await call('GetSecretValue', { SecretId: secret, VersionStage: stage });
    return String(SecretString);
  }

  return {
    value,
    /** Rotates, and answers the new value once it is current. */
    async rotate(SecretId: string = secret): Promise<string> {
      const { VersionId } = await call('RotateSecret', { SecretId });
      for (let left = 100; left > 0; left -= 1) {
        const { VersionId: current } = await call('GetSecretValue', { SecretId });
        if (VersionId !== undefined && current === VersionId) return value('AWSCURRENT');
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error('the rotation is not over');
    },
  };
}

import { KeyRequestError } from '../keys/key-request-error.js';
import type { MeterSecret } from '../keys/meter-secret.js';
import type { Connection } from './clients.js';

/**
 * The text of a secret, or of the member of it that is meant.
 *
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
 *
 * @throws AwsCallError; KeyRequestError where there is no such text
 */
export async function getSecretValue(aws: Connection, { id, field }: Omit<MeterSecret, 'meter'>): Promise<string> {
  const { SecretString: text } = await aws.secretsManager('GetSecretValue', (call) =>
    call('secretsmanager.GetSecretValue', { SecretId: id }),
  );
  const value = typeof text === 'string' && field !== undefined ? memberOf(text, field) : text;
  if (typeof value === 'string' && value !== '') return value;
  const what = field === undefined ? 'no text' : `no JSON with a text under ${JSON.stringify(field)}`;
  throw new KeyRequestError(`secret ${id} in ${aws.region} holds ${what}`);
}

function memberOf(text: string, field: string): unknown {
  try {
    const document: unknown = JSON.parse(text);
    return Object.entries(document ?? {}).find(([name]) => name === field)?.[1];
  } catch {
    return undefined;
  }
}

import { randomBytes } from 'node:crypto';
import { keptFile } from '../state/kept-file.js';

/** An access key of the local gateway's own: who signs with it stands for the account. */
export interface LocalCredential {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** As the real ones, 40 characters. */
const SECRET_BYTES = 30;

/** The access key of a directory, `local`, whose secret is made the first time. */
export async function loadLocalCredential(directory: string): Promise<LocalCredential> {
  const secret = await keptFile(directory, 'signing-secret', async () =>
    randomBytes(SECRET_BYTES).toString('base64url'),
  );
  return { accessKeyId: 'local', secretAccessKey: secret.trim() };
}

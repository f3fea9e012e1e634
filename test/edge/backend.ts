import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Backend {
  /** Without a slash at its end. */
  readonly url: string;
  readonly close: () => void;
}

/** Something behind a gateway, on this machine. */
export async function startBackend(answer: RequestListener): Promise<Backend> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}

import { startBackend } from './backend.js';

/** Where an edge fails over to. */
export const WEST = 'https://west.shop.example';

export interface West {
  readonly standIns: ReadonlyMap<string, string>;
  /** Method and path of each request since it was last asked. */
  readonly saw: () => readonly string[];
  readonly close: () => void;
}

/** Another gateway, which answers `west`. */
export async function startWest(): Promise<West> {
  let seen: string[] = [];
  const { url, close } = await startBackend((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    response.end('west');
  });
  return {
    standIns: new Map([[WEST, url]]),
    saw() {
      const since = seen;
      seen = [];
      return since;
    },
    close,
  };
}

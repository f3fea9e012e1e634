import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Served, type Synthesized, synthesized } from '../authentication/served-gateway.js';

const GATEWAY = `import { gateway, jwt, lambda, route } from 'gatewright';
import { z } from 'zod';

const csv = { 200: { description: 'The rows', contentType: 'text/csv' } };
export const report = route('GET /reports/{name}', {
  auth: 'public',
  to: lambda('report.ts', { streaming: true }),
  query: z.object({ mb: z.coerce.number().max(20).default(0), breaks: z.enum(['throws', 'exits']).optional() }),
  responses: csv,
});
export const plain = route('GET /plain', { auth: 'public', to: lambda('plain.ts', { streaming: true }) });
export const seen = route('GET /seen', { auth: 'public', to: lambda('seen.ts', { streaming: true }) });
const users = jwt('users', { issuer: 'https://id.example/', audience: 'reports' });
export default gateway('reports', {
  callerHeaders: { 'x-user': 'sub' },
  cors: { origins: ['https://app.example'] },
  routes: [report, plain, seen, route('GET /me', { auth: users, to: lambda('me.ts') })],
});`;

/** The last row waits for a gate that the test holds. */
const REPORT = `import { problem, streaming } from 'gatewright/runtime';
import { report } from './gateway.js';

async function* rows({ name, query }) {
  yield name + ';first\\n';
  for (let mb = 0; mb < query.mb; mb++) yield new Uint8Array(1_000_000).fill(46);
  const row = await (await fetch('https://gate.example/' + name)).text();
  if (query.breaks === 'throws') throw new Error('secret of the database');
  if (query.breaks === 'exits') process.exit(1);
  yield row;
}
export const handler = streaming(report).handle(({ params: { name }, query }) =>
  name === 'none' ? problem(404) : { status: 200, body: rows({ name, query }), headers: { 'x-report': name } },
);`;

const SEEN = `import { streaming } from 'gatewright/runtime';
import { seen } from './gateway.js';
export const handler = streaming(seen).handle(({ headers }) => ({ status: 200, body: headers }));`;

/** What is not made for streams: its type does not fit the route, which bundling does not look at. */
const PLAIN = 'export const handler = async () => ({ statusCode: 200, body: "all of it" });';

let spec: Synthesized;
let served: Served;
let gates: Server;
const waiting = new Map<string, () => void>();

beforeAll(async () => {
  gates = createServer((request, response) => {
    waiting.set(request.url ?? '', () => response.end('last\n'));
    if (request.url === '/open') response.end('last\n');
  });
  await new Promise<void>((resolve) => gates.listen(0, '127.0.0.1', resolve));
  const local = `http://127.0.0.1:${(gates.address() as AddressInfo).port}`;
  spec = await synthesized(GATEWAY, { 'report.ts': REPORT, 'plain.ts': PLAIN, 'me.ts': PLAIN, 'seen.ts': SEEN });
  served = await spec.serve(new Map([['https://gate.example', local]]));
}, 60_000);

afterAll(async () => {
  await served?.close();
  spec?.remove();
  gates?.close();
});

const url = (path: string) => `${served.gateway.url}${path}`;

describe('a streamed route, synthesized and served', () => {
  it('sends its first part while the handler waits for the next', async () => {
    const response = await fetch(url('/reports/held'), { headers: { origin: 'https://app.example' } });
    const { headers } = response;
    expect([response.status, headers.get('content-type'), headers.get('x-report')]).toEqual([200, 'text/csv', 'held']);
    expect(headers.get('access-control-allow-origin')).toBe('https://app.example');
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    expect(Buffer.from((await reader.read()).value ?? []).toString()).toBe('held;first\n');
    await vi.waitFor(() => expect(waiting.has('/held')).toBe(true));
    waiting.get('/held')?.();
    expect(Buffer.from((await reader.read()).value ?? []).toString()).toBe('last\n');
    expect((await reader.read()).done).toBe(true);
  });

  it('sends more than a whole answer may have', async () => {
    const body = await (await fetch(url('/reports/open?mb=12'))).text();
    expect(body.length).toBe('open;first\n'.length + 12_000_000 + 'last\n'.length);
    expect(body.endsWith('last\n')).toBe(true);
  });

  it.each(['throws', 'exits'])(
    'cuts the connection where the handler %s in the middle, and says no more',
    async (breaks) => {
      const response = await fetch(url(`/reports/${breaks}?breaks=${breaks}`));
      const reader = (response.body as ReadableStream<Uint8Array>).getReader();
      const text = Buffer.from((await reader.read()).value ?? []).toString();
      expect([response.status, text]).toEqual([200, `${breaks};first\n`]);
      await vi.waitFor(() => expect(waiting.has(`/${breaks}`)).toBe(true));
      waiting.get(`/${breaks}`)?.();
      await expect(reader.read()).rejects.toThrow();
    },
  );

  it('goes on where a caller goes away, and answers the next', async () => {
    const leaving = new AbortController();
    const response = await fetch(url('/reports/left'), { signal: leaving.signal });
    expect(response.status).toBe(200);
    await vi.waitFor(() => expect(waiting.has('/left')).toBe(true));
    leaving.abort();
    waiting.get('/left')?.();
    expect(await (await fetch(url('/reports/open'))).text()).toBe('open;first\nlast\n');
  });

  it('answers refusals and problems like any route', async () => {
    const refused = await fetch(url('/reports/open?mb=99'));
    expect([refused.status, await refused.json()]).toEqual([400, expect.objectContaining({ status: 400 })]);
    const problem = await fetch(url('/reports/none'));
    expect([problem.status, problem.headers.get('content-type')]).toEqual([404, 'application/problem+json']);
  });

  it('sees no header of the caller that only the gateway may set', async () => {
    const { status, body } = await served.ask('/seen', { 'x-user': 'root', 'x-other': 'kept' });
    expect([status, body]).toEqual([200, expect.objectContaining({ 'x-other': 'kept' })]);
    expect(body).not.toHaveProperty('x-user');
  });

  it('is a 500 where its handler does not stream', async () => {
    expect(await served.ask('/plain')).toMatchObject({ status: 500, body: { message: 'Internal server error' } });
  });
});

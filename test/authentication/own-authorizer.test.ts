import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Served, type Synthesized, seenBy, synthesized } from './served-gateway.js';

const SPEC = `import { authorizer, gateway, lambda, route } from 'gatewright';
import * as z from 'zod';
const to = lambda('who.ts');
const context = z.object({ branch: z.string(), tills: z.array(z.number()) });
export const terminals = authorizer('terminals', lambda('terminals.ts'), { identity: { headers: ['X-Terminal'] }, context });
export const anew = authorizer('anew', lambda('anew.ts'), { cache: { ttlSeconds: 0 } });
export default gateway('own', { routes: [
  route('GET /http/a', { auth: terminals, to }),
  route('GET /rest/a', { auth: terminals, to, api: 'rest' }),
  route('GET /http/anew/{who}', { auth: anew, to }),
  route('GET /rest/anew/{who}', { auth: anew, to, api: 'rest' }),
] });`;

const AUTHORIZERS = {
  'terminals.ts': `import { terminals } from './gateway.js';
const known = { 't-7': { branch: 'north', tills: [1, 2] }, 't-8': { branch: 'south', tills: [] }, 't-9': { branch: 7 } };
export const handler = terminals.handle(({ headers }) => {
  console.log('asked');
  const name = headers['x-terminal'];
  if (name === 'broken') throw new Error('no connection with ' + name);
  if (name === 'closed') return { kind: 'deny' };
  return known[name] ? { kind: 'allow', subject: name, context: known[name] } : { kind: 'unauthorized' };
});`,
  'anew.ts': `import { anew } from './gateway.js';
export const handler = anew.handle(({ headers, params, path, method }) =>
  headers.authorization === 'Secret of ' + params.who && path.endsWith('/' + params.who) && method === 'GET'
    ? { kind: 'allow', subject: params.who } : { kind: 'deny' });`,
};

let gateways: Synthesized;
let served: Served;

beforeAll(async () => {
  gateways = await synthesized(SPEC, AUTHORIZERS);
  served = await gateways.serve();
}, 60_000);

afterAll(async () => {
  await served?.close();
  gateways?.remove();
});

const asked = () => served.logs().split('asked').length - 1;

describe.each(['/http', '/rest'])('an authorizer of the user’s own, at %s', (base) => {
  const call = (terminal?: string) => served.ask(`${base}/a`, terminal === undefined ? {} : { 'x-terminal': terminal });

  it('says who calls, with what else it knows, in its own types', async () => {
    expect(seenBy(await call('t-7'))).toEqual({
      kind: 'custom',
      scheme: 'terminals',
      subject: 't-7',
      context: { branch: 'north', tills: [1, 2] },
    });
  });

  it.each<[string, string | undefined, number]>([
    ['401 where it says unauthorized', 't-1', 401],
    ['401 without being asked where the identity is missing', undefined, 401],
    ['403 where it says deny', 'closed', 403],
    ['500 where it throws', 'broken', 500],
    ['500 where what it knows does not fit its schema', 't-9', 500],
  ])('answers %s, and without a challenge that is not its own', async (_name, terminal, status) => {
    const before = asked();
    expect(await call(terminal)).toMatchObject({ status, challenge: undefined });
    expect(asked() - before).toBe(terminal === undefined ? 0 : 1);
  });

  it('is asked once for an identity on a route, and never for what it sees no word of', async () => {
    const before = asked();
    for (const _ of [1, 2]) expect(seenBy(await call('t-8')).context.branch).toBe('south');
    expect(asked() - before).toBe(1);
  });

  it('sees the whole request where its answers are not kept', async () => {
    const headers = { authorization: 'Secret of ada' };
    expect(seenBy(await served.ask(`${base}/anew/ada`, headers))).toMatchObject({ scheme: 'anew', subject: 'ada' });
    expect((await served.ask(`${base}/anew/bob`, headers)).status).toBe(403);
  });
});

it('logs why it failed without what the caller sent', () => {
  expect(served.logs()).toContain('authorizer failed');
  expect(served.logs()).not.toContain('no connection with broken');
});

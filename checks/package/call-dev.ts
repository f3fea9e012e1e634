import assert from 'node:assert/strict';
import { join } from 'node:path';
import { ready } from '../ready-gateway.js';
import { startCommand, stopCommand, tail } from '../run-command.js';

/** Starts `gatewright dev` in a project, calls its public, token and key routes, and ends it. */
export async function callDev(project: string, token: string): Promise<void> {
  const server = startCommand(join(project, 'node_modules/.bin/gatewright'), ['dev', '--port', '0'], { cwd: project });
  try {
    const { address, said } = await ready(server);
    const hello = await answer(`${address}/hello/Ada`);
    assert.deepEqual(hello, { status: 200, body: { greeting: 'Hello, Ada' } });
    const refused = await answer(`${address}/guestbook`, post('I was here'));
    assert.equal(refused.status, 401);
    const signed = await answer(`${address}/guestbook`, post('I was here', `Bearer ${token}`));
    assert.deepEqual(signed, { status: 201, body: { line: 'I WAS HERE', by: 'local-user' } });
    const key = /x-api-key: ?([^'"\s]+)/i.exec(said())?.[1];
    assert.ok(key, `the table of routes shows no key\n${tail(said())}`);
    assert.equal((await answer(`${address}/lines`)).status, 403);
    assert.deepEqual(await answer(`${address}/lines`, { headers: { 'x-api-key': key } }), {
      status: 200,
      body: { lines: [] },
    });
  } finally {
    await stopCommand(server);
  }
}

function post(line: string, authorization?: string): RequestInit {
  const headers = { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) };
  return { method: 'POST', headers, body: JSON.stringify({ line }) };
}

async function answer(url: string, init: RequestInit = {}): Promise<{ status: number; body: unknown }> {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(20_000) });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

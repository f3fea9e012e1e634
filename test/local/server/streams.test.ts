import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { OutboundResponse } from '../../../lib/local/model/engine.js';
import { collect, enginesOf, raw, start } from './gateway-harness.js';
import { cloudModel, restApi } from './models.js';

const clean: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of clean.splice(0).reverse()) await step();
});

const accessLog = {
  format: '$context.status $context.responseLength $context.integration.latency',
  destinationArn: 'arn:aws:logs:eu-west-1:000000000000:log-group:access',
};
const [stage] = restApi('Rest', []).stages;
const model = cloudModel([restApi('Rest', ['ANY /rows'], { stages: stage ? [{ ...stage, accessLog }] : [] })]);
const bytes = (text: string) => Buffer.from(text);

async function serving(outbound: () => Partial<OutboundResponse>) {
  const logger = collect();
  const engines = enginesOf(async () => outbound());
  const gateway = await start({ model, engines, logger });
  clean.push(() => gateway.close(0));
  return { ...gateway, logger };
}

interface Gate {
  readonly open: () => void;
  readonly opened: Promise<void>;
}

function gate(): Gate {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

const GET = 'GET /rows HTTP/1.1\r\nHost: shop.example\r\nConnection: close\r\n\r\n';

describe('a body in parts', () => {
  it('reaches the caller part by part, and the access log at its end', async () => {
    const second = gate();
    const { url, logger } = await serving(() => ({
      headers: [['Content-Type', 'text/plain']],
      parts: (async function* () {
        yield bytes('one');
        await second.opened;
        yield bytes('two!');
      })(),
      logContext: () => ({ 'integration.latency': '7' }),
    }));
    const response = await fetch(`${url}/rows`);
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    expect(Buffer.from((await reader.read()).value ?? []).toString()).toBe('one');
    expect(logger.accessLogs).toEqual([]);
    second.open();
    expect(Buffer.from((await reader.read()).value ?? []).toString()).toBe('two!');
    expect((await reader.read()).done).toBe(true);
    await vi.waitFor(() => expect(logger.accessLogs).toEqual(['restid prod 200 7 7']));
  });

  it('begins with its headers before its first part', async () => {
    const first = gate();
    const { url } = await serving(() => ({
      status: 206,
      parts: (async function* () {
        await first.opened;
        yield bytes('late');
      })(),
    }));
    const response = await fetch(`${url}/rows`);
    expect([response.status, response.headers.get('transfer-encoding')]).toEqual([206, 'chunked']);
    first.open();
    expect(await response.text()).toBe('late');
  });

  it.each([
    ['breaks off', [['Content-Type', 'text/plain']], true],
    ['is longer than it says', [['Content-Length', '2']], false],
    ['is shorter than it says', [['Content-Length', '9']], false],
  ] as const)('that %s cuts the connection, with no end of its own', async (_name, headers, throws) => {
    const { port, url } = await serving(() => ({
      headers,
      parts: (async function* () {
        yield bytes('one');
        if (throws) throw new Error('torn');
      })(),
    }));
    const answer = await raw(port, [GET]);
    expect(answer).not.toContain('\r\n0\r\n\r\n');
    expect(answer).not.toContain('Internal');
    await expect(fetch(`${url}/rows`).then((response) => response.text())).rejects.toThrow();
  });

  it('has the length that it says, where it says one', async () => {
    const { port } = await serving(() => ({
      headers: [['Content-Length', '3']],
      parts: (async function* () {
        yield bytes('one');
      })(),
    }));
    const answer = await raw(port, [GET]);
    expect(answer).toMatch(/Content-Length: 3\r\n[\s\S]*\r\n\r\none$/);
    expect(answer).not.toMatch(/transfer-encoding/i);
  });

  it.each([
    ['HEAD', 200],
    ['GET', 204],
  ])('is not sent to %s with %i, and let go of', async (method, status) => {
    const released = vi.fn();
    const { url } = await serving(() => ({
      status,
      parts: (async function* () {
        try {
          for (;;) yield bytes('more');
        } finally {
          released();
        }
      })(),
    }));
    const response = await fetch(`${url}/rows`, { method });
    expect([response.status, await response.text()]).toEqual([status, '']);
    await vi.waitFor(() => expect(released).toHaveBeenCalledOnce());
  });

  it('is let go of where its headers cannot stand in HTTP', async () => {
    const released = vi.fn();
    const { url } = await serving(() => ({
      headers: [['x-bad', 'a\r\nb']],
      parts: (async function* () {
        try {
          yield bytes('never');
        } finally {
          released();
        }
      })(),
    }));
    expect((await fetch(`${url}/rows`)).status).toBe(500);
    expect(released).toHaveBeenCalledOnce();
  });

  it('is let go of by a caller who goes away, who never takes more than fits between the two', async () => {
    const released = vi.fn();
    let sent = 0;
    const { port } = await serving(() => ({
      parts: (async function* () {
        try {
          for (; sent < 2_000; sent++) yield Buffer.alloc(65_536);
        } finally {
          released();
        }
      })(),
    }));
    const socket = await new Promise<Socket>((resolve) => {
      const made = connect(port, '127.0.0.1', () => resolve(made));
    });
    socket.write(GET);
    await new Promise((resolve) => socket.once('readable', resolve));
    socket.on('error', () => {});
    socket.destroy();
    await vi.waitFor(() => expect(released).toHaveBeenCalledOnce());
    expect(sent).toBeLessThan(2_000);
  });
});

import { createServer } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ClientError, createClient } from '../../lib/client/index.js';
import * as routes from './routes.js';
import { startServer } from './server.js';

let server: Awaited<ReturnType<typeof startServer>>;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());
beforeEach(() => server.answer((_request, response) => response.writeHead(204).end()));

const clientOf = () => createClient(callable, { baseUrl: server.baseUrl, token: () => 'tok-1', apiKey: () => 'key-1' });
const { customers: _scheme, ...callable } = routes;

describe('what is sent', () => {
  it('calls a route without parameters with nothing', async () => {
    await clientOf().listBooks();
    expect(server.last()).toMatchObject({ method: 'GET', url: '/books', body: '' });
  });

  it.each([
    ['9780141439518', '/books/9780141439518'],
    [978, '/books/978'],
    ['a/b', '/books/a%2Fb'],
    ['a b&c?d#e', '/books/a%20b%26c%3Fd%23e'],
    ['é', '/books/%C3%A9'],
    ['100%', '/books/100%25'],
    ['...', '/books/...'],
    ['__proto__', '/books/__proto__'],
    ['{isbn}', '/books/%7Bisbn%7D'],
  ])('sends the parameter %j as one segment', async (isbn, url) => {
    await clientOf().getBook({ params: { isbn } });
    expect(server.last()?.url).toBe(url);
  });

  it.each([
    ['stock/today.json', '/feeds/stock/today.json'],
    ['a b/c?d', '/feeds/a%20b/c%3Fd'],
    ['deep/é/x', '/feeds/deep/%C3%A9/x'],
  ])('keeps the slashes of a greedy parameter: %j', async (path, url) => {
    await clientOf().readFeed({ params: { path } });
    expect(server.last()?.url).toBe(url);
  });

  it('keeps a stage in the base URL and takes slashes at its end off', async () => {
    await createClient(callable, { baseUrl: `${server.baseUrl}/live//` }).listBooks();
    expect(server.last()?.url).toBe('/live/books');
  });

  it('encodes the query, repeats lists and leaves undefined out', async () => {
    await clientOf().listBooks({ query: { q: 'a b&c=d', tag: ['x', 'y'], page: 2, all: false, none: undefined } });
    expect(server.last()?.url).toBe('/books?q=a%20b%26c%3Dd&tag=x&tag=y&page=2&all=false');
  });

  it('sends the body of a route with a schema as JSON', async () => {
    await clientOf().placeOrder({ body: { isbn: '1', copies: 3 } });
    expect(server.last()).toMatchObject({ method: 'POST', body: '{"isbn":"1","copies":3}' });
    expect(server.last()?.headers['content-type']).toBe('application/json');
  });

  it('sends text and bytes as they are where the route has no schema, with the content type of the call', async () => {
    await clientOf().uploadCover({
      params: { isbn: '1' },
      body: new TextEncoder().encode('PNG'),
      headers: { 'Content-Type': 'image/png' },
    });
    expect(server.last()).toMatchObject({ method: 'PUT', body: 'PNG' });
    expect(server.last()?.headers['content-type']).toBe('image/png');
    await clientOf().uploadCover({ params: { isbn: '1' }, body: { width: 3 } });
    expect(server.last()).toMatchObject({ body: '{"width":3}' });
  });

  it('takes the method of an ANY route from the call, and refuses a call without', async () => {
    await clientOf().anything({ method: 'DELETE', params: { rest: 'a/b' } });
    expect(server.last()).toMatchObject({ method: 'DELETE', url: '/echo/a/b' });
    const untyped = clientOf().anything as unknown as (request: object) => Promise<unknown>;
    await expect(untyped({ params: { rest: 'a' } })).rejects.toMatchObject({ code: 'METHOD' });
  });

  it('calls through the fetch that it is given', async () => {
    const asked: string[] = [];
    const client = createClient(callable, {
      baseUrl: 'https://api.example',
      fetch: async (input) => {
        asked.push(String(input));
        return Response.json({ ok: true });
      },
    });
    expect((await client.getBook({ params: { isbn: '7' } })).body).toEqual({ ok: true });
    expect(asked).toEqual(['https://api.example/books/7']);
  });
});

describe('path parameters that are refused before anything is sent', () => {
  it.each([['.'], ['..'], ['']])('refuses %j as a segment', async (isbn) => {
    const before = server.count();
    await expect(clientOf().getBook({ params: { isbn } })).rejects.toMatchObject({ code: 'PATH_PARAMETER' });
    expect(server.count()).toBe(before);
  });

  it.each([['..'], ['a/../b'], ['./a'], ['a/..'], ['']])('refuses %j as a rest of a path', async (path) => {
    await expect(clientOf().readFeed({ params: { path } })).rejects.toMatchObject({ code: 'PATH_PARAMETER' });
  });

  it('refuses a missing parameter by its name, also where the prototype has one of that name', async () => {
    const untyped = clientOf().getBook as unknown as (request?: object) => Promise<unknown>;
    await expect(untyped()).rejects.toThrow('GET /books/{isbn}: "isbn" is missing or a dot segment');
    const inherited = createClient(
      { odd: { pattern: 'GET /x/{constructor}', auth: 'public' } },
      { baseUrl: server.baseUrl },
    );
    await expect(inherited.odd({ params: {} as { constructor: string } })).rejects.toBeInstanceOf(ClientError);
  });
});

describe('credentials', () => {
  it('sends a token to a JWT route and nowhere else', async () => {
    const client = clientOf();
    await client.placeOrder({ body: { isbn: '1' } });
    expect(server.last()?.headers).toMatchObject({ authorization: 'Bearer tok-1' });
    expect(server.last()?.headers).not.toHaveProperty('x-api-key');
    await client.readFeed({ params: { path: 'a' } });
    expect(server.last()?.headers).toMatchObject({ 'x-api-key': 'key-1' });
    expect(server.last()?.headers).not.toHaveProperty('authorization');
    await client.listBooks();
    expect(server.last()?.headers).not.toHaveProperty('authorization');
    expect(server.last()?.headers).not.toHaveProperty('x-api-key');
  });

  it('does not ask for a token to call a public route', async () => {
    const client = createClient(callable, {
      baseUrl: server.baseUrl,
      token: () => {
        throw new Error('asked');
      },
    });
    expect((await client.listBooks()).status).toBe(204);
    await expect(client.placeOrder({ body: { isbn: '1' } })).rejects.toThrow('asked');
  });

  it('asks for a fresh token by the name of the scheme on each call', async () => {
    const asked: string[] = [];
    const token = async (scheme: string) => `t${asked.push(scheme)}`;
    const client = createClient(callable, { baseUrl: server.baseUrl, token });
    await client.placeOrder({ body: { isbn: '1' } });
    await client.placeOrder({ body: { isbn: '1' } });
    expect(asked).toEqual(['customers', 'customers']);
    expect(server.last()?.headers.authorization).toBe('Bearer t2');
  });

  it('takes the auth of the gateway where the route names none', async () => {
    const inherits = createClient(callable, {
      baseUrl: server.baseUrl,
      auth: routes.customers,
      token: () => 'inherited',
    });
    await inherits.account();
    expect(server.last()?.headers.authorization).toBe('Bearer inherited');
    await expect(clientOf().account()).rejects.toMatchObject({ code: 'CREDENTIAL', route: 'GET /account' });
  });

  it('refuses to call a protected route without a credential', async () => {
    const bare = createClient(callable, { baseUrl: server.baseUrl });
    await expect(bare.placeOrder({ body: { isbn: '1' } })).rejects.toMatchObject({ code: 'CREDENTIAL' });
    await expect(bare.readFeed({ params: { path: 'a' } })).rejects.toMatchObject({ code: 'CREDENTIAL' });
  });

  it.each([['secret\r\nx-evil: 1'], ['secret one'], [''], ['sécret']])(
    'never shows a bad token: %j',
    async (secret) => {
      const client = createClient(callable, { baseUrl: server.baseUrl, token: () => secret });
      const error = await client.placeOrder({ body: { isbn: '1' } }).catch((thrown: Error) => thrown);
      expect(error).toMatchObject({ code: 'CREDENTIAL' });
      if (secret) expect((error as Error).message).not.toContain(secret.slice(0, 6));
    },
  );

  it('does not take a token along to another origin on a redirect', async () => {
    const other = await startServer();
    other.answer((_request, response) => response.end('moved'));
    server.answer((_request, response) => response.writeHead(307, { location: `${other.baseUrl}/there` }).end());
    expect((await clientOf().placeOrder({ body: { isbn: '1' } })).body).toBe('moved');
    expect(other.last()).toMatchObject({ method: 'POST', url: '/there' });
    expect(other.last()?.headers).not.toHaveProperty('authorization');
    await other.close();
  });

  it('does not take an API key along on a redirect', async () => {
    server.answer((_request, response) => response.writeHead(302, { location: '/elsewhere' }).end());
    const before = server.count();
    const { status, headers } = await clientOf().readFeed({ params: { path: 'a' } });
    expect({ status, location: headers.get('location'), calls: server.count() - before }).toEqual({
      status: 302,
      location: '/elsewhere',
      calls: 1,
    });
  });
});

describe('what comes back', () => {
  const answering = (status: number, type: string | undefined, body: string | Buffer) =>
    server.answer((_request, response) => response.writeHead(status, type ? { 'content-type': type } : {}).end(body));

  it.each([
    ['application/json', '{"a":1}', { a: 1 }],
    ['application/json; charset=utf-8', '[1]', [1]],
    ['application/vnd.shop+json', '"x"', 'x'],
    ['application/json', '', undefined],
    ['text/plain', 'hello', 'hello'],
    ['text/json-like', '{"a":1}', '{"a":1}'],
    ['application/xml', '<a/>', '<a/>'],
    [undefined, 'bare', 'bare'],
  ])('reads %s %j', async (type, body, expected) => {
    answering(200, type, body);
    expect((await clientOf().listBooks()).body).toEqual(expected);
  });

  it('answers bytes where the type is no text', async () => {
    answering(200, 'image/png', Buffer.from([0x89, 0, 255]));
    expect((await clientOf().listBooks()).body).toEqual(new Uint8Array([0x89, 0, 255]));
  });

  it('has no body at 204', async () => {
    expect(await clientOf().listBooks()).toMatchObject({ status: 204, body: undefined });
  });

  it('returns a 429 problem with its headers instead of throwing', async () => {
    server.answer((_request, response) =>
      response
        .writeHead(429, { 'content-type': 'application/problem+json', 'retry-after': '3' })
        .end('{"type":"about:blank","title":"Too Many Requests","status":429}'),
    );
    const { status, headers, body } = await clientOf().listBooks();
    expect(status).toBe(429);
    expect(headers.get('Retry-After')).toBe('3');
    expect(body).toEqual({ type: 'about:blank', title: 'Too Many Requests', status: 429 });
  });

  it('refuses an answer that says JSON and is none, with its status', async () => {
    answering(502, 'application/json', '<html>secret</html>');
    const error = await clientOf()
      .listBooks()
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ClientError);
    expect(error).toMatchObject({ code: 'RESPONSE_JSON', route: 'GET /books', status: 502 });
    expect((error as Error).message).not.toContain('secret');
  });
});

describe('when the network fails', () => {
  it('rejects as fetch does where nobody listens', async () => {
    const port = await freePort();
    const client = createClient(callable, { baseUrl: `http://127.0.0.1:${port}` });
    await expect(client.listBooks()).rejects.toThrow(TypeError);
  });

  it('rejects where the connection ends within the answer', async () => {
    server.answer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
      response.write('{"a":');
      setTimeout(() => response.destroy(), 10);
    });
    await expect(clientOf().listBooks()).rejects.toThrow(TypeError);
  });

  it("rejects with the signal's reason when it is aborted on the way", async () => {
    const controller = new AbortController();
    server.answer(() => controller.abort(new Error('changed my mind')));
    await expect(clientOf().listBooks({ signal: controller.signal })).rejects.toThrow('changed my mind');
  });

  it('sends nothing where the signal is aborted already', async () => {
    const before = server.count();
    await expect(clientOf().listBooks({ signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
    expect(server.count()).toBe(before);
  });
});

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const { port } = probe.address() as { port: number };
  await new Promise((done) => probe.close(done));
  return port;
}

import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeProject } from './fixtures/project.js';
import { runCli } from './fixtures/run-cli.js';

const BOOKSHOP = resolve(import.meta.dirname, '../import/fixtures/bookshop.yaml');
const OPEN = JSON.stringify({
  openapi: '3.0.3',
  info: { title: 'Open' },
  paths: { '/a': { get: { responses: { 200: { description: 'OK' } } } } },
});

const project = makeProject({
  'open.json': OPEN,
  'cut.json': OPEN.slice(0, -9),
  'taken.ts': 'kept',
  'notes.txt': 'hello',
});
afterAll(project.remove);

const EXPORTED = {
  openapi: '3.0.1',
  info: { title: 'deployed' },
  servers: [
    { url: 'https://abc.execute-api.eu-west-1.amazonaws.com/{basePath}', variables: { basePath: { default: 'live' } } },
  ],
  paths: {
    '/books/{isbn}': {
      get: {
        parameters: [{ name: 'isbn', in: 'path', required: true, schema: { type: 'string' } }],
        responses: { default: { description: 'Default response' } },
        security: [{ customers: ['books:read'] }],
        'x-amazon-apigateway-integration': {
          type: 'http_proxy',
          httpMethod: 'GET',
          uri: 'https://books.example/{isbn}',
          connectionType: 'INTERNET',
          payloadFormatVersion: '1.0',
        },
      },
    },
  },
  components: {
    securitySchemes: {
      customers: {
        type: 'oauth2',
        flows: {},
        'x-amazon-apigateway-authorizer': {
          type: 'jwt',
          identitySource: '$request.header.Authorization',
          jwtConfiguration: { audience: ['shop'], issuer: 'https://id.example/' },
        },
      },
    },
  },
  'x-amazon-apigateway-cors': { allowOrigins: ['https://shop.example'], allowMethods: ['GET'], maxAge: 60 },
};

/** Knows one HTTP API and one REST API with a stage. */
const asked: string[] = [];
let server: Server;
let endpoint: string;
beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const [status, body] = answerTo(request);
    response.writeHead(status, {
      'content-type': 'application/json',
      ...(status >= 400 && { 'x-amzn-errortype': errorOf(status) }),
    });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', () => ready()));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((closed) => server.close(closed)));

function answerTo({ url = '' }: IncomingMessage): readonly [number, unknown] {
  if (url.startsWith('/v2/apis/http1/exports/OAS30')) return [200, EXPORTED];
  if (url.startsWith('/restapis/rest1/stages/live/exports/oas30')) return [200, EXPORTED];
  if (url.startsWith('/v2/apis/denied')) return [403, { message: 'not you' }];
  return [404, { message: 'Invalid API identifier specified' }];
}

function errorOf(status: number): string {
  return status === 403 ? 'AccessDeniedException' : 'NotFoundException';
}

describe('gatewright import', () => {
  it('writes a spec, says what there is on stdout and what is lost on stderr', async () => {
    const run = await runCli('import', BOOKSHOP, '-o', project.path('shop.ts'));
    expect(run).toMatchObject({ exitCode: 0, out: expect.stringMatching(/shop\.ts: 4 routes, 9 schemas, \d+ lines$/) });
    for (const text of [
      'to do by hand (2)',
      'not imported',
      '#/paths/~1books~1{id}/get',
      '#/info/license',
      'not as stated',
    ])
      expect(run.err).toContain(text);
    expect(project.entries()).toContain('shop.ts');
  });

  it('counts one route as one', async () => {
    const args = [project.path('open.json'), '-o', project.path('one.ts'), '--auth', 'public', '--backend', 'bound=a'];
    const { out } = await runCli('import', ...args);
    expect(out).toMatch(/one\.ts: 1 route, 0 schemas, \d+ lines$/);
  });

  it('prints one JSON document with every loss, and nothing else', async () => {
    const run = await runCli('import', BOOKSHOP, '-o', `${project.path('by-tag')}/`, '--json');
    expect(run).toMatchObject({ exitCode: 0, err: '' });
    expect(JSON.parse(run.out)).toMatchObject({
      files: ['auth.ts', 'gateway.ts', 'routes/books.ts', 'routes/untagged.ts', 'schemas.ts', 'shared.ts'],
      routes: 4,
      schemas: 9,
      losses: expect.arrayContaining([
        { kind: 'lost', pointer: '#/servers/1', reason: 'a route has one backend: the first server' },
      ]),
    });
    expect(project.entries()).toContain('by-tag/routes/books.ts');
  });

  it.each<[string, string[], number, RegExp]>([
    [
      'a file that is there',
      ['open.json', '-o', 'taken.ts', '--auth', 'public', '--backend', 'bound=a'],
      1,
      /taken\.ts/,
    ],
    ['a truncated file', ['cut.json', '-o', 'new.ts'], 1, /cut\.json is no JSON/],
    ['no OpenAPI document', ['notes.txt', '-o', 'new.ts'], 1, /this is no OpenAPI document/],
    ['a missing file', ['nope.json', '-o', 'new.ts'], 1, /there is no file/],
    [
      'what the document leaves open',
      ['open.json', '-o', 'new.ts'],
      1,
      /no security: choose --auth public[\s\S]*no server: choose --backend/,
    ],
    ['no place to write to', ['open.json'], 2, /required option '-o, --output/],
    ['an output that is no module', ['open.json', '-o', 'new.txt'], 2, /neither a \.ts file nor a folder/],
    ['neither a document nor an API', ['-o', 'new.ts'], 2, /name a document, or a deployed API/],
    [
      'both a document and an API',
      ['open.json', '--from-api', 'a', '-o', 'new.ts'],
      2,
      /name a document, or a deployed API/,
    ],
    ['an issuer without an audience', ['open.json', '-o', 'new.ts', '--issuer', 'https://id.example/'], 2, /name both/],
    [
      'an issuer that is no HTTPS address',
      ['open.json', '-o', 'new.ts', '--issuer', 'http://id.example/'],
      2,
      /an https:\/\/ address/,
    ],
    ['a backend that is none', ['open.json', '-o', 'new.ts', '--backend', 'ftp=x'], 2, /http=https:\/\/HOST/],
    ['handlers outside the spec', ['open.json', '-o', 'new.ts', '--backend', 'lambda=../x'], 2, /below the spec/],
    ['a name that no gateway has', ['open.json', '-o', 'new.ts', '--name', 'My Shop'], 2, /lower-case letters/],
  ])('refuses %s and writes nothing', async (_, args, exitCode, message) => {
    const before = project.entries();
    const inProject = args.map((arg) => (/\.(ts|json|txt)$/.test(arg) ? project.path(arg) : arg));
    const run = await runCli('import', ...inProject);
    expect(run).toMatchObject({ exitCode, out: '' });
    expect(run.err).toMatch(message);
    expect(run.err).not.toMatch(/^\s+at /m);
    expect(project.entries()).toEqual(before);
  });

  it('writes over a file with --force alone, and leaves nothing beside it', async () => {
    const before = project.entries();
    const args = [
      'import',
      project.path('open.json'),
      '-o',
      project.path('taken.ts'),
      '--auth',
      'public',
      '--backend',
      'bound=a',
    ];
    expect(await runCli(...args, '--force')).toMatchObject({ exitCode: 0 });
    expect(project.entries()).toEqual(before);
    expect(await runCli('plan', project.path('taken.ts'))).not.toMatchObject({ exitCode: 3 });
  });
});

describe('gatewright import --from-api', () => {
  const from = (id: string, output: string, ...more: string[]) =>
    runCli(
      'import',
      '--from-api',
      id,
      '--region',
      'eu-west-1',
      '--endpoint',
      endpoint,
      '-o',
      project.path(output),
      '--json',
      ...more,
    );

  it.each([
    ['an HTTP API', 'http1', 'http.ts', []],
    ['a REST API by its stage', 'rest1', 'rest.ts', ['--stage', 'live']],
  ])('writes the spec of %s', async (_, id, output, more) => {
    const run = await from(id, output, ...more);
    expect(run).toMatchObject({ exitCode: 0, err: '' });
    const text = readFileSync(project.path(output), 'utf8');
    expect(text).toContain("jwt('customers', { issuer: 'https://id.example/', audience: 'shop' })");
    expect(text).toContain("auth: customers.require({ scopes: ['books:read'] })");
    expect(text).toContain("to: http('https://books.example/{isbn}')");
    expect(text).toContain("cors: { origins: ['https://shop.example'], maxAgeSeconds: 60 }");
  });

  it('asks for the extensions that tell integrations and authorizers', () => {
    expect(asked).toContainEqual(
      expect.stringMatching(/^GET \/v2\/apis\/http1\/exports\/OAS30\?.*includeExtensions=true/),
    );
    expect(asked).toContainEqual(
      expect.stringMatching(/^GET \/restapis\/rest1\/stages\/live\/exports\/oas30\?extensions=apigateway/),
    );
  });

  it('asks for the stage where no HTTP API has the id', async () => {
    const run = await from('rest1', 'none.ts');
    expect(run).toMatchObject({
      exitCode: 1,
      out: '',
      err: expect.stringMatching(/a REST API is exported by its stage: name it with --stage/),
    });
  });

  it('says that nobody has the id, and that AWS refused', async () => {
    expect(await from('nobody', 'none.ts', '--stage', 'live')).toMatchObject({
      exitCode: 1,
      err: expect.stringMatching(/GetExport in eu-west-1 found nothing/),
    });
    expect(await from('denied', 'none.ts')).toMatchObject({
      exitCode: 3,
      err: expect.stringMatching(/ExportApi in eu-west-1 was denied/),
    });
    expect(project.entries()).not.toContain('none.ts');
  });
});

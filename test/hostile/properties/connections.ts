import assert from 'node:assert/strict';
import fc from 'fast-check';
import { edge } from '../edge.js';
import { hostileProperty } from '../hostile-property.js';
import { answersIn, type Sending, sendRaw } from '../wire.js';

const SMUGGLED = 'GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n';
const request = (head: string, rest = '') => `${head}\r\nHost: a\r\n${rest}\r\n`;

interface Message {
  readonly path: string;
  readonly body: string;
  readonly framing: 'length' | 'chunked';
  readonly chunkBytes: number;
  readonly extension: string;
}

function written({ path, body, framing, chunkBytes, extension }: Message, isLast: boolean): string {
  const head = `POST ${path} HTTP/1.1\r\nHost: a\r\n${isLast ? 'Connection: close\r\n' : ''}`;
  if (framing === 'length') return `${head}Content-Length: ${body.length}\r\n\r\n${body}`;
  const chunks = body.match(new RegExp(`[^]{1,${chunkBytes}}`, 'g')) ?? [];
  const parts = chunks.map((chunk) => `${chunk.length.toString(16)}${extension}\r\n${chunk}\r\n`);
  return `${head}Transfer-Encoding: chunked\r\n\r\n${parts.join('')}0\r\n\r\n`;
}

function cut(text: string, places: readonly number[]): readonly Buffer[] {
  const bytes = Buffer.from(text, 'latin1');
  const at = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...at]
    .map((from, index) => bytes.subarray(from, at[index] ?? bytes.length))
    .filter((each) => each.length > 0);
}

const message: fc.Arbitrary<Message> = fc.record({
  path: fc.constantFrom('/a', '/b%0d%0aX:%20y', '/c?d=/smuggled', '//e'),
  body: fc
    .array(fc.constantFrom(SMUGGLED, '0\r\n\r\n', 'x', '\r\n', '\n', 'HTTP/1.1 200 OK\r\n\r\n', '\xff\0'), {
      maxLength: 6,
    })
    .map((parts) => parts.join('')),
  framing: fc.constantFrom('length', 'chunked'),
  chunkBytes: fc.integer({ min: 1, max: 40 }),
  extension: fc.constantFrom('', ';a', ';a=b', ';a="b;c"'),
});

/** What two readers of HTTP might read differently: a gateway in front of somebody refuses it, and reads no further. */
const ambiguous: Readonly<Record<string, string>> = {
  'a length beside chunks': `Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
  'chunks beside a length': `Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n`,
  'a coding that is not chunked at last': 'Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n',
  'an unknown coding': 'Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n',
  'chunked twice': 'Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n',
  'a space before the colon': 'Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n',
  'a vertical tab before chunked': 'Transfer-Encoding: \x0bchunked\r\n\r\n0\r\n\r\n',
  'a folded header': 'X: a\r\n Transfer-Encoding: chunked\r\n\r\n',
  'a header that is folded at its start': 'Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n',
  'two lengths': 'Content-Length: 0\r\nContent-Length: 40\r\n\r\n',
  'the same length twice': 'Content-Length: 0\r\nContent-Length: 0\r\n\r\n',
  'a list of lengths': 'Content-Length: 0, 0\r\n\r\n',
  'a length with a sign': 'Content-Length: +0\r\n\r\n',
  'a negative length': 'Content-Length: -1\r\n\r\n',
  'a length in hexadecimal': 'Content-Length: 0x0\r\n\r\n',
  'a length beyond all numbers': 'Content-Length: 99999999999999999999999\r\n\r\n',
  'an empty length': 'Content-Length:\r\n\r\n',
  'a bare line feed after a header': 'X: a\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  'a bare carriage return in a header': 'X: a\rTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  'a null byte in a value': 'X: a\0b\r\n\r\n',
  'a null byte in a name': 'X\0: a\r\n\r\n',
  'a name that is no token': 'X(Y): a\r\n\r\n',
  'a chunk size that is no number': 'Transfer-Encoding: chunked\r\n\r\nzz\r\n',
  'a chunk size with a sign': 'Transfer-Encoding: chunked\r\n\r\n-1\r\n',
  'a chunk size in C notation': 'Transfer-Encoding: chunked\r\n\r\n0x1\r\na\r\n0\r\n\r\n',
  'a chunk size beyond all numbers': `Transfer-Encoding: chunked\r\n\r\n${'f'.repeat(17)}\r\n`,
  'a chunk size that ends in a line feed': 'Transfer-Encoding: chunked\r\n\r\n1\na\r\n0\r\n\r\n',
  'a chunk that is longer than its size': 'Transfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n0\r\n\r\n',
  'a chunk extension with a line feed': 'Transfer-Encoding: chunked\r\n\r\n1;a\nb\r\na\r\n0\r\n\r\n',
  'chunk extensions without an end': `Transfer-Encoding: chunked\r\n\r\n1;${'a'.repeat(20_000)}\r\n`,
};

const noise = fc.constantFrom(
  ...[
    '\r\n',
    '\n',
    '\r',
    '\0',
    ' ',
    '\t',
    ':',
    '\xff',
    '\x7f',
    'HTTP/1.1',
    'HTTP/2.0',
    'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  ],
  ...[
    'GET',
    'CONNECT a:1 HTTP/1.1\r\n\r\n',
    'Content-Length: 9\r\n',
    'Transfer-Encoding: chunked\r\n',
    'Upgrade: h2c\r\n',
  ],
  ...[
    'Connection: Upgrade\r\n',
    'Expect: 100-continue\r\n',
    '0\r\n\r\n',
    'http://[::1',
    '*',
    '\x16\x03\x01\x02\x00\x01',
    'x'.repeat(17_000),
  ],
);
const garbled: fc.Arbitrary<Sending> = fc
  .tuple(
    fc.array(message, { maxLength: 3 }),
    fc.array(fc.tuple(fc.nat(400), fc.nat(12), fc.oneof(noise, fc.string({ maxLength: 3 }))), { maxLength: 5 }),
    fc.array(fc.nat(400), { maxLength: 4 }),
    fc.constantFrom('close-half' as const, 'close-half' as const, 'reset' as const),
  )
  .map(([messages, edits, places, ending]) => {
    let text = messages.map((each) => written(each, false)).join('');
    for (const [at, removed, put] of edits) {
      const from = at % (text.length + 1);
      text = text.slice(0, from) + put + text.slice(from + removed);
    }
    return { segments: cut(text, places), ending };
  });

const sent = (text: string, ending: Sending['ending'] = 'close-half'): Sending => ({ segments: cut(text, []), ending });
const garbledCorpus: readonly Sending[] = [
  sent(''),
  sent('\r\n'.repeat(100_000)),
  sent('\0'.repeat(100_000)),
  sent('A'.repeat(1_000_000)),
  sent(`GET /${'a'.repeat(100_000)} HTTP/1.1\r\nHost: a\r\n\r\n`),
  sent(request('GET / HTTP/1.1', 'X: y\r\n'.repeat(50_000))),
  sent(request('GET / HTTP/1.1', `X: ${'y'.repeat(1_000_000)}\r\n`)),
  sent(request('GET /a HTTP/1.1').repeat(2_000)),
  sent(request('GET /a HTTP/1.1').repeat(200), 'reset'),
  sent('GET /a\r\n'),
  sent(request('CONNECT a:443 HTTP/1.1')),
  sent(request('OPTIONS * HTTP/1.1')),
  sent(request('GET http://user:pass@b.example:99999/a HTTP/1.1')),
  sent(request('GET / HTTP/1.1', 'Connection: Upgrade\r\nUpgrade: websocket\r\n') + SMUGGLED),
  sent(request('POST / HTTP/1.1', 'Content-Length: 1000000000\r\n')),
  sent(request('POST / HTTP/1.1', 'Content-Length: 10\r\n'), 'reset'),
  sent(request('POST / HTTP/1.1', 'Transfer-Encoding: chunked\r\n') + '1\r\na\r\n'.repeat(50_000)),
  sent(`${request('POST / HTTP/1.1', 'Transfer-Encoding: chunked\r\n')}0\r\n${'T: u\r\n'.repeat(20_000)}\r\n`),
];

async function isAlive(port: number): Promise<void> {
  const { text } = await sendRaw(port, sent(request('GET /alive HTTP/1.1', 'Connection: close\r\n'), 'wait'));
  assert.deepEqual(answersIn(text), [{ status: 200, body: 'GET /alive ' }]);
}

/** Over sockets, with a gateway that is open for all inputs. */
export const connections = [
  hostileProperty('requests on one connection are answered each with its own, however they are cut', {
    corpus: [{ messages: [] as Message[], places: [] as number[] }],
    inputs: fc.record({
      messages: fc.array(message, { maxLength: 5 }),
      places: fc.array(fc.nat(2_000), { maxLength: 12 }),
    }),
    holds: async ({ messages, places }) => {
      const { port, reached } = await edge();
      const all = [...messages, { path: '/end', body: '', framing: 'length', chunkBytes: 1, extension: '' } as const];
      const text = all.map((each, at) => written(each, at === all.length - 1)).join('');
      const received = await sendRaw(port, { segments: cut(text, places), ending: 'wait' });
      const expected = all.map(({ path, body }) => `POST ${path.split('?')[0]} ${body}`);
      assert.deepEqual(
        answersIn(received.text),
        expected.map((body) => ({ status: 200, body })),
      );
      assert.deepEqual([...reached()].sort(), [...expected].sort());
    },
    runsPerBatch: 100,
  }),
  hostileProperty('what two readers might read differently is refused, and what follows it reaches nobody', {
    corpus: Object.keys(ambiguous).map((kind) => ({ kind, before: 0, places: [] as number[] })),
    inputs: fc.record({
      kind: fc.constantFrom(...Object.keys(ambiguous)),
      before: fc.nat(2),
      places: fc.array(fc.nat(400), { maxLength: 4 }),
    }),
    holds: async ({ kind, before, places }) => {
      const { port, reached } = await edge();
      reached();
      const good = request('GET /good HTTP/1.1').repeat(before);
      const text = `${good}POST /bad HTTP/1.1\r\nHost: a\r\n${ambiguous[kind]}${SMUGGLED}`;
      const { text: answer, ended } = await sendRaw(port, { segments: cut(text, places), ending: 'wait' });
      assert.ok(ended, 'the connection stays open');
      const statuses = answersIn(answer).map(({ status }) => status);
      assert.ok(statuses.length <= before + 1, `${statuses.length} answers`);
      assert.ok([400, 413, 431].includes(statuses.at(-1) ?? 400), `it answered ${statuses}`);
      assert.deepEqual(
        reached().filter((each) => !each.startsWith('GET /good')),
        [],
      );
      await isAlive(port);
    },
    limitMs: 4_000,
    runsPerBatch: 100,
  }),
  hostileProperty('any bytes are answered or cut off in time, and the gateway goes on', {
    corpus: garbledCorpus,
    inputs: garbled,
    holds: async (sending) => {
      const { port, reached } = await edge();
      const { text, ended } = await sendRaw(port, sending, 3_500);
      assert.ok(ended, 'the connection stays open');
      if (sending.ending !== 'reset') answersIn(text);
      await isAlive(port);
      reached();
    },
    limitMs: 6_000,
    runsPerBatch: 100,
  }),
];

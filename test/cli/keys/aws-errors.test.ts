import { afterEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../aws/support/stand-in.js';
import { bookshopRegion } from '../../aws/support/stand-in-region.js';

import { keysWorld, runKeys } from './support/keys-world.js';

const region = bookshopRegion('us-east-1');
const { keys, standIn } = keysWorld([region]);
afterEach(() => {
  standIn().fault = () => undefined;
  for (const name of ['AWS_EC2_METADATA_DISABLED', 'AWS_SHARED_CREDENTIALS_FILE', 'AWS_CONFIG_FILE'])
    delete process.env[name];
});

const answer = (status: number, code: string, message: string): Fault => ({ kind: 'answer', status, code, message });

describe('one clear message', () => {
  it.each<[string, Fault, number, RegExp]>([
    [
      'for a right that is missing, with the action',
      answer(
        403,
        'AccessDeniedException',
        'User: arn:aws:iam::1:user/ann is not authorized to perform: apigateway:GET on resource: x',
      ),
      3,
      /GetApiKeys in us-east-1 was denied:.*apigateway:GET.*keys policy/,
    ],
    [
      'for an expired session',
      answer(403, 'ExpiredTokenException', 'The security token is expired'),
      3,
      /session has expired.*sign in again/,
    ],
    [
      'for credentials that nobody knows',
      answer(403, 'UnrecognizedClientException', 'The security token is invalid'),
      3,
      /does not know these credentials/,
    ],
    [
      'for an error of AWS that passes no control characters on',
      answer(400, 'BadRequestException', 'bad\u001b[2Jthing'),
      1,
      /was refused: bad\\u001b\[2Jthing/,
    ],
  ])('%s', async (_, fault, exitCode, message) => {
    standIn().fault = ({ path }) => (path[1] === 'apikeys' ? fault : undefined);
    const run = await keys('list');
    expect(run).toMatchObject({ exitCode, out: '', err: expect.stringMatching(message) });
    expect(run.err.split('\n')).toHaveLength(1);
  });

  it('for an address where nothing answers', async () => {
    const run = await runKeys('list', '--endpoint', 'http://127.0.0.1:9');
    expect(run).toMatchObject({
      exitCode: 3,
      out: '',
      err: expect.stringMatching(/nothing answers at http:\/\/127\.0\.0\.1:9/),
    });
  });

  it('for credentials that are not there', async () => {
    process.env.AWS_EC2_METADATA_DISABLED = 'true';
    process.env.AWS_SHARED_CREDENTIALS_FILE = process.env.AWS_CONFIG_FILE = '/nowhere';
    const run = await runKeys('list', '--region', 'eu-west-1');
    expect(run).toMatchObject({ exitCode: 3, out: '', err: expect.stringMatching(/no AWS credentials found/) });
  });

  it('for a region that nobody named', async () => {
    process.env.AWS_CONFIG_FILE = '/nowhere';
    expect(await runKeys('list')).toMatchObject({
      exitCode: 1,
      err: expect.stringMatching(/no AWS region known/),
    });
  });

  it.each(['ftp://x', 'localhost:3000', 'http://a:b@c'])('for the endpoint %s', async (endpoint) => {
    expect(await runKeys('list', '--endpoint', endpoint)).toMatchObject({
      exitCode: 2,
      err: expect.stringMatching(/an address such as/),
    });
  });
});

it('tries again where AWS fails or the connection breaks', async () => {
  const faults: Fault[] = [
    answer(500, 'InternalFailure', 'oops'),
    { kind: 'broken', done: false },
    answer(429, 'TooManyRequestsException', 'slow'),
  ];
  standIn().fault = ({ path }) => (path[1] === 'apikeys' ? faults.pop() : undefined);
  expect(await keys('list', '--json')).toMatchObject({ exitCode: 0, out: '[]', err: '' });
  expect(faults).toEqual([]);
});

describe('gatewright keys', () => {
  it.each(['issue', 'list', 'show', 'usage', 'rotate', 'move', 'revoke', 'check', 'policy'])(
    'has help for %s',
    async (name) => {
      const run = await runKeys(name, '--help');
      expect(run).toMatchObject({ exitCode: 0, err: '' });
      expect(run.out).toContain(`Usage: gatewright keys ${name}`);
      expect(run.out).not.toMatch(/\b[A-Za-z0-9]{20,}\b/);
    },
  );

  it('takes a command that there is not for wrong usage', async () => {
    expect(await runKeys('frobnicate')).toMatchObject({ exitCode: 2 });
    expect(await runKeys('list', '--colour')).toMatchObject({ exitCode: 2 });
  });
});

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { messageThrown } from '../../../lib/cli/dev/message-thrown.js';
import { IssuesError } from '../../../lib/errors/issue.js';

/** What Node itself writes of a program that throws. */
async function stderrOf(program: string): Promise<string> {
  const run = promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program]);
  return run.then(
    ({ stderr }) => stderr,
    ({ stderr }) => stderr,
  );
}

const issues = Array.from({ length: 40 }, (_, index) => ({
  code: `CODE_${index + 1}`,
  place: `routes['GET /${index + 1}']`,
  message: `fault ${index + 1} ${'of many words '.repeat(20)}`,
  got: '1',
  allowed: '2',
  fix: 'write 2',
}));

describe('the message of what a process threw', () => {
  it('has every issue of a spec from the first to the last, with its place, and no dump of them', async () => {
    const { message } = new IssuesError('shop', issues);
    const stderr = await stderrOf(
      `const error = new Error(${JSON.stringify(message)}); error.name = 'IssuesError';
       error.issues = ${JSON.stringify(issues)}; throw error;`,
    );
    expect(stderr.length).toBeGreaterThan(10_000);
    expect(messageThrown(stderr)).toBe(`Error [IssuesError]: ${message}`);
  });

  it('has what the error was caused by, without its stack', async () => {
    const stderr = await stderrOf(
      "throw new TypeError('not bundled', { cause: new RangeError('no room', { cause: new Error('disk') }) });",
    );
    expect(messageThrown(stderr)).toBe('TypeError: not bundled\ncaused by RangeError: no room\ncaused by Error: disk');
  });

  it.each([
    ['a text that was thrown', "throw 'no account chosen'", /no account chosen/],
    ['what was written before the process ended', "console.error('bad context'); process.exit(3)", /^bad context$/],
  ])('has %s', async (_, program, expected) => {
    const message = messageThrown(await stderrOf(program));
    expect(message).toMatch(expected);
    expect(message).not.toMatch(/^ {4}at |Node\.js v/m);
  });
});

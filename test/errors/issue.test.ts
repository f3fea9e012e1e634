import { describe, expect, it } from 'vitest';
import { formatIssues, type Issue, IssuesError } from '../../lib/errors/issue.js';

const issue: Issue = {
  code: 'LAMBDA_MEMORY',
  place: "routes['GET /a'].to.memoryMb",
  message: 'Lambda does not take this memory',
  got: '64',
  allowed: 'whole MB, 128 to 10240',
  fix: 'start with 256',
  source: 'https://docs.aws.example/limits',
};

describe('issues as a person reads them', () => {
  it('says message, code, place, what was given, what is allowed, how to mend it and whose rule it is', () => {
    expect(formatIssues([issue])).toBe(
      [
        '1. Lambda does not take this memory  [LAMBDA_MEMORY]',
        "   at       routes['GET /a'].to.memoryMb",
        '   got      64',
        '   allowed  whole MB, 128 to 10240',
        '   mend     start with 256',
        '   source   https://docs.aws.example/limits',
      ].join('\n'),
    );
  });

  it('leaves the source out where there is none, and numbers several', () => {
    const { source: _source, ...own } = issue;
    const text = formatIssues([own, { ...own, code: 'OTHER_CODE' }]);
    expect(text).not.toContain('source');
    expect(text).toContain('1. Lambda does not take this memory  [LAMBDA_MEMORY]');
    expect(text).toContain('\n\n2. Lambda does not take this memory  [OTHER_CODE]');
  });

  it('keeps each field on its line', () => {
    const text = formatIssues([{ ...issue, got: '64\n   source   https://evil.example', message: `m\u001b[31m` }]);
    expect(text.split('\n')).toHaveLength(6);
    expect(text).toContain('got      64\\u000a   source');
    expect(text).toContain('m\\u001b[31m');
  });

  it('is an error that counts and holds them', () => {
    const error = new IssuesError('The gateway "shop"', [issue, issue]);
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe('IssuesError');
    expect(error.issues).toEqual([issue, issue]);
    expect(error.message).toMatch(/^The gateway "shop" has 2 issues\n\n1\. /);
    expect(new IssuesError('It', [issue]).message).toMatch(/^It has 1 issue\n/);
  });
});

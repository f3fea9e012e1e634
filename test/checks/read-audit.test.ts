import { describe, expect, it } from 'vitest';
import { readAudit } from '../../checks/audit/read-audit.js';

const finding = (name: string, severity: string, via: readonly unknown[]) => ({ name, severity, range: '<2.1.0', via });
const advisory = { title: 'Request smuggling', url: 'https://github.com/advisories/GHSA-1' };

const answer = (...findings: readonly ReturnType<typeof finding>[]) =>
  JSON.stringify({
    vulnerabilities: Object.fromEntries(findings.map((one) => [one.name, one])),
    metadata: { dependencies: { total: 57 } },
  });

describe('an audit', () => {
  it('that found nothing is an answer', () => {
    expect(readAudit(answer(), '')).toEqual({ kind: 'answer', packages: 57, findings: [] });
  });

  it('tells findings of level high and above, with where they come from', () => {
    const said = readAudit(
      answer(finding('parser', 'high', [advisory]), finding('server', 'critical', ['parser'])),
      'npm error',
    );
    expect(said).toMatchObject({
      kind: 'answer',
      findings: [
        'high: parser <2.1.0: Request smuggling https://github.com/advisories/GHSA-1',
        'critical: server <2.1.0: through parser',
      ],
    });
  });

  it.each(['info', 'low', 'moderate'])('leaves out findings of level %s', (severity) => {
    expect(readAudit(answer(finding('parser', severity, [advisory])), '')).toMatchObject({ findings: [] });
  });

  it.each([
    [
      'takes no audits',
      { message: '405 Method Not Allowed - POST https://registry.example/-/npm/v1', statusCode: 405 },
      '405 Method Not Allowed',
    ],
    [
      'is out of reach',
      {
        message: 'request to https://registry.example/v1 failed, reason: connect ECONNREFUSED',
        error: { summary: '' },
      },
      'request failed, reason: connect ECONNREFUSED',
    ],
  ])('of a registry that %s is no answer, and no pass', (_, document, why) => {
    expect(readAudit(JSON.stringify(document), 'npm error')).toEqual({ kind: 'no-answer', why });
  });

  it.each([
    [
      'without a lock file',
      '{ "error": { "code": "ENOLOCK", "summary": "it needs a lock file" } }',
      '',
      'it needs a lock file',
    ],
    ['that says no JSON', 'oops', 'npm error broken\n', 'npm error broken'],
    ['that says half a document', '{ "vulnerabilities": {} }', 'npm error', 'npm error'],
    ['that says nothing', '', '', 'npm said nothing'],
  ])('%s has not been made, which is a failure', (_, stdout, stderr, why) => {
    expect(readAudit(stdout, stderr)).toEqual({ kind: 'not-asked', why });
  });
});

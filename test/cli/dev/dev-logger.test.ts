import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { devLogger } from '../../../lib/cli/dev/dev-logger.js';
import type { EdgeLogEntry } from '../../../lib/local/cloudfront/edge-log-entry.js';

function listening(quiet = false) {
  const lines: string[] = [];
  const out = (line: string) => void lines.push(stripVTControlCharacters(line));
  const logger = devLogger({ out, err: out, isTerminal: false, width: 80 }, quiet);
  const firewall = (entry: object) => logger.firewallLog?.({ webAclName: 'Firewall', line: JSON.stringify(entry) });
  const edge = (entry: Partial<EdgeLogEntry>) => logger.edgeLog?.({ ...answered, ...entry });
  return { lines, logger, firewall, edge };
}

const answered: EdgeLogEntry = {
  logicalId: 'Distribution',
  requestId: 'id-1',
  method: 'GET',
  path: '/books',
  status: 200,
  result: 'Hit',
  latencyMs: 3,
  hasAccessLine: false,
};

function linesOf(entry: object, quiet = false): readonly string[] {
  const { lines, firewall } = listening(quiet);
  firewall(entry);
  return lines;
}

const request = { httpRequest: { httpMethod: 'GET', uri: '/books' } };

describe('what a firewall did', () => {
  it.each([
    [
      'a line where it blocked',
      { ...request, action: 'BLOCK', terminatingRuleId: 'rate-limit-per-caller' },
      ['  waf  GET     /books  blocked by rate-limit-per-caller'],
    ],
    [
      'a line for each rule that counted',
      { ...request, action: 'ALLOW', nonTerminatingMatchingRules: [{ ruleId: 'managed-common' }, { ruleId: 'slow' }] },
      ['  waf  GET     /books  counted by managed-common', '  waf  GET     /books  counted by slow'],
    ],
    [
      'lines where it counted, then blocked',
      {
        ...request,
        action: 'BLOCK',
        terminatingRuleId: 'block',
        nonTerminatingMatchingRules: [{ ruleId: 'slow' }],
      },
      ['  waf  GET     /books  counted by slow', '  waf  GET     /books  blocked by block'],
    ],
    ['no line where it did nothing', { ...request, action: 'ALLOW', nonTerminatingMatchingRules: [] }, []],
  ])('is %s', (_what, entry, expected) => {
    expect(linesOf(entry)).toEqual(expected);
  });

  it('is told to nobody who wants it quiet', () => {
    expect(linesOf({ ...request, action: 'BLOCK', terminatingRuleId: 'block' }, true)).toEqual([]);
  });
});

describe('what an edge answered', () => {
  it.each<[string, Partial<EdgeLogEntry>, string]>([
    ['from its cache', {}, '  200  GET     /books  3 ms  Hit from cloudfront'],
    [
      'by its function',
      { method: 'DELETE', status: 400, result: 'FunctionGeneratedResponse' },
      '  400  DELETE  /books  3 ms  FunctionGeneratedResponse from cloudfront',
    ],
    ['with an error', { status: 502, result: 'Error' }, '  502  GET     /books  3 ms  Error from cloudfront'],
    [
      'to a path that would write to the terminal',
      { path: '/a\u009b2J\u001b[2J\ud800' },
      '  200  GET     /a%C2%9B2J%1B[2J%EF%BF%BD  3 ms  Hit from cloudfront',
    ],
  ])('is a line where it answers %s', (_, entry, line) => {
    const { lines, edge } = listening();
    edge(entry);
    expect(lines).toEqual([line]);
  });

  it('is no second line where an API has one', () => {
    const { lines, logger, edge } = listening();
    const line = JSON.stringify({ method: 'GET', path: '/books', status: '200', latencyMs: '3' });
    logger.accessLog?.({ apiId: 'a', stage: 's', line });
    edge({ result: 'Miss', hasAccessLine: true });
    expect(lines).toEqual(['  200  GET     /books  3 ms']);
  });

  it('is one line with the rule where its firewall blocked, and each has its own', () => {
    const { lines, firewall, edge } = listening();
    const blocked = (requestId: string, terminatingRuleId: string) =>
      firewall({
        action: 'BLOCK',
        terminatingRuleId,
        httpSourceName: 'CF',
        httpRequest: { ...request.httpRequest, requestId },
      });
    blocked('id-1', 'rate-limit-per-caller');
    blocked('id-2', 'block');
    edge({ requestId: 'id-2', status: 403, result: 'Error' });
    edge({ requestId: 'id-1', status: 429, result: 'Error' });
    expect(lines).toEqual([
      '  403  GET     /books  3 ms  blocked by block',
      '  429  GET     /books  3 ms  blocked by rate-limit-per-caller',
    ]);
  });

  it('is told to nobody who wants it quiet', () => {
    const { lines, edge } = listening(true);
    edge({});
    expect(lines).toEqual([]);
  });
});

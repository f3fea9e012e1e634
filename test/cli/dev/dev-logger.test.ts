import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { devLogger } from '../../../lib/cli/dev/dev-logger.js';

function linesOf(entry: object, quiet = false): readonly string[] {
  const lines: string[] = [];
  const out = (line: string) => void lines.push(stripVTControlCharacters(line));
  const logger = devLogger({ out, err: out, isTerminal: false, width: 80 }, quiet);
  logger.firewallLog?.({ webAclName: 'Firewall', line: JSON.stringify(entry) });
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

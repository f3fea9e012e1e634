import { describe, expect, it } from 'vitest';
import { managedRuleGroups } from '../../../../lib/facts/managed-rule-groups.js';
import { codesAndPlaces, faultsOfFirewall } from './firewalls.js';

describe('a managed group', () => {
  it.each(Object.entries(managedRuleGroups))('%s is taken, with a word on each of its rules', (group, { rules }) => {
    const override = Object.fromEntries(rules.map((rule) => [rule, 'count']));
    expect(faultsOfFirewall({ managed: [group] })).toEqual([]);
    expect(faultsOfFirewall({ managed: [{ group, override }] })).toEqual([]);
    expect(new Set(rules).size).toBe(rules.length);
  });

  it.each<[string, unknown]>([
    ['that counts', { group: 'common', count: true }],
    ['in one of its versions', { group: 'common', version: 'Version_1.11' }],
    [
      'with a rule that another version has',
      { group: 'common', version: 'Version_1.0', override: { Old_RULE: 'count' } },
    ],
    ['that looks more closely', { group: 'bot-control', level: 'targeted' }],
  ])('is taken %s', (_title, group) => {
    expect(faultsOfFirewall({ managed: [group] })).toEqual([]);
  });

  it.each<[string, unknown, string, string]>([
    ['an unknown name', 'core', 'FIREWALL_GROUP', ''],
    ["AWS's name", 'AWSManagedRulesCommonRuleSet', 'FIREWALL_GROUP', ''],
    ["a name of every object's", 'constructor', 'FIREWALL_GROUP', ''],
    ['an unknown name in an object', { group: 'core' }, 'FIREWALL_GROUP', ''],
    ['an unknown version', { group: 'common', version: '1.11' }, 'FIREWALL_GROUP_VERSION', '.version'],
    [
      'a version of a list',
      { group: 'ip-reputation', version: 'Version_1.0' },
      'FIREWALL_GROUP_UNVERSIONED',
      '.version',
    ],
    ['a level without bots', { group: 'sqli', level: 'common' }, 'FIREWALL_GROUP_LEVEL', '.level'],
    ['an unknown level', { group: 'bot-control', level: 'high' }, 'FIREWALL_BOT_LEVEL', '.level'],
    ['no count', { group: 'common', count: false }, 'FIREWALL_GROUP_COUNT', '.count'],
    ['an unknown rule', { group: 'linux', override: { LFI_BODY: 'count' } }, 'FIREWALL_OVERRIDE_RULE', '.override'],
    [
      'an unknown action',
      { group: 'linux', override: { LFI_HEADER: 'log' } },
      'FIREWALL_OVERRIDE_ACTION',
      ".override['LFI_HEADER']",
    ],
    ['a misspelt setting', { group: 'common', counts: true }, 'UNKNOWN_PROPERTY', '.counts'],
  ])('is not taken with %s', (_title, group, code, at) => {
    expect(codesAndPlaces(faultsOfFirewall({ managed: ['php', group] }))).toEqual([[code, `firewall.managed[1]${at}`]]);
  });

  it('names the rules that there are where an override names another', () => {
    const [fault] = faultsOfFirewall({ managed: [{ group: 'linux', override: { LFI_BODY: 'count' } }] });
    expect(fault).toMatchObject({ got: '"LFI_BODY"', allowed: 'LFI_URIPATH, LFI_QUERYSTRING, LFI_HEADER' });
  });

  it('stands in the list once', () => {
    expect(codesAndPlaces(faultsOfFirewall({ managed: ['php', { group: 'php', count: true }] }))).toEqual([
      ['FIREWALL_GROUP_TWICE', 'firewall.managed[1]'],
    ]);
  });
});

import type { Issue } from '../../../errors/issue.js';
import { type ManagedRuleGroup, managedRuleGroups } from '../../../facts/managed-rule-groups.js';
import { type Firewall, MANAGED_GROUP_PROPS, type ManagedGroup, type ManagedGroupName } from '../../firewall.js';
import { unknownIn } from '../../known-props.js';
import { brokenRules, issueAt, type Rule } from '../rule.js';
import { unknownPropIssue } from '../unknown-prop-issues.js';

const GROUPS: Readonly<Record<ManagedGroupName, ManagedRuleGroup>> = managedRuleGroups;
const LIST = 'https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html';
const OVERRIDES = 'https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-rule-group-override-options.html';
const ACTIONS = ['allow', 'block', 'count', 'captcha', 'challenge'];
const VERSION = /^Version_\d+\.\d+$/;

const RULES: readonly Rule<ManagedGroup>[] = [
  {
    holds: ({ version }) => version === undefined || VERSION.test(version),
    words: ({ version }) => ({
      code: 'FIREWALL_GROUP_VERSION',
      at: 'version',
      message: 'no version of a group has this name',
      got: version,
      allowed: 'Version_1.11 and the like',
      fix: "leave it out: AWS's default moves as AWS mends the group",
      source: 'https://docs.aws.amazon.com/waf/latest/developerguide/waf-managed-rule-groups-versioning.html',
    }),
  },
  {
    holds: ({ group, version }) => version === undefined || GROUPS[group].versions,
    words: ({ group, version }) => ({
      code: 'FIREWALL_GROUP_UNVERSIONED',
      at: 'version',
      message: `${group} is a list that AWS renews all the time, without versions`,
      got: version,
      allowed: 'no version',
      fix: 'leave it out',
      source: GROUPS[group].source,
    }),
  },
  {
    holds: ({ group, level }) => level === undefined || group === 'bot-control',
    words: ({ level }) => ({
      code: 'FIREWALL_GROUP_LEVEL',
      at: 'level',
      message: 'bot-control alone has levels',
      got: level,
      allowed: 'level on bot-control',
      fix: 'leave it out',
      source: GROUPS['bot-control'].source,
    }),
  },
  {
    holds: ({ level }) => level === undefined || level === 'common' || level === 'targeted',
    words: ({ level }) => ({
      code: 'FIREWALL_BOT_LEVEL',
      at: 'level',
      message: 'bot-control looks at requests in two ways',
      got: level,
      allowed: "'common' or 'targeted'",
      fix: "leave it out ('common'): targeted costs ten times as much",
      source: GROUPS['bot-control'].source,
    }),
  },
  {
    holds: ({ count }) => count === undefined || count === true,
    words: ({ count }) => ({
      code: 'FIREWALL_GROUP_COUNT',
      at: 'count',
      message: 'a group counts, or it does what its rules say',
      got: count,
      allowed: 'true',
      fix: 'leave it out, so that the group blocks',
      source: OVERRIDES,
    }),
  },
];

export function managedGroupIssues(managed: NonNullable<Firewall['managed']>): readonly Issue[] {
  const names = managed.map((each) => (typeof each === 'string' ? each : each.group));
  return managed.flatMap((each, index) => {
    const place = `firewall.managed[${index}]`;
    const group = typeof each === 'string' ? { group: each } : each;
    if (!Object.hasOwn(GROUPS, group.group)) return [unknownGroup(group.group, place)];
    return [
      ...(names.indexOf(group.group) < index ? [twice(group.group, place)] : []),
      ...unknownIn(group, MANAGED_GROUP_PROPS).map((prop) => unknownPropIssue(prop, place)),
      ...brokenRules(RULES, group, place),
      ...overrideIssues(group, place),
    ];
  });
}

function unknownGroup(name: string, place: string): Issue {
  return issueAt(place, {
    code: 'FIREWALL_GROUP',
    at: '',
    message: 'no group of AWS goes by this name',
    got: name,
    allowed: Object.keys(GROUPS).join(', '),
    fix: 'write it as allowed, or let the type-checker show the line: npx tsc',
    source: LIST,
  });
}

function twice(name: string, place: string): Issue {
  return issueAt(place, {
    code: 'FIREWALL_GROUP_TWICE',
    at: '',
    message: 'the group stands in the list already, and would cost twice',
    got: name,
    allowed: 'each group once',
    fix: 'leave one of them out',
    source: LIST,
  });
}

function overrideIssues({ group, override = {}, version }: ManagedGroup, place: string): readonly Issue[] {
  const { rules, source } = GROUPS[group];
  return Object.entries(override).flatMap(([rule, action]) => [
    // Of an older version nobody here knows the names.
    ...(rules.includes(rule) || version !== undefined
      ? []
      : [
          issueAt(`${place}.override`, {
            code: 'FIREWALL_OVERRIDE_RULE',
            at: '',
            message: `${group} has no rule of this name, so nothing would change`,
            got: rule,
            allowed: rules.join(', '),
            fix: 'copy the name from the list, capitals included',
            source,
          }),
        ]),
    ...(ACTIONS.includes(action)
      ? []
      : [
          issueAt(`${place}.override['${rule}']`, {
            code: 'FIREWALL_OVERRIDE_ACTION',
            at: '',
            message: 'AWS WAF does none of this',
            got: action,
            allowed: ACTIONS.join(', '),
            fix: "write 'count' to let requests through and see what would have been blocked",
            source: OVERRIDES,
          }),
        ]),
  ]);
}

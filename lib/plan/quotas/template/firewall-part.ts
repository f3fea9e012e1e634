import type { Plan } from '../../plan.js';
import type { WebAclPlan, WebAclRulePlan } from '../../web-acl-plan.js';
import { attachedTo } from './edge-parts.js';
import { jsonBytes, total } from './json-bytes.js';
import { joined, NOTHING, type TemplatePart } from './part.js';

/** The web ACL with its sets and logs, and what puts it before a stage. */
export function firewallPart({ firewall, apis }: Plan): TemplatePart {
  if (!firewall) return NOTHING;
  return joined([
    {
      resources: 1,
      bytes: ACL + bodyBytes(firewall) + jsonBytes(firewall.redacted) + total(firewall.rules, ruleBytes),
    },
    ...firewall.rules.map(setsPart),
    ...(firewall.log === 'none' ? [] : [LOGS[firewall.log]]),
    ...(firewall.attachedTo === 'rest-stage' ? [FIRST_STAGE, attachedTo(apis.length - 1)] : []),
  ]);
}

const ACL = 560;
const FIRST_STAGE: TemplatePart = { resources: 1, bytes: 295 };
const LOGS = {
  all: { resources: 2, bytes: 800 },
  blocked: { resources: 2, bytes: 1_120 },
} satisfies Record<Exclude<WebAclPlan['log'], 'none'>, TemplatePart>;
const SET = 145;

function bodyBytes({ rules }: WebAclPlan): number {
  const bodies = rules.flatMap((rule) =>
    'response' in rule && rule.response?.body !== undefined ? [rule.response.body] : [],
  );
  return total([...new Set(bodies.map((body) => JSON.stringify(body)))], (body) => jsonBytes(body) + 70);
}

function setsPart(rule: WebAclRulePlan): TemplatePart {
  if (rule.kind !== 'match') return NOTHING;
  const versions = new Set(rule.ips.map((ip) => ip.includes(':'))).size;
  const resources = versions + (rule.paths.length > 0 ? 1 : 0);
  return { resources, bytes: resources * SET + jsonBytes(rule.ips) + jsonBytes(rule.paths) };
}

/** Name, labels, metrics, action. */
const RULE = 215;
const RESPONSE = 70;
/** A path or a method is looked at in one of several ways, each a statement with its transformations. */
const LOOKED_AT = 250;

function ruleBytes(rule: WebAclRulePlan): number {
  const named = RULE + 2 * rule.name.length + ('response' in rule && rule.response ? RESPONSE : 0);
  switch (rule.kind) {
    case 'match':
      return named + 300 + jsonBytes(rule.countries) + (rule.paths.length > 0 ? 2 * LOOKED_AT : 0);
    case 'rate':
      return (
        named +
        100 +
        total(rule.by, (key) => 110 + jsonBytes(key)) +
        total(rule.methods, () => 160) +
        total(rule.paths, (path) => LOOKED_AT + path.length)
      );
    case 'body-size':
      return named + 250 + total(rule.routes, (routes) => 2 * LOOKED_AT + 2.5 * jsonBytes(routes));
    case 'managed':
      return named + 90 + jsonBytes(rule) / 2;
  }
}

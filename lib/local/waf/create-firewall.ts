import type { Firewall, WafRequest, WafSource, WafVerdict } from '../model/firewall.js';
import type { WafAction, WafCustomResponse, WebAclModel } from '../model/web-acl.js';
import { type CompiledRule, compileRules } from './compile-rules.js';
import type { Inspection, ResolveReference } from './inspection.js';
import { logLine } from './log/log-line.js';
import { rateCounters } from './rate/rate-based.js';
import { type Ending, insert, runRules, type Trail } from './run-rules.js';

export interface FirewallOptions {
  readonly nowMs: () => number;
  /** Asked at each evaluation for what a `{{resolve:…}}` in a search string stands for. @default nothing is known */
  readonly resolve?: ResolveReference | undefined;
  /** Takes a line of JSON for each request, where the web ACL has a logging configuration. */
  readonly onLog?: ((entry: { readonly webAclName: string; readonly line: string }) => void) | undefined;
  readonly warn?: (line: string) => void;
}

/** Before the custom response of a block: what AWS answers a client that has no token, as none has here. */
const TOKEN_RESPONSES: Readonly<Record<'captcha' | 'challenge', WafCustomResponse>> = {
  captcha: { status: 405, headers: [['x-amzn-waf-action', 'captcha']] },
  challenge: { status: 202, headers: [['x-amzn-waf-action', 'challenge']] },
};

/**
 * A web ACL at work: its rules in the order of their priorities, then its default action. Pure but for the counters of
 * rate-based rules. Statements that are not evaluated here leave their rule without effect: `unsupportedWafFeatures`
 * names them.
 *
 * https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-processing.html
 */
export function createFirewall(acl: WebAclModel, options: FirewallOptions): Firewall {
  let counters = rateCounters();
  let current = { acl, rules: compileRules(acl.rules, acl.labelNamespace, counters) };
  return {
    acl: () => current.acl,
    evaluate: (request, source) => evaluate(current, request, source, options),
    replaceRules(next) {
      counters = rateCounters(counters.all);
      current = { acl: next, rules: compileRules(next.rules, next.labelNamespace, counters) };
    },
  };
}

function evaluate(
  { acl, rules }: { readonly acl: WebAclModel; readonly rules: readonly CompiledRule[] },
  request: WafRequest,
  source: WafSource | undefined,
  options: FirewallOptions,
): WafVerdict {
  const inspection = openInspection(acl, request, options);
  const trail: Trail = { inserted: [], counted: [], groups: [], limited: [] };
  const ending = runRules(rules, inspection, trail);
  const verdict = verdictOf(acl, ending, inspection, trail);
  if (acl.logging && options.onLog) {
    const line = logLine({ acl, logging: acl.logging, inspection, trail, ending, verdict, source });
    if (line !== undefined) options.onLog({ webAclName: acl.name, line });
  }
  return verdict;
}

const openInspection = (acl: WebAclModel, request: WafRequest, options: FirewallOptions): Inspection => ({
  request,
  bodyLimitBytes: acl.bodyLimitBytes,
  nowMs: options.nowMs(),
  resolve: (text) => resolved(text, acl, options),
  warn: (line) => options.warn?.(`${acl.name}: ${line}`),
  labels: new Set(),
  newLabels: new Set(),
  contents: new Map(),
  regexTimeouts: 0,
});

/** What cannot be read is not known: rules that ask for it find it nowhere. */
function resolved(text: string, acl: WebAclModel, { resolve, warn }: FirewallOptions): readonly string[] | undefined {
  try {
    return resolve?.(text);
  } catch (error) {
    warn?.(`${acl.name}: a secret cannot be read: ${error instanceof Error ? error.message : 'unknown error'}`);
    return undefined;
  }
}

function verdictOf(acl: WebAclModel, ending: Ending | undefined, { labels }: Inspection, trail: Trail): WafVerdict {
  const action: WafAction = ending?.action ?? acl.defaultAction;
  const common = { labels: [...labels], ...(ending && { rule: ending.rule }) };
  if (action.kind === 'block') {
    return { kind: 'block', action: 'block', ...common, ...(action.response && { custom: action.response }) };
  }
  if (action.kind === 'captcha' || action.kind === 'challenge') {
    return { kind: 'block', action: action.kind, ...common, custom: TOKEN_RESPONSES[action.kind] };
  }
  insert(action.insertHeaders, trail);
  return { kind: 'allow', ...common, insertedHeaders: trail.inserted };
}

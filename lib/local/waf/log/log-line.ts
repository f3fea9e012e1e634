import type { WafSource, WafVerdict } from '../../model/firewall.js';
import type { WafField, WafLogging, WebAclModel } from '../../model/web-acl.js';
import type { Inspection } from '../inspection.js';
import type { Ending, Trail } from '../run-rules.js';
import { isLogged } from './is-logged.js';

export interface LoggedEvaluation {
  readonly acl: WebAclModel;
  readonly logging: WafLogging;
  readonly inspection: Inspection;
  readonly trail: Trail;
  readonly ending: Ending | undefined;
  readonly verdict: WafVerdict;
  readonly source: WafSource | undefined;
}

/** AWS has this word in the place of what a logging configuration redacts. */
const REDACTED = 'REDACTED';

/**
 * A request as the log of a web ACL has it; undefined where its filter drops it.
 *
 * https://docs.aws.amazon.com/waf/latest/developerguide/logging-fields.html
 */
export function logLine(evaluation: LoggedEvaluation): string | undefined {
  const { acl, logging, inspection, trail, ending, verdict, source } = evaluation;
  const action = verdict.kind === 'allow' ? 'ALLOW' : verdict.action.toUpperCase();
  if (!isLogged(logging.filter, action, trail, verdict.labels)) return undefined;
  return JSON.stringify({
    timestamp: inspection.nowMs,
    formatVersion: 1,
    webaclId: acl.arn,
    terminatingRuleId: ending?.rule ?? 'Default_Action',
    terminatingRuleType: ending?.type ?? 'REGULAR',
    action,
    terminatingRuleMatchDetails: [],
    httpSourceName: source?.name ?? '-',
    httpSourceId: source?.id ?? '-',
    ruleGroupList: trail.groups.map(groupEntry),
    rateBasedRuleList: trail.limited.map((name) => ({ rateBasedRuleName: name })),
    nonTerminatingMatchingRules: trail.counted.map(countEntry),
    requestHeadersInserted: verdict.kind === 'allow' ? verdict.insertedHeaders.map(nameAndValue) : null,
    responseCodeSent: verdict.kind === 'block' ? (verdict.custom?.status ?? null) : null,
    httpRequest: requestEntry(evaluation),
    labels: verdict.labels.map((name) => ({ name })),
  });
}

const nameAndValue = ([name, value]: readonly [string, string]) => ({ name, value });
const countEntry = (ruleId: string) => ({ ruleId, action: 'COUNT', ruleMatchDetails: [] });

const groupEntry = ({ group, ending, counted }: Trail['groups'][number]) => ({
  ruleGroupId: group,
  terminatingRule: ending === undefined ? null : { ruleId: ending.rule, action: ending.action.kind.toUpperCase() },
  nonTerminatingMatchingRules: counted.map(countEntry),
  excludedRules: null,
});

function requestEntry({ inspection: { request }, logging, source }: LoggedEvaluation) {
  const hides = (kind: WafField['kind']) => logging.redacted.some((field) => field.kind === kind);
  const hidden = new Set(
    logging.redacted.flatMap((field) => (field.kind === 'single-header' ? [field.name.toLowerCase()] : [])),
  );
  return {
    clientIp: request.sourceIp,
    country: request.country ?? '-',
    headers: request.headers.map(([name, value]) => ({
      name,
      value: hidden.has(name.toLowerCase()) ? REDACTED : value,
    })),
    uri: hides('uri-path') ? REDACTED : request.uriPath,
    args: hides('query-string') ? REDACTED : request.queryString,
    httpVersion: request.protocol,
    httpMethod: hides('method') ? REDACTED : request.method,
    requestId: source?.requestId ?? null,
  };
}

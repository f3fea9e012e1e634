import type { EdgeLogEntry } from '../../local/cloudfront/edge-log-entry.js';
import type { GatewayLogger } from '../../local/server/gateway-logger.js';
import { colors } from '../colors.js';
import type { Console } from '../console.js';

/**
 * Prints what happens in the local gateway: notices once, then a line for each request and each line of a function.
 * The line of a request is the API's; what an edge answers without an API has one of the edge.
 */
export function devLogger(console: Console, quiet = false): GatewayLogger {
  const seen = new Set<string>();
  const blockedBy = new Map<string, string>();
  return {
    notice({ kind, stackName, logicalId, resourceType, message }) {
      const line = `  ${colors.yellow(kind === 'unresolved' ? 'unresolved' : 'not emulated')}  ${stackName}/${logicalId} (${resourceType}): ${message}`;
      if (!seen.has(line)) console.err(line);
      seen.add(line);
    },
    warn: (line) => console.err(`  ${colors.yellow('warning')}  ${line}`),
    functionLog: ({ functionName, line }) => console.out(`  ${colors.dim(shortName(functionName))}  ${line}`),
    ...(!quiet && {
      accessLog: ({ line }) => console.out(`  ${accessLine(line)}`),
      edgeLog(entry) {
        const rule = blockedBy.get(entry.requestId);
        blockedBy.delete(entry.requestId);
        if (!entry.hasAccessLine) console.out(`  ${edgeLine(entry, rule)}`);
      },
      firewallLog({ line }) {
        const entry: FirewallEntry = fieldsOf(line);
        for (const { ruleId } of entry.nonTerminatingMatchingRules ?? [])
          console.out(`  ${colors.yellow('waf')}  ${firewallText(entry, `counted by ${ruleId}`)}`);
        if (entry.action === 'ALLOW') return;
        const { httpSourceName, terminatingRuleId = '-', httpRequest } = entry;
        // The edge says so itself, with the status.
        if (httpSourceName === 'CF' && httpRequest?.requestId) blockedBy.set(httpRequest.requestId, terminatingRuleId);
        else console.out(`  ${colors.red('waf')}  ${firewallText(entry, `blocked by ${terminatingRuleId}`)}`);
      },
    }),
  };
}

/** CloudFormation's names of functions are the stack, the logical id and twelve characters of chance. */
function shortName(functionName: string): string {
  return /^[^-]+-(.+?)(?:Function[0-9A-F]{7,8})?-[A-Z0-9]{12}$/.exec(functionName)?.[1] ?? functionName;
}

/** Lines in the format of our own stages read as a table; those of others stay as they are. */
function accessLine(line: string): string {
  const { method, path, status, latencyMs, error } = fieldsOf(line);
  if (!method || !path || !status) return line;
  const reason = error && error !== '-' && Number(status) >= 400 ? error : '';
  return requestLine({ method, path, status: Number(status), latencyMs }, reason);
}

function edgeLine(entry: EdgeLogEntry, blockingRule: string | undefined): string {
  return requestLine(
    entry,
    blockingRule === undefined ? `${entry.result} from cloudfront` : `blocked by ${blockingRule}`,
  );
}

interface RequestEntry extends Pick<EdgeLogEntry, 'method' | 'path' | 'status'> {
  readonly latencyMs: number | string | undefined;
}

function requestLine({ method, path, status, latencyMs }: RequestEntry, remark: string): string {
  const paint = status >= 500 ? colors.red : status >= 400 ? colors.yellow : colors.green;
  const remarked = remark === '' ? '' : `  ${colors.dim(remark)}`;
  return `${paint(String(status))}  ${requestText(method, path)}  ${colors.dim(`${latencyMs} ms`)}${remarked}`;
}

/** No byte of a path reaches the terminal but as a character that can be seen. */
function requestText(method: string, path: string): string {
  const seen = path.replace(/[^!-~]/gu, (character) => encodeURIComponent(Buffer.from(character).toString()));
  return `${method.padEnd(8)}${seen}`;
}

interface FirewallEntry {
  readonly action?: string;
  readonly terminatingRuleId?: string;
  readonly httpSourceName?: string;
  readonly nonTerminatingMatchingRules?: readonly { readonly ruleId: string }[];
  readonly httpRequest?: { readonly httpMethod?: string; readonly uri?: string; readonly requestId?: string };
}

function firewallText({ httpRequest = {} }: FirewallEntry, what: string): string {
  const { httpMethod = '', uri = '' } = httpRequest;
  return `${requestText(httpMethod, uri)}  ${colors.dim(what)}`;
}

function fieldsOf(line: string): Readonly<Record<string, string>> {
  try {
    const parsed: unknown = JSON.parse(line);
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, string>) : {};
  } catch {
    return {};
  }
}

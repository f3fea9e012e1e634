import type { GatewayLogger } from '../../local/server/gateway-logger.js';
import { colors } from '../colors.js';
import type { Console } from '../console.js';

/** Prints what happens in the local gateway: notices once, then a line for each request and each line of a function. */
export function devLogger(console: Console, quiet = false): GatewayLogger {
  const seen = new Set<string>();
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
      firewallLog: ({ line }) => {
        for (const told of firewallLines(line)) console.out(`  ${told}`);
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
  const paint = Number(status) >= 500 ? colors.red : Number(status) >= 400 ? colors.yellow : colors.green;
  const reason = error && error !== '-' && Number(status) >= 400 ? `  ${colors.dim(error)}` : '';
  return `${paint(status)}  ${method.padEnd(8)}${path}  ${colors.dim(`${latencyMs} ms`)}${reason}`;
}

interface FirewallEntry {
  readonly action?: string;
  readonly terminatingRuleId?: string;
  readonly nonTerminatingMatchingRules?: readonly { readonly ruleId: string }[];
  readonly httpRequest?: { readonly httpMethod?: string; readonly uri?: string };
}

/** What a web ACL did to a request, where it did anything. */
function firewallLines(line: string): readonly string[] {
  const entry: FirewallEntry = fieldsOf(line);
  const { httpMethod = '', uri = '' } = entry.httpRequest ?? {};
  const request = `${httpMethod.padEnd(8)}${uri}`;
  const counted = (entry.nonTerminatingMatchingRules ?? []).map(
    ({ ruleId }) => `${colors.yellow('waf')}  ${request}  ${colors.dim(`counted by ${ruleId}`)}`,
  );
  if (entry.action === 'ALLOW') return counted;
  return [...counted, `${colors.red('waf')}  ${request}  ${colors.dim(`blocked by ${entry.terminatingRuleId}`)}`];
}

function fieldsOf(line: string): Readonly<Record<string, string>> {
  try {
    const parsed: unknown = JSON.parse(line);
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, string>) : {};
  } catch {
    return {};
  }
}

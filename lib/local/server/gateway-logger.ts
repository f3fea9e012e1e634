import type { EdgeLogEntry } from '../cloudfront/edge-log-entry.js';
import type { FunctionLog } from '../lambda/lambda-worker.js';
import type { Notice } from '../model/cloud.js';

/** Where the local gateway says what happens; the command line prints it, tests collect it. */
export interface GatewayLogger {
  readonly notice: (notice: Notice) => void;
  readonly warn: (line: string) => void;
  readonly functionLog: (log: FunctionLog) => void;
  /** Absent: lines are not made at all. */
  readonly accessLog?: (entry: { readonly apiId: string; readonly stage: string; readonly line: string }) => void;
  /** What distributions answer, whoever it comes from. */
  readonly edgeLog?: (entry: EdgeLogEntry) => void;
  /** What web ACLs with a logging configuration say of each request, in JSON. Absent: lines are not made at all. */
  readonly firewallLog?: (entry: { readonly webAclName: string; readonly line: string }) => void;
}

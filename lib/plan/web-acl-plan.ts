import type { FirewallResponse, RateKey, RuleAction } from '../spec/firewall.js';

/** A web ACL of AWS WAF. */
export interface WebAclPlan {
  readonly scope: 'CLOUDFRONT' | 'REGIONAL';
  readonly attachedTo: 'edge' | 'rest-stage';
  readonly because: string;
  /** In order of priority. */
  readonly rules: readonly WebAclRulePlan[];
  readonly inspectKb: 16 | 32 | 48 | 64;
  readonly log: 'all' | 'blocked' | 'none';
  /** What no log line shows. Headers in lower case. */
  readonly redacted: { readonly headers: readonly string[]; readonly query: boolean };
  /** Web ACL capacity units of all rules. */
  readonly wcu: number;
}

interface RuleCommon {
  /** Unique in the ACL: `rate-limit-per-ip`. */
  readonly name: string;
  readonly wcu: number;
  readonly because: string;
}

export type WebAclRulePlan = RuleCommon &
  (
    | {
        readonly kind: 'match';
        readonly action: 'allow' | 'block' | 'count';
        /** Any of these. */
        readonly ips: readonly string[];
        readonly countries: readonly string[];
        readonly asns: readonly number[];
        readonly paths: readonly string[];
        readonly response?: FirewallResponse;
      }
    | {
        readonly kind: 'rate';
        readonly action: 'block' | 'count';
        readonly limit: number;
        readonly windowSeconds: 60 | 120 | 300 | 600;
        readonly by: readonly RateKey[];
        /** What is counted; none: all. */
        readonly methods: readonly string[];
        /** Regular expressions of the decoded path in lower case, of which any is enough; none: all paths. */
        readonly paths: readonly string[];
        readonly response?: FirewallResponse;
      }
    | {
        readonly kind: 'body-size';
        readonly maxBytes: number;
        /** It holds for these. */
        readonly routes: readonly BodySizeRoutes[];
        readonly response?: FirewallResponse;
      }
    | {
        readonly kind: 'managed';
        /** As AWS names it: `AWSManagedRulesCommonRuleSet`. */
        readonly group: string;
        readonly version?: string;
        readonly inspectionLevel?: 'COMMON' | 'TARGETED';
        readonly count: boolean;
        readonly override: Readonly<Record<string, RuleAction>>;
      }
  );

/** Requests of routes with one limit, told from those of all others. */
export interface BodySizeRoutes {
  /** `ANY`: all methods. */
  readonly method: string;
  /** Regular expression of the path, as decoded and as normalized. */
  readonly path: string;
  /** Of the decoded path where it came with an encoded slash: servers do not agree whether that one parts segments. */
  readonly slashedPath: string;
  /** Other routes' requests that fit too: method and regular expression of the path as sent. */
  readonly except: readonly { readonly method: string; readonly path: string }[];
}

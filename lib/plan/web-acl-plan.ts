import type { FirewallResponse, RateKey, RequestMatch, RuleAction } from '../spec/firewall.js';

/** A web ACL of AWS WAF. */
export interface WebAclPlan {
  readonly scope: 'CLOUDFRONT' | 'REGIONAL';
  readonly attachedTo: 'edge' | 'rest-stage';
  readonly because: string;
  /** In order of priority. */
  readonly rules: readonly WebAclRulePlan[];
  readonly inspectKb: 16 | 32 | 48 | 64;
  readonly log: 'all' | 'blocked' | 'none';
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
        readonly only?: RequestMatch;
        readonly response?: FirewallResponse;
      }
    | {
        readonly kind: 'body-size';
        readonly maxBytes: number;
        /** Routes that it holds for: method (or `ANY`) and a regular expression of the path. */
        readonly routes: readonly { readonly method: string; readonly path: string }[];
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

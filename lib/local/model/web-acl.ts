/** A web ACL of AWS WAF (`AWS::WAFv2::WebACL`), with the sets and rule groups that it names put in their places. */
export interface WebAclModel {
  readonly stackName: string;
  readonly logicalId: string;
  readonly id: string;
  readonly name: string;
  readonly arn: string;
  readonly scope: 'REGIONAL' | 'CLOUDFRONT';
  /** Stands before the labels of its own rules: `awswaf:000000000000:webacl:NAME:` */
  readonly labelNamespace: string;
  /** WCU that its rules take; absent where a rule group is named whose capacity is not known. */
  readonly capacity?: number;
  readonly defaultAction: WafAction;
  readonly rules: readonly WafRule[];
  /** How much of a body WAF gets to see. */
  readonly bodyLimitBytes: number;
  readonly logging?: WafLogging;
  /** As its template or the API has it, in PascalCase; dynamic references stay as they are written. */
  readonly json: Readonly<Record<string, unknown>>;
}

export interface WafRule {
  readonly name: string;
  readonly priority: number;
  readonly statement: WafStatement;
  /** Of rule groups: `group`, whose rules have actions of their own. */
  readonly action: WafAction | { readonly kind: 'group'; readonly countsOnly: boolean };
  /** Without the namespace of the web ACL or the group. */
  readonly labels: readonly string[];
  readonly metricName?: string;
}

export type WafAction =
  | { readonly kind: 'allow' | 'count' | 'captcha' | 'challenge'; readonly insertHeaders: readonly WafHeader[] }
  | { readonly kind: 'block'; readonly response?: WafCustomResponse };

/** Name and value. */
export type WafHeader = readonly [name: string, value: string];

export interface WafCustomResponse {
  readonly status: number;
  readonly headers: readonly WafHeader[];
  readonly body?: { readonly contentType: string; readonly content: string };
}

export type WafStatement =
  | (WafInspection & {
      readonly kind: 'byte-match';
      readonly position: 'CONTAINS' | 'CONTAINS_WORD' | 'ENDS_WITH' | 'EXACTLY' | 'STARTS_WITH';
      readonly search: WafSearch;
    })
  /** One of them is enough: a pattern of its own, or those of a pattern set. */
  | (WafInspection & { readonly kind: 'regex-match'; readonly patterns: readonly string[] })
  | (WafInspection & {
      readonly kind: 'size-constraint';
      readonly operator: 'EQ' | 'NE' | 'LE' | 'LT' | 'GE' | 'GT';
      readonly sizeBytes: number;
    })
  /** In CIDR notation. */
  | { readonly kind: 'ip-set'; readonly addresses: readonly string[]; readonly forwarded?: WafForwardedIp }
  | { readonly kind: 'geo-match'; readonly countryCodes: readonly string[]; readonly forwarded?: WafForwardedIp }
  | { readonly kind: 'asn-match'; readonly asns: readonly number[]; readonly forwarded?: WafForwardedIp }
  | { readonly kind: 'label-match'; readonly scope: 'LABEL' | 'NAMESPACE'; readonly key: string }
  | WafRateBased
  | { readonly kind: 'and' | 'or'; readonly statements: readonly WafStatement[] }
  | { readonly kind: 'not'; readonly statement: WafStatement }
  | WafRuleGroup
  /** Neither true nor false, and so is what depends on it: its rule does nothing. */
  | { readonly kind: 'not-evaluated'; readonly reason: string };

export interface WafInspection {
  readonly field: WafField;
  /** In the order of their priorities: `LOWERCASE` … */
  readonly transformations: readonly string[];
}

/** What a byte match looks for: text with `{{resolve:…}}` in it is asked for anew at each evaluation. */
export type WafSearch =
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  | { readonly kind: 'reference'; readonly text: string };

export interface WafForwardedIp {
  readonly headerName: string;
  /** What a request without a valid address there is. */
  readonly fallback: WafFallback;
  readonly position: 'FIRST' | 'LAST' | 'ANY';
}

export type WafFallback = 'MATCH' | 'NO_MATCH';

export interface WafRateBased {
  readonly kind: 'rate-based';
  readonly limit: number;
  readonly windowMs: number;
  /** Requests with the same values are counted together; none: all of them are. */
  readonly keys: readonly WafRateKey[];
  readonly forwarded?: WafForwardedIp;
  readonly scopeDown?: WafStatement;
}

export type WafRateKey =
  | { readonly kind: 'ip' | 'forwarded-ip' | 'http-method' | 'asn' }
  | { readonly kind: 'label-namespace'; readonly namespace: string }
  | (WafInspection & { readonly kind: 'field' });

export interface WafRuleGroup {
  readonly kind: 'rule-group';
  readonly name: string;
  /** Stands before the labels of its rules. */
  readonly labelNamespace: string;
  readonly rules: readonly WafRule[];
  /** Rule → what it does in place of its own action. */
  readonly overrides: Readonly<Record<string, WafAction>>;
  readonly scopeDown?: WafStatement;
  /** Of a managed group: which of its rules are left out here. */
  readonly leftOut?: string;
}

export type WafOversize = 'CONTINUE' | 'MATCH' | 'NO_MATCH';

/** Which parts of headers, cookies or JSON are looked at. */
export type WafMatchScope = 'ALL' | 'KEY' | 'VALUE';

export type WafNames =
  | { readonly kind: 'all' }
  | { readonly kind: 'included' | 'excluded'; readonly names: readonly string[] };

export type WafField =
  | { readonly kind: 'single-header' | 'single-query-argument' | 'single-cookie'; readonly name: string }
  | { readonly kind: 'all-query-arguments' | 'uri-path' | 'query-string' | 'method' }
  | {
      readonly kind: 'headers' | 'cookies';
      readonly names: WafNames;
      readonly scope: WafMatchScope;
      readonly oversize: WafOversize;
    }
  | { readonly kind: 'header-order' | 'body'; readonly oversize: WafOversize }
  | {
      readonly kind: 'json-body';
      /** JSON pointers; none: everything. */
      readonly paths?: readonly string[];
      readonly scope: WafMatchScope;
      /** What a body that is no JSON is; absent: read as far as it goes. */
      readonly invalid?: WafFallback | 'EVALUATE_AS_STRING';
      readonly oversize: WafOversize;
    }
  | { readonly kind: 'ja3-fingerprint' | 'ja4-fingerprint' | 'uri-fragment'; readonly fallback: WafFallback };

export interface WafLogging {
  readonly destinationArns: readonly string[];
  /** Parts of requests that a log shows as `REDACTED`. */
  readonly redacted: readonly WafField[];
  /** Which requests are logged. */
  readonly filter?: WafLogFilter;
}

export interface WafLogFilter {
  readonly defaultBehavior: 'KEEP' | 'DROP';
  readonly filters: readonly {
    readonly behavior: 'KEEP' | 'DROP';
    readonly requirement: 'MEETS_ALL' | 'MEETS_ANY';
    readonly conditions: readonly (
      | { readonly kind: 'action'; readonly action: string }
      | { readonly kind: 'label'; readonly name: string }
    )[];
  }[];
}

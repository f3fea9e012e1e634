import type { WafRule } from '../../model/web-acl.js';

/** What rules refer to by ARN. */
export interface WafSets {
  readonly ipSets: ReadonlyMap<string, readonly string[]>;
  readonly regexPatternSets: ReadonlyMap<string, readonly string[]>;
  readonly ruleGroups: ReadonlyMap<string, WafGroup>;
}

export interface WafGroup {
  readonly name: string;
  readonly labelNamespace: string;
  /** WCU that it was given. */
  readonly capacity?: number;
  readonly rules: readonly WafRule[];
}

/** What readers of rules are told beside the rules themselves. */
export interface WafReading {
  /** Templates write a search string as text, the API in Base64. */
  readonly format: 'template' | 'api';
  readonly sets: WafSets;
  /** `CustomResponseBodies` of the web ACL or the group. */
  readonly bodies: ReadonlyMap<string, { readonly contentType: string; readonly content: string }>;
}

export const NO_SETS: WafSets = { ipSets: new Map(), regexPatternSets: new Map(), ruleGroups: new Map() };

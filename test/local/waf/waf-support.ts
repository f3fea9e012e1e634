import { readWebAcl } from '../../../lib/local/assembly/waf/read-web-acl.js';
import type { WafSets } from '../../../lib/local/assembly/waf/waf-reading.js';
import type { WafRequest, WafVerdict } from '../../../lib/local/model/firewall.js';
import type { WebAclModel } from '../../../lib/local/model/web-acl.js';
import { createFirewall, type FirewallOptions } from '../../../lib/local/waf/create-firewall.js';

export const NOON_MS = 1_700_000_000_000;

export const PLACE = {
  stackName: 'Shop',
  logicalId: 'Acl',
  id: '11111111-2222-4333-8444-555555555555',
  name: 'shop',
  arn: 'arn:aws:wafv2:eu-west-1:000000000000:regional/webacl/shop/11111111-2222-4333-8444-555555555555',
  scope: 'REGIONAL',
  labelNamespace: 'awswaf:000000000000:webacl:shop:',
} as const;

export const noSets: WafSets = { ipSets: new Map(), regexPatternSets: new Map(), ruleGroups: new Map() };

/** A web ACL as a template has it. */
export const webAcl = (json: object, sets: Partial<WafSets> = {}): WebAclModel =>
  readWebAcl({ DefaultAction: { Allow: {} }, ...json }, { place: PLACE, sets: { ...noSets, ...sets } });

/** A rule that blocks what its statement describes. */
export const blocking = (Statement: object, more: object = {}) => ({
  Name: 'stop',
  Priority: 1,
  Statement,
  Action: { Block: {} },
  ...more,
});

export const request = (given: Partial<WafRequest> = {}): WafRequest => ({
  method: 'GET',
  uriPath: '/prod/books',
  queryString: '',
  headers: [
    ['Host', 'shop.example'],
    ['User-Agent', 'curl/8'],
  ],
  body: Buffer.alloc(0),
  sourceIp: '203.0.113.9',
  protocol: 'HTTP/1.1',
  ...given,
});

export const withHeaders = (...headers: (readonly [string, string])[]): WafRequest => request({ headers });

export const none = [{ Priority: 0, Type: 'NONE' }];

export const byteMatch = (
  FieldToMatch: object,
  SearchString: string,
  PositionalConstraint = 'EXACTLY',
  ...types: string[]
) => ({
  ByteMatchStatement: {
    FieldToMatch,
    SearchString,
    PositionalConstraint,
    TextTransformations: types.length === 0 ? none : types.map((Type, Priority) => ({ Priority, Type })),
  },
});

/** What a web ACL with one blocking rule says. */
export function isBlocked(
  statement: object,
  asked: WafRequest,
  given: { readonly acl?: object; readonly sets?: Partial<WafSets>; readonly options?: Partial<FirewallOptions> } = {},
): boolean {
  const acl = webAcl({ Rules: [blocking(statement)], ...given.acl }, given.sets);
  return firewallOf(acl, given.options).evaluate(asked).kind === 'block';
}

export const firewallOf = (acl: WebAclModel, options: Partial<FirewallOptions> = {}) =>
  createFirewall(acl, { nowMs: () => NOON_MS, ...options });

export const verdictOf = (json: object, asked: WafRequest = request(), sets?: Partial<WafSets>): WafVerdict =>
  firewallOf(webAcl(json, sets)).evaluate(asked);

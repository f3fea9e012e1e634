import { type AclRule, acceptedSecrets, accepting } from '../accepted-secrets.js';
import { jsonCall } from './json-service.js';
import type { SignedCall } from './signed-call.js';
import { untilChanged } from './until-changed.js';

/** The firewall before a REST API. */
export interface OriginAcl {
  /** Accepts these and no others. Answers whether it did not before. */
  readonly accept: (secrets: readonly [string, string]) => Promise<boolean>;
}

/** What an update has to repeat of what is there: what is left out is taken away. https://docs.aws.amazon.com/waf/latest/APIReference/API_UpdateWebACL.html */
const KEPT = [
  'DefaultAction',
  'Description',
  'VisibilityConfig',
  'DataProtectionConfig',
  'CustomResponseBodies',
  'CaptchaConfig',
  'ChallengeConfig',
  'TokenDomains',
  'AssociationConfig',
  'OnSourceDDoSProtectionConfig',
  'ApplicationConfig',
] as const;

/** @throws Error where the ARN is not one of a web ACL */
export function originAcl(call: SignedCall, arn: string, header: string): OriginAcl {
  const { Name, Id } = /:regional\/webacl\/(?<Name>[^/]+)\/(?<Id>[^/]+)$/.exec(arn)?.groups ?? {};
  if (!Name || !Id) throw new Error('GATEWRIGHT_ORIGIN_WEB_ACL is no ARN of a regional web ACL');
  const named = { Name, Id, Scope: 'REGIONAL' };

  async function read() {
    const { WebACL, LockToken } = await jsonCall(call, 'wafv2', 'GetWebACL', named);
    const acl = WebACL as Readonly<Record<string, unknown>> & { readonly Rules?: readonly AclRule[] };
    return { acl, rules: acl.Rules ?? [], LockToken };
  }

  return {
    accept: async (secrets) => {
      // A change whose answer was lost is found to be there: it is one all the same.
      let isChanged = false;
      const change = async (): Promise<boolean> => {
        const { acl, rules, LockToken } = await read();
        if (isSameSet(acceptedSecrets(rules, header), secrets)) return false;
        const kept = Object.fromEntries(KEPT.flatMap((name) => (acl[name] === undefined ? [] : [[name, acl[name]]])));
        const Rules = accepting(rules, header, secrets);
        isChanged = true;
        await jsonCall(call, 'wafv2', 'UpdateWebACL', { ...named, ...kept, Rules, LockToken });
        return true;
      };
      await untilChanged(change, /^WAFOptimisticLockException$/);
      return isChanged;
    },
  };
}

function isSameSet(some: readonly string[], others: readonly string[]): boolean {
  return some.every((one) => others.includes(one)) && others.every((one) => some.includes(one));
}

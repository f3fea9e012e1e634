import type { FindFirewall, Firewall } from '../model/firewall.js';
import type { WebAclModel } from '../model/web-acl.js';
import { createFirewall, type FirewallOptions } from './create-firewall.js';

/** All firewalls of a gateway. They outlive a reload, so that what a caller has used up stays used up. */
export interface Firewalls {
  readonly find: FindFirewall;
  /** The web ACLs of another model from now on. */
  readonly replace: (acls: readonly WebAclModel[]) => void;
}

export function createFirewalls(options: FirewallOptions): Firewalls {
  let byArn: ReadonlyMap<string, Firewall> = new Map();

  function firewallOf(acl: WebAclModel): Firewall {
    const former = byArn.get(acl.arn);
    former?.replaceRules(acl);
    return former ?? createFirewall(acl, options);
  }

  return {
    find: (arn) => byArn.get(arn),
    replace(acls) {
      byArn = new Map(acls.map((acl) => [acl.arn, firewallOf(acl)]));
    },
  };
}

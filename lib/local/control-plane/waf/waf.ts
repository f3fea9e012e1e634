import { createHash } from 'node:crypto';
import { readWebAcl } from '../../assembly/waf/read-web-acl.js';
import { isRecord, parseJson } from '../../json/json-value.js';
import type { Firewall } from '../../model/firewall.js';
import type { WebAclModel } from '../../model/web-acl.js';
import { AwsError } from '../aws-error.js';
import type { ControlPlaneAnswer, ControlPlaneCall, ControlPlaneWorld } from '../control-plane-call.js';
import { jsonAnswer } from '../json-answer.js';
import { asApiJson } from './as-api-json.js';

type Json = Readonly<Record<string, unknown>>;

/** What an update may say of a web ACL besides which one it is. */
const NAMES_IT = ['Name', 'Id', 'Scope', 'LockToken'];

/**
 * GetWebACL and UpdateWebACL of AWS WAF: what is updated holds until the model is read anew. Rules that name sets or
 * groups of rules cannot be updated here.
 *
 * https://docs.aws.amazon.com/waf/latest/APIReference/API_UpdateWebACL.html
 */
export function createWaf(world: ControlPlaneWorld) {
  const updated = new WeakMap<WebAclModel, Json>();

  function current(parameters: Json): { readonly firewall: Firewall; readonly json: Json; readonly token: string } {
    const { Name, Id, Scope } = parameters;
    const named = world.model().webAcls.find((acl) => acl.id === Id && acl.name === Name && acl.scope === Scope);
    const firewall = named && world.findFirewall(named.arn);
    if (!firewall) throw new AwsError('WAFNonexistentItemException', 400, 'There is no such web ACL.');
    const json = updated.get(firewall.acl()) ?? asApiJson(firewall.acl().json, world.resolveSecrets);
    return { firewall, json, token: createHash('sha256').update(JSON.stringify(json)).digest('hex') };
  }

  function getWebAcl(parameters: Json): Json {
    const { firewall, json, token } = current(parameters);
    const { id: Id, name: Name, arn: ARN } = firewall.acl();
    const { Scope: _, Tags: _tags, ...settings } = json;
    return { WebACL: { ...settings, Name, Id, ARN }, LockToken: token };
  }

  function updateWebAcl(parameters: Json): Json {
    const { firewall, token } = current(parameters);
    if (parameters.LockToken !== token)
      throw new AwsError('WAFOptimisticLockException', 400, 'The web ACL has changed since it was read.');
    const json = Object.fromEntries(Object.entries(parameters).filter(([name]) => !NAMES_IT.includes(name)));
    if (/"(IPSetReference|RegexPatternSetReference|RuleGroupReference)Statement"/.test(JSON.stringify(json)))
      throw new AwsError('WAFInvalidOperationException', 400, 'Rules that name sets or groups cannot be updated here.');
    const acl = readWebAcl(json, { place: firewall.acl(), format: 'api' });
    updated.set(acl, json);
    firewall.replaceRules(acl);
    return { NextLockToken: current(parameters).token };
  }

  return ({ target, body }: ControlPlaneCall): ControlPlaneAnswer => {
    const parameters = parseJson(body);
    if (!isRecord(parameters)) throw new AwsError('SerializationException', 400, 'The body is no JSON object');
    const action = target.replace(/^AWSWAF_20190729\./, '');
    if (action === 'GetWebACL') return jsonAnswer(200, getWebAcl(parameters), world.randomId());
    if (action === 'UpdateWebACL') return jsonAnswer(200, updateWebAcl(parameters), world.randomId());
    const message = `The local gateway does not serve ${target || 'a call without X-Amz-Target'}; it serves GetWebACL and UpdateWebACL`;
    throw new AwsError('UnknownOperationException', 400, message);
  };
}

import type { DistributionModel } from '../model/distribution.js';
import type { FindFirewall, WafRequest } from '../model/firewall.js';
import { type EdgeRequest, type EdgeResponse, edgeError } from './edge-message.js';
import { withHeader } from './headers.js';

export type FirewallPass =
  | { readonly kind: 'passed'; readonly request: EdgeRequest }
  | { readonly kind: 'blocked'; readonly response: EdgeResponse; readonly isCustom: boolean };

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/troubleshooting-response-errors.html */
const BLOCKED = 'Request blocked.';

/** The web ACL of a distribution, before all else; one that is not there lets nobody through. */
export function passFirewall(
  model: DistributionModel,
  request: EdgeRequest,
  seen: WafRequest,
  find: FindFirewall,
): FirewallPass {
  if (model.webAclArn === undefined) return { kind: 'passed', request };
  const source = { name: 'CF', id: model.id, requestId: request.requestId };
  const verdict = find(model.webAclArn)?.evaluate(seen, source);
  if (verdict?.kind === 'allow') return { kind: 'passed', request: withInserted(request, verdict.insertedHeaders) };
  const custom = verdict?.custom;
  if (custom === undefined) return { kind: 'blocked', response: edgeError(403, BLOCKED), isCustom: false };
  const type = custom.body ? ([['Content-Type', custom.body.contentType]] as const) : [];
  const response: EdgeResponse = {
    status: custom.status,
    headers: [...type, ...custom.headers],
    body: Buffer.from(custom.body?.content ?? ''),
    source: 'Error',
  };
  return { kind: 'blocked', response, isCustom: true };
}

const withInserted = (request: EdgeRequest, inserted: EdgeRequest['headers']): EdgeRequest => ({
  ...request,
  headers: inserted.reduce((all, [name, value]) => withHeader(all, name, value), [...request.headers]),
});

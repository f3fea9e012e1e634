import type { Construct } from 'constructs';
import type { BackendRef } from '../openapi/index.js';
import type { BackendBinding } from './backends.js';
import { cdk } from './cdk.js';
import { invocationUri } from './invocation-uri.js';
import { vpcLinkTo } from './vpc-link.js';

export type Bindings = Readonly<Record<string, BackendBinding>>;

/** What bodies say of the backends that the app bound, and the VPC links that this takes. */
export function bindBackends(scope: Construct, bindings: Bindings): Readonly<Record<string, BackendRef>> {
  const sorted = Object.entries(bindings).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([name, binding]) => [name, refOf(scope, binding)]));
}

function refOf(scope: Construct, binding: BackendBinding): BackendRef {
  switch (binding.kind) {
    case 'function':
      return { kind: 'function', invocationUri: invocationUri(scope, binding.function.functionArn) };
    case 'url':
      return { kind: 'url', url: withoutSlash(binding.url) };
    case 'load-balancer': {
      const { vpcLink, ...target } = binding;
      return { ...target, vpcLinkId: 'vpcLinkId' in vpcLink ? vpcLink.vpcLinkId : vpcLinkTo(scope, target, vpcLink) };
    }
  }
}

function withoutSlash(url: string): string {
  return cdk.Token.isUnresolved(url) ? url : url.replace(/\/+$/, '');
}

import { planGateway } from '../plan/plan-gateway.js';
import type { GatewaySpec } from '../spec/gateway.js';
import type { BackendBinding } from './backends.js';
import { cdk } from './cdk.js';
import { GatewayStack } from './gateway-stack.js';
import type { Bundler } from './make-functions.js';

export interface SynthesizeOptions {
  /** The directory that `lambda('…')` entries are relative to. */
  readonly codeRoot: string;
  /** Where the cloud assembly is written. */
  readonly outdir: string;
  /** @default the gateway's name, or `gateway` where that is no name for a stack */
  readonly stackName?: string;
  /** What the backends that the spec names are here. @default none */
  readonly backends?: Readonly<Record<string, BackendBinding>>;
  /** What makes code of entries. @default esbuild */
  readonly bundler?: Bundler;
}

/**
 * Writes the cloud assembly of a spec, for the development loop. CDK's built-in template validation is off here
 * (`builtinCloudFormationValidation`, or `CDK_VALIDATION=false` for an app of one's own): it costs twelve times the
 * rest of a small synth, and `cdk synth` and `cdk deploy` still do it.
 *
 * @returns the assembly's directory
 * @throws IssuesError with every issue of the spec, its code or its bindings, before anything is written there
 */
export function synthesize(spec: GatewaySpec, options: SynthesizeOptions): string {
  const { codeRoot, outdir, bundler, backends = {}, stackName = stackNameOf(spec.name) } = options;
  // CDK makes the outdir before the stack can refuse the spec.
  const { domain } = planGateway(spec);
  // A staged trust store is remembered for the life of a process, also that of an outdir that was cleared since.
  if (domain?.mutualTls) cdk.AssetStaging.clearAssetHashCache();
  const app = new cdk.App({
    outdir,
    builtinCloudFormationValidation: false,
    treeMetadata: false,
    analyticsReporting: false,
  });
  new GatewayStack<GatewaySpec>(app, stackName, { gateway: spec, codeRoot, backends, ...(bundler ? { bundler } : {}) });
  return app.synth().directory;
}

/** CloudFormation's rule for names of stacks; what breaks it in a spec is told as the spec's own issue. */
function stackNameOf(gateway: string): string {
  return /^[A-Za-z][A-Za-z0-9-]*$/.test(gateway) ? gateway : 'gateway';
}

import type { CfnElement, StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ownStackDescription } from '../plan/split/part-text.js';
import type { GatewaySpec } from '../spec/gateway.js';
import { cdk } from './cdk.js';
import { Gateway, type GatewayProps } from './gateway.js';

/** CDK would hash the path of an element again for each reference to it. */
const logicalIds = new WeakMap<CfnElement, string>();

/** A stack that is one gateway. */
export class GatewayStack<G extends GatewaySpec = GatewaySpec> extends cdk.Stack {
  readonly gateway: Gateway<G>;

  /** @throws IssuesError with every issue of the spec, its code and its bindings */
  constructor(scope: Construct, id: string, props: StackProps & GatewayProps<G>) {
    const { name, description } = props.gateway;
    super(scope, id, {
      ...props,
      description: props.description ?? ownStackDescription(name, description),
      // Indentation is two fifths of a large template, and CloudFormation takes 1 MB.
      suppressTemplateIndentation: props.suppressTemplateIndentation ?? true,
      tags: { 'gatewright:gateway': name, ...props.tags },
    });
    // CDK leaves `Default` out of logical ids: this stack's are `HttpApi`, `RestApi`, `HttpApiUrl`.
    this.gateway = new Gateway(this, 'Default', props);
  }

  protected override allocateLogicalId(element: CfnElement): string {
    const known = logicalIds.get(element) ?? super.allocateLogicalId(element);
    logicalIds.set(element, known);
    return known;
  }
}

import type { CfnResource, IResolvable, IResolveContext } from 'aws-cdk-lib';
import { cdk } from './cdk.js';
import { joined } from './joined.js';

/** What `Fn::GetAtt` gives of a resource under a name, or `Ref` without one. */
export interface Attribute {
  readonly resource: CfnResource;
  readonly name?: string;
}

/** As text, for a property of a resource. */
export function ownReference(resource: CfnResource, name?: string): string {
  return textAround('', name === undefined ? { resource } : { resource, name }, '');
}

/**
 * A text with a reference in it, which CDK resolves in one round where the resource is of the stack that the text stands
 * in. Of its own references CDK looks for tokens in what comes of each token, three rounds for each of the two times that
 * it asks. In another stack it does here too, and finds the parameter, output or import.
 *
 * @param before what stands before it, resolved: of a Region that nobody knows yet CDK makes a join
 * @param finish what to make of the text, the reference or the join
 */
export function textAround(
  before: unknown,
  attribute: Attribute,
  after: string,
  finish: (value: unknown) => unknown = (value) => value,
): string {
  const { resource } = attribute;
  const around = (reference: unknown) => finish(joined([before, reference, after].filter((part) => part !== '')));
  const token: IResolvable = {
    creationStack: [],
    resolve: (context: IResolveContext) => {
      const isOwn = cdk.Stack.of(resource) === cdk.Stack.of(context.scope);
      const value = around(isOwn ? intrinsicOf(attribute, context) : context.resolve(cdkReference(attribute)));
      // There is no token left in it: what is returned CDK would walk to see.
      context.registerPostProcessor({ postProcess: () => value });
      return undefined;
    },
    toString: () => cdk.Token.asString(token),
  };
  return cdk.Token.asString(token);
}

function intrinsicOf({ resource, name }: Attribute, context: IResolveContext): object {
  const id = logicalIdOf(resource).resolve(context);
  return name === undefined ? { Ref: id } : { 'Fn::GetAtt': [id, name] };
}

function cdkReference({ resource, name }: Attribute): string | IResolvable {
  return name === undefined ? resource.ref : resource.getAtt(name);
}

const logicalIds = new WeakMap<CfnResource, IResolvable>();

/** The token behind the text of it: an override that comes later is still seen. */
function logicalIdOf(resource: CfnResource): IResolvable {
  const id = logicalIds.get(resource) ?? (cdk.Tokenization.reverse(resource.logicalId) as IResolvable);
  logicalIds.set(resource, id);
  return id;
}

import type { IFragmentConcatenator, IResolvable, IResolveContext, ITokenResolver, Stack } from 'aws-cdk-lib';
import { cdk } from './cdk.js';
import { joined } from './joined.js';

/**
 * What a value says, as text that is the same whenever it is asked for. CDK writes a reference to another stack as if it
 * were to this one until it has seen all references of the app, and as a parameter, an import or an output from then on.
 * Neither tells a resource from one of the same logical id that another stack has; its path does.
 */
export function stableText(value: IResolvable, stack: Stack): string {
  return JSON.stringify(
    cdk.Tokenization.resolve(value, { scope: stack, resolver: resolverOf(stack), preparing: false }),
  );
}

function resolverOf(stack: Stack): ITokenResolver {
  const plain = new cdk.DefaultTokenResolver(JOINED);
  return {
    resolveToken: (token, context, postProcessor) =>
      placeElsewhere(token, stack) ?? plain.resolveToken(token, context, postProcessor),
    resolveString: (fragments, context) => plain.resolveString(fragments, context),
    resolveList: (list: string[], context: IResolveContext) => plain.resolveList(list, context),
  };
}

function placeElsewhere(token: IResolvable, stack: Stack): object | undefined {
  if (!cdk.Reference.isReference(token) || cdk.Stack.of(token.target) === stack) return undefined;
  return { elsewhere: token.target.node.path, attribute: token.displayName };
}

/** As CDK joins texts with references. */
export const JOINED: IFragmentConcatenator = {
  join: (left: unknown, right: unknown): unknown => joined([left, right].filter((part) => part !== undefined)),
};

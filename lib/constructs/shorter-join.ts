import type { IResolvable, IResolveContext } from 'aws-cdk-lib';
import { cdk } from './cdk.js';

/**
 * A text that becomes `Fn::Sub` where CDK would write `Fn::Join`. It says the same in three quarters of the bytes: a
 * body names a function for each of its methods, and a template holds 1 MB.
 */
export function shorterJoin(text: string): string {
  const token: IResolvable = {
    creationStack: [],
    resolve: (context: IResolveContext) => {
      context.registerPostProcessor({ postProcess: joinAsSub });
      return text;
    },
    toString: () => cdk.Token.asString(token),
  };
  return cdk.Token.asString(token);
}

/**
 * Anything but a join of texts and references stays what it is, and so does a text with a `$`, which would mean
 * something else.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html
 */
export function joinAsSub(value: unknown): unknown {
  const [separator, parts] = (value as { 'Fn::Join'?: readonly [string, readonly unknown[]] })['Fn::Join'] ?? [];
  if (separator !== '' || !parts) return value;
  const texts = parts.map(subOf);
  return texts.includes(undefined) ? value : { 'Fn::Sub': texts.join('') };
}

function subOf(part: unknown): string | undefined {
  if (typeof part === 'string') return part.includes('$') ? undefined : part;
  const { Ref: ref, 'Fn::GetAtt': attribute } = part as { Ref?: string; 'Fn::GetAtt'?: readonly string[] };
  const name = ref ?? attribute?.join('.');
  return name === undefined ? undefined : `\${${name}}`;
}

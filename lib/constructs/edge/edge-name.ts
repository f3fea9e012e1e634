import type { Construct } from 'constructs';
import { cdk } from '../cdk.js';

/**
 * The name of something that has to have one, unique in the account: the stack's, the gateway's place in it, and what it
 * is. A name that would be too long is cut in its middle, and ends in a hash of the whole.
 *
 * @param maxLength in characters
 */
export function edgeName(scope: Construct, what: string, maxLength: number): string {
  const separator = '-';
  const place = { maxLength: maxLength - what.length - separator.length, separator, allowedSpecialCharacters: '-' };
  return `${cdk.Names.uniqueResourceName(scope, place)}${separator}${what}`;
}

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CachePolicyConfig.html */
export const LONGEST_POLICY_NAME = 128;

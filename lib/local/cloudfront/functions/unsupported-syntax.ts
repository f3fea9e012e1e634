import { transformSync } from 'esbuild';
import type { EdgeFunctionModel } from '../../model/distribution.js';

/**
 * What the page of each runtime does not list among what it knows, by esbuild's names.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
 */
const UNKNOWN_TO_2_0 = [
  'array-spread',
  'async-generator',
  'class',
  'destructuring',
  'for-await',
  'for-of',
  'generator',
  'logical-assignment',
  'nullish-coalescing',
  'object-rest-spread',
  'optional-chain',
] as const;

const UNKNOWN = {
  'cloudfront-js-2.0': UNKNOWN_TO_2_0,
  'cloudfront-js-1.0': [...UNKNOWN_TO_2_0, 'async-await', 'const-and-let'],
} satisfies Record<EdgeFunctionModel['runtime'], readonly string[]>;

/** Syntax of a function that this machine takes and CloudFront's runtime does not: `destructuring`, `optional-chain`. */
export function unsupportedSyntax({ code, runtime }: EdgeFunctionModel): readonly string[] {
  if (code === undefined) return [];
  const plain = written(code, []);
  // What does not compile at all says so itself.
  if (plain === undefined || written(code, UNKNOWN[runtime]) === plain) return [];
  return UNKNOWN[runtime].filter((feature) => written(code, [feature]) !== plain);
}

/** The code as esbuild writes it without these features; undefined where it cannot. */
function written(code: string, without: readonly string[]): string | undefined {
  const supported = Object.fromEntries(without.map((feature) => [feature, false]));
  try {
    return transformSync(code, { target: 'esnext', supported, logLevel: 'silent' }).code;
  } catch {
    return undefined;
  }
}

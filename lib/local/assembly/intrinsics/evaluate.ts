import { cidr } from './cidr.js';
import { and, equals, ifFunction, not, or } from './condition-functions.js';
import type { Intrinsic, Scope } from './intrinsic.js';
import { findInMap, getAtt, getAzs, getStackOutput, importValue, ref, transform } from './lookup-functions.js';
import { base64, join, length, select, split, sub, toJsonString } from './string-functions.js';
import { ABSENT, isUnresolved, type Unresolved, unresolved } from './unresolved.js';

const INTRINSICS: ReadonlyMap<string, Intrinsic> = new Map<string, Intrinsic>([
  ['Ref', ref],
  ['Fn::And', and],
  ['Fn::Base64', base64],
  ['Fn::Cidr', cidr],
  ['Fn::Equals', equals],
  ['Fn::FindInMap', findInMap],
  ['Fn::GetAZs', getAzs],
  ['Fn::GetAtt', getAtt],
  ['Fn::GetStackOutput', getStackOutput],
  ['Fn::If', ifFunction],
  ['Fn::ImportValue', importValue],
  ['Fn::Join', join],
  ['Fn::Length', length],
  ['Fn::Not', not],
  ['Fn::Or', or],
  ['Fn::Select', select],
  ['Fn::Split', split],
  ['Fn::Sub', sub],
  ['Fn::ToJsonString', toJsonString],
  ['Fn::Transform', transform],
]);

/**
 * An expression of a template with its intrinsic functions gone. Never throws: what cannot be known is `Unresolved`
 * where it stood, `AWS::NoValue` leaves its property or element out, and at the top is `ABSENT`.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export function evaluate(node: unknown, scope: Scope): unknown {
  if (typeof node === 'string') return withoutDynamicReferences(node, scope);
  if (typeof node !== 'object' || node === null) return node;
  return scope.deeper(() => {
    if (Array.isArray(node)) return node.map((item) => evaluate(item, scope)).filter((item) => item !== ABSENT);
    return evaluateObject(node as Record<string, unknown>, scope);
  });
}

function evaluateObject(node: Record<string, unknown>, scope: Scope): unknown {
  const keys = Object.keys(node);
  const name = keys.length === 1 ? keys[0] : undefined;
  if (name !== undefined) {
    const intrinsic = INTRINSICS.get(name);
    if (intrinsic) return callIntrinsic(intrinsic, node[name], scope);
    if (name.startsWith('Fn::')) return unresolved(`${name} is not a function that the local gateway knows`);
  }
  // The one function that may stand beside other keys: what it returns is merged with them.
  if (Object.hasOwn(node, 'Fn::Transform')) return callIntrinsic(transform, node['Fn::Transform'], scope);
  const entries = keys.map((key) => [key, evaluate(node[key], scope)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== ABSENT));
}

function callIntrinsic(intrinsic: Intrinsic, argument: unknown, scope: Scope): unknown {
  const result = intrinsic(argument, { scope, evaluate: (inner) => evaluate(inner, scope) });
  return typeof result === 'string' ? withoutDynamicReferences(result, scope) : result;
}

const DYNAMIC_REFERENCE = /\{\{resolve:([^{}]*)\}\}/g;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html */
function withoutDynamicReferences(text: string, scope: Scope): unknown {
  if (!text.includes('{{resolve:')) return text;
  let gap: Unresolved | undefined;
  const replaced = text.replace(DYNAMIC_REFERENCE, (whole, reference: string) => {
    const value = scope.dynamicReference(reference);
    if (typeof value === 'string') return value;
    const unknown = isUnresolved(value) ? value : unresolved(`{{resolve:${reference}}} is no string`);
    if (gap === undefined || unknown.written === undefined) gap = unknown;
    return unknown.written ?? whole;
  });
  if (gap === undefined) return replaced;
  return gap.written === undefined ? gap : unresolved(gap.reason, replaced);
}

import { isObject, own } from '../json-object.js';
import { type Intrinsic, malformed } from './intrinsic.js';
import { findUnresolved, isUnresolved, unresolved } from './unresolved.js';

export const ref: Intrinsic = (argument, { scope }) =>
  typeof argument === 'string' ? scope.reference(argument) : malformed('Ref', 'a name');

/** Both forms: `["LogicalId", "Attribute.Name"]` and `"LogicalId.Attribute.Name"`. */
export const getAtt: Intrinsic = (argument, { scope, evaluate }) => {
  const dot = typeof argument === 'string' ? argument.indexOf('.') : -1;
  const pair = dot > 0 ? [String(argument).slice(0, dot), String(argument).slice(dot + 1)] : argument;
  if (!Array.isArray(pair) || pair.length !== 2) return malformed('Fn::GetAtt', 'a logical id and an attribute');
  const [logicalId, attribute] = [pair[0] as unknown, evaluate(pair[1])];
  if (isUnresolved(attribute)) return attribute;
  if (typeof logicalId !== 'string' || typeof attribute !== 'string') {
    return malformed('Fn::GetAtt', 'a logical id and an attribute');
  }
  return scope.attribute(logicalId, attribute);
};

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-findinmap.html */
export const findInMap: Intrinsic = (argument, { scope, evaluate }) => {
  if (!Array.isArray(argument) || argument.length < 3 || argument.length > 4) {
    return malformed('Fn::FindInMap', 'a map, two keys and at most a DefaultValue');
  }
  const keys = argument.slice(0, 3).map(evaluate);
  const gap = findUnresolved(keys);
  if (gap) return gap;
  if (keys.some((key) => typeof key === 'object')) return malformed('Fn::FindInMap', 'names as keys');
  const [map, top, second] = keys.map(String) as [string, string, string];
  const found = scope.mapping(map, top, second);
  if (found !== undefined) return found;
  const fallback: unknown = argument[3];
  if (isObject(fallback) && 'DefaultValue' in fallback) return evaluate(own(fallback, 'DefaultValue'));
  return unresolved(`Mappings has no ${map}.${top}.${second}`);
};

export const importValue: Intrinsic = (argument, { scope, evaluate }) => {
  const name = evaluate(argument);
  if (isUnresolved(name)) return name;
  return typeof name === 'string' ? scope.importValue(name) : malformed('Fn::ImportValue', 'a name');
};

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getstackoutput.html */
export const getStackOutput: Intrinsic = (argument, { scope, evaluate }) => {
  const request = evaluate(argument);
  const gap = findUnresolved(request);
  if (gap) return gap;
  const { StackName: stack, OutputName: output, Region: region } = isObject(request) ? request : {};
  if (typeof stack !== 'string' || typeof output !== 'string') {
    return malformed('Fn::GetStackOutput', 'StackName and OutputName');
  }
  return scope.stackOutput(stack, output, typeof region === 'string' ? region : undefined);
};

/** Zones a, b and c stand for the account's own: no region has fewer than three. */
export const getAzs: Intrinsic = (argument, { scope, evaluate }) => {
  const asked = evaluate(argument);
  if (isUnresolved(asked)) return asked;
  if (typeof asked !== 'string') return malformed('Fn::GetAZs', 'a region');
  const region = asked === '' ? scope.region : asked;
  return ['a', 'b', 'c'].map((zone) => `${region}${zone}`);
};

export const transform: Intrinsic = (argument) => {
  const name = isObject(argument) ? own(argument, 'Name') : undefined;
  return unresolved(`Fn::Transform ${typeof name === 'string' ? name : ''} runs in CloudFormation only`);
};

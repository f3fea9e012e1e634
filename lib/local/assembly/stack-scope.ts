import { evaluateCondition } from './intrinsics/condition-functions.js';
import { evaluate } from './intrinsics/evaluate.js';
import type { Scope } from './intrinsics/intrinsic.js';
import { ABSENT, isUnresolved, unresolved } from './intrinsics/unresolved.js';
import { isObject, type JsonObject, objectOrEmpty, own, scalarText } from './json-object.js';
import { deeper, type lazyValues } from './lazy-values.js';
import { fakeId, type Identity } from './shapes/identity.js';
import { attributeOf, physicalId } from './shapes/resource-shapes.js';
import type { Stack, StackDefinition, TemplateResource, World } from './stack.js';

const NESTED_STACK = 'AWS::CloudFormation::Stack';

/** What names mean inside one template. `self` is the stack that is being opened. */
export function stackScope(
  definition: StackDefinition,
  self: () => Stack,
  world: World,
  lazily: ReturnType<typeof lazyValues>,
): Scope {
  const { environment, template } = definition;
  const conditions = objectOrEmpty(template.Conditions);
  const scope: Scope = {
    region: environment.region,
    reference: (name) => lazily(name, () => resolveReference(name, definition, self(), world)),
    attribute: (id, attribute) => lazily(`${id}.${attribute}`, () => resolveAttribute(id, attribute, self(), world)),
    condition: (name) =>
      lazily(`Conditions.${name}`, () =>
        Object.hasOwn(conditions, name)
          ? evaluateCondition(conditions[name], { scope, evaluate: (node) => evaluate(node, scope) })
          : unresolved(`the template has no condition ${name}`),
      ),
    mapping: (map, top, second) =>
      own(objectOrEmpty(own(objectOrEmpty(own(objectOrEmpty(template.Mappings), map)), top)), second),
    importValue: (name) => world.importValue(name, environment),
    stackOutput: (stackName, output, region = environment.region) => world.stackOutput(stackName, output, region),
    dynamicReference: (reference) => resolveDynamicReference(reference, definition, world),
    deeper: (compute) => deeper(world.depth, compute),
  };
  return scope;
}

function resolveReference(name: string, definition: StackDefinition, stack: Stack, world: World): unknown {
  if (name.startsWith('AWS::')) return pseudoParameter(name, definition);
  const parameter = own(objectOrEmpty(definition.template.Parameters), name);
  if (isObject(parameter)) return parameterValue(name, parameter, definition, world);
  const resource = existing(name, stack);
  if (isUnresolved(resource)) return resource;
  if (resource.type === NESTED_STACK) return stackId(stack.nested(name)?.name ?? name, definition);
  return physicalId(resource.type, identityOf(resource, stack));
}

function resolveAttribute(logicalId: string, attribute: string, stack: Stack, world: World): unknown {
  const resource = existing(logicalId, stack);
  if (isUnresolved(resource)) return resource;
  if (resource.type === NESTED_STACK) return nestedOutput(logicalId, attribute, stack);
  // CDK's `crossRegionReferences`: the reader's attributes are the SSM parameters that the writer's stack makes.
  if (resource.type === 'Custom::CrossRegionExportReader') return world.ssmParameter(attribute, stack);
  return attributeOf(resource.type, attribute, identityOf(resource, stack));
}

function existing(logicalId: string, stack: Stack): TemplateResource | ReturnType<typeof unresolved> {
  const resource = stack.resources.find((candidate) => candidate.logicalId === logicalId);
  if (!resource) return unresolved(`the template has no ${logicalId}`);
  const exists = stack.exists(resource);
  if (isUnresolved(exists)) return exists;
  return exists ? resource : unresolved(`${logicalId} does not exist: its condition ${resource.condition} is false`);
}

function nestedOutput(logicalId: string, attribute: string, stack: Stack): unknown {
  const nested = stack.nested(logicalId);
  if (!nested) return unresolved(`the template of the nested stack ${logicalId} is not in the cloud assembly`);
  const output = attribute.replace(/^Outputs\./, '');
  if (!nested.outputNames().includes(output))
    return unresolved(`the nested stack ${logicalId} has no output ${output}`);
  return nested.output(output);
}

function identityOf({ logicalId, properties }: TemplateResource, stack: Stack): Identity {
  const property = (name: string): unknown => {
    const value = evaluate(own(properties, name), stack.scope);
    return value === ABSENT ? undefined : value;
  };
  const { name: stackName, region, account, partition, urlSuffix } = stack;
  return { stackName, logicalId, region, account, partition, urlSuffix, property };
}

const stackId = (stackName: string, { environment: { partition, region, account } }: StackDefinition): string =>
  `arn:${partition}:cloudformation:${region}:${account}:stack/${stackName}/${fakeId({ region, stackName, logicalId: '' }, 36)}`;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/pseudo-parameter-reference.html */
function pseudoParameter(name: string, definition: StackDefinition): unknown {
  const { environment } = definition;
  const values: Readonly<Record<string, unknown>> = {
    'AWS::AccountId': environment.account,
    'AWS::NotificationARNs': [],
    'AWS::NoValue': ABSENT,
    'AWS::Partition': environment.partition,
    'AWS::Region': environment.region,
    'AWS::StackId': stackId(definition.name, definition),
    'AWS::StackName': definition.name,
    'AWS::URLSuffix': environment.urlSuffix,
  };
  return own(values, name) ?? unresolved(`${name} is no pseudo parameter`);
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html */
function parameterValue(name: string, parameter: JsonObject, definition: StackDefinition, world: World): unknown {
  const value = definition.parameter(name) ?? parameter.Default;
  if (isUnresolved(value)) return value;
  if (value === undefined) return unresolved(`the parameter ${name} has no default and was given no value`);
  const type = scalarText(parameter.Type);
  const fromSsm = /^AWS::SSM::Parameter::Value<(.*)>$/.exec(type);
  const known = fromSsm ? world.ssmParameter(scalarText(value), definition.environment) : value;
  return typeof known === 'string' && isListType(fromSsm?.[1] ?? type)
    ? known.split(',').map((item) => item.trim())
    : known;
}

const isListType = (type: string): boolean => type === 'CommaDelimitedList' || type.startsWith('List<');

function resolveDynamicReference(reference: string, { environment }: StackDefinition, world: World): unknown {
  const [service, name = ''] = reference.split(':');
  if (service === 'ssm') return world.ssmParameter(name, environment);
  const reason = `the dynamic reference {{resolve:${service}:…}} is resolved by CloudFormation only`;
  return unresolved(reason, service === 'secretsmanager' ? `{{resolve:${reference}}}` : undefined);
}

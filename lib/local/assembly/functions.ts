import type { FunctionCode, FunctionModel } from '../model/cloud.js';
import { codeAt, locateAsset } from './assets.js';
import type { Properties } from './properties.js';
import type { ReaderContext, ResolvedResource } from './reader-context.js';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html */
const DEFAULTS = { timeoutSeconds: 3, memoryMb: 128 } as const;

/** All `AWS::Lambda::Function`s. One without a known name is noticed and left out: nothing can refer to it. */
export const readFunctions = (context: ReaderContext): FunctionModel[] =>
  context.ofType('AWS::Lambda::Function').flatMap((resource) => readFunction(resource, context) ?? []);

function readFunction(resource: ResolvedResource, context: ReaderContext): FunctionModel | undefined {
  const { stack, logicalId, id: name, properties, notice } = resource;
  const arn = stack.scope.attribute(logicalId, 'Arn');
  if (name === undefined || typeof arn !== 'string') {
    properties.string('FunctionName');
    return undefined;
  }
  if (properties.strings('Layers').length > 0) notice('not-emulated', 'Layers: the function runs without its layers');
  return {
    stackName: stack.name,
    logicalId,
    arn,
    name,
    handler: properties.string('Handler') ?? '',
    runtime: properties.string('Runtime') ?? '',
    code: readCode(resource, context),
    environment: properties.object('Environment').stringMap('Variables'),
    timeoutMs: (properties.number('Timeout') ?? DEFAULTS.timeoutSeconds) * 1000,
    memoryMb: properties.number('MemorySize') ?? DEFAULTS.memoryMb,
    logGroupName: properties.object('LoggingConfig').string('LogGroup') ?? `/aws/lambda/${name}`,
  };
}

function readCode({ stack, resource, properties }: ResolvedResource, context: ReaderContext): FunctionCode {
  const code = properties.object('Code');
  if (properties.string('PackageType') === 'Image' || code.has('ImageUri'))
    return unavailable('it is a container image');
  const source = code.string('ZipFile');
  if (source !== undefined) return { kind: 'inline', source };
  const named = resource.metadata['aws:asset:path'];
  const located = typeof named === 'string' ? locateAsset(named, [stack.directory, context.root]) : undefined;
  const path = located ?? assetOf(code, context);
  return path === undefined ? unavailable('its code is not an asset of the cloud assembly') : codeAt(path);
}

function assetOf(code: Properties, context: ReaderContext): string | undefined {
  const key = code.string('S3Key');
  return key === undefined ? undefined : context.assets.get(key);
}

const unavailable = (reason: string): FunctionCode => ({ kind: 'unavailable', reason });

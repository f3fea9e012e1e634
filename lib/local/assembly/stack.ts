import type { Environment } from './environment.js';
import { evaluate } from './intrinsics/evaluate.js';
import type { Scope } from './intrinsics/intrinsic.js';
import { ABSENT, isUnresolved } from './intrinsics/unresolved.js';
import { isObject, type JsonObject, objectOrEmpty, own } from './json-object.js';
import { type Depth, lazyValues } from './lazy-values.js';
import { stackScope } from './stack-scope.js';

/** A deployed stack as its template sees it: the place where expressions get their meaning. */
export interface Stack extends Environment {
  readonly name: string;
  /** The folder of its template. */
  readonly directory: string;
  readonly template: JsonObject;
  readonly scope: Scope;
  readonly resources: readonly TemplateResource[];
  /** A boolean, or why the resource's condition has none. */
  readonly exists: (resource: TemplateResource) => unknown;
  /** Names of the outputs whose condition holds. */
  readonly outputNames: () => readonly string[];
  readonly output: (name: string) => unknown;
  /** The stack that a resource of type `AWS::CloudFormation::Stack` makes. */
  readonly nested: (logicalId: string) => Stack | undefined;
}

export interface TemplateResource {
  readonly logicalId: string;
  readonly type: string;
  readonly condition: string | undefined;
  readonly properties: JsonObject;
  readonly metadata: JsonObject;
}

export interface StackDefinition {
  readonly name: string;
  readonly environment: Environment;
  readonly directory: string;
  readonly template: JsonObject;
  /** The value that was passed in, undefined where there is none. */
  readonly parameter: (name: string) => unknown;
}

/** What a stack knows of the others. */
export interface World {
  readonly depth: Depth;
  readonly importValue: (name: string, environment: Environment) => unknown;
  readonly stackOutput: (stackName: string, outputName: string, region: string) => unknown;
  /** The value of an SSM parameter that a template of the assembly declares. */
  readonly ssmParameter: (name: string, environment: Environment) => unknown;
  readonly openNested: (parent: Stack, resource: TemplateResource) => Stack | undefined;
}

/** A stack whose values are computed when they are asked for, each once. */
export function openStack(definition: StackDefinition, world: World): Stack {
  const { name, environment, directory, template } = definition;
  const resources = templateResources(template);
  const lazily = lazyValues(world.depth);
  const nested = new Map<string, Stack | undefined>();
  const stack: Stack = {
    ...environment,
    name,
    directory,
    template,
    resources,
    scope: stackScope(definition, () => stack, world, lazily),
    exists: ({ condition }) => (condition === undefined ? true : stack.scope.condition(condition)),
    outputNames: () => existingOutputs(template, stack.scope),
    output: (output) => lazily(`Outputs.${output}`, () => outputValue(template, output, stack.scope)),
    nested: (logicalId) => {
      const resource = resources.find((candidate) => candidate.logicalId === logicalId);
      if (!nested.has(logicalId) && resource) nested.set(logicalId, world.openNested(stack, resource));
      return nested.get(logicalId);
    },
  };
  return stack;
}

function templateResources(template: JsonObject): TemplateResource[] {
  return Object.entries(objectOrEmpty(template.Resources)).flatMap(([logicalId, resource]) => {
    if (!isObject(resource) || typeof resource.Type !== 'string') return [];
    return {
      logicalId,
      type: resource.Type,
      condition: typeof resource.Condition === 'string' ? resource.Condition : undefined,
      properties: objectOrEmpty(resource.Properties),
      metadata: objectOrEmpty(resource.Metadata),
    };
  });
}

const outputOf = (template: JsonObject, name: string): JsonObject =>
  objectOrEmpty(own(objectOrEmpty(template.Outputs), name));

const existingOutputs = (template: JsonObject, scope: Scope): string[] =>
  Object.keys(objectOrEmpty(template.Outputs)).filter((name) => {
    const { Condition: condition } = outputOf(template, name);
    return typeof condition !== 'string' || scope.condition(condition) === true;
  });

function outputValue(template: JsonObject, name: string, scope: Scope): unknown {
  const value = evaluate(own(outputOf(template, name), 'Value'), scope);
  return value === ABSENT ? undefined : value;
}

/** The export names of a stack, each with the output that it exports. */
export const stackExports = (stack: Stack): [exportName: string, outputName: string][] =>
  stack.outputNames().flatMap((output): [string, string][] => {
    const declared = objectOrEmpty(own(outputOf(stack.template, output), 'Export'));
    const name = evaluate(own(declared, 'Name'), stack.scope);
    return typeof name === 'string' && !isUnresolved(name) ? [[name, output]] : [];
  });

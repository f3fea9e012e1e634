import { dirname } from 'node:path';
import { locateAsset } from './assets.js';
import { type Environment, environmentFor } from './environment.js';
import { evaluate } from './intrinsics/evaluate.js';
import { ABSENT, unresolved } from './intrinsics/unresolved.js';
import { objectOrEmpty, own } from './json-object.js';
import { lazyValues } from './lazy-values.js';
import type { AssemblyFiles, StackArtifact } from './manifest.js';
import { findJson } from './read-json.js';
import { fakeId } from './shapes/identity.js';
import {
  openStack,
  type Stack,
  type StackDefinition,
  stackExports,
  type TemplateResource,
  type World,
} from './stack.js';

/** Opens all stacks of an assembly, each followed by those nested in it. */
export function openStacks(files: AssemblyFiles, defaults: { region: string; account: string }): readonly Stack[] {
  const roots: Stack[] = [];
  const world = createWorld(files, () => roots.flatMap(withNested));
  roots.push(...files.stacks.map((artifact) => openRoot(artifact, defaults, world)));
  return roots.flatMap(withNested);
}

function openRoot(artifact: StackArtifact, defaults: { region: string; account: string }, world: World): Stack {
  const environment = environmentFor(artifact.region ?? defaults.region, artifact.account ?? defaults.account);
  const { stackName: name, directory, template, parameters } = artifact;
  return openStack({ name, environment, directory, template, parameter: (id) => own(parameters, id) }, world);
}

const withNested = (stack: Stack): Stack[] => [
  stack,
  ...stack.resources
    .filter((resource) => resource.type === 'AWS::CloudFormation::Stack' && stack.exists(resource) === true)
    .flatMap(({ logicalId }) => stack.nested(logicalId) ?? [])
    .flatMap(withNested),
];

function createWorld(files: AssemblyFiles, stacks: () => readonly Stack[]): World {
  const depth = { current: 0 };
  const lazily = lazyValues(depth);
  const ancestry = new WeakMap<Stack, readonly string[]>();
  const world: World = {
    depth,
    importValue: (name, environment) =>
      lazily(`export ${environment.account}/${environment.region}/${name}`, () =>
        findExport(name, stacks().filter(sameEnvironment(environment))),
      ),
    stackOutput: (name, output, region) => {
      const stack = stacks().find((candidate) => candidate.name === name && candidate.region === region);
      if (!stack?.outputNames().includes(output)) return unresolved(`the stack ${name} has no output ${output}`);
      return stack.output(output);
    },
    ssmParameter: (name, environment) =>
      lazily(`ssm ${environment.account}/${environment.region}${name}`, () =>
        findSsmParameter(name, environment, stacks()),
      ),
    openNested: (parent, resource) => {
      const ancestors = ancestry.get(parent) ?? [];
      const path = nestedTemplatePath(parent, resource, files);
      // A template that nests itself would never end.
      const template = path === undefined || ancestors.includes(path) ? undefined : findJson(path);
      if (path === undefined || template === undefined) return undefined;
      const nested = openNested(parent, resource, { template, directory: dirname(path) }, world);
      ancestry.set(nested, [...ancestors, path]);
      return nested;
    },
  };
  return world;
}

const sameEnvironment = (one: Environment) => (other: Environment) =>
  one.region === other.region && one.account === other.account;

function findExport(name: string, stacks: readonly Stack[]): unknown {
  for (const stack of stacks) {
    const output = stackExports(stack).find(([exportName]) => exportName === name)?.[1];
    if (output !== undefined) return stack.output(output);
  }
  return unresolved(`no stack of the cloud assembly exports ${name}`);
}

function findSsmParameter(name: string, environment: Environment, stacks: readonly Stack[]): unknown {
  for (const stack of stacks) {
    for (const resource of stack.resources) {
      const value = declaredParameter(name, resource, stack, environment);
      if (value !== undefined) return value;
    }
  }
  return unresolved(`the SSM parameter ${name} is not declared in the cloud assembly`);
}

function declaredParameter(name: string, resource: TemplateResource, stack: Stack, environment: Environment): unknown {
  const at = (key: string) => evaluate(own(resource.properties, key), stack.scope);
  if (resource.type === 'AWS::SSM::Parameter' && sameEnvironment(environment)(stack)) {
    return at('Name') === name ? present(at('Value')) : undefined;
  }
  if (resource.type !== 'Custom::CrossRegionExportWriter') return undefined;
  const written = objectOrEmpty(own(objectOrEmpty(resource.properties.WriterProps), 'exports'));
  return present(evaluate(own(written, name), stack.scope));
}

const present = (value: unknown): unknown => (value === ABSENT ? undefined : value);

function openNested(
  parent: Stack,
  resource: TemplateResource,
  { template, directory }: Pick<StackDefinition, 'template' | 'directory'>,
  world: World,
): Stack {
  const parameters = objectOrEmpty(resource.properties.Parameters);
  const identity = { region: parent.region, stackName: parent.name, logicalId: resource.logicalId };
  return openStack(
    {
      name: `${parent.name}-${resource.logicalId}-${fakeId(identity, 12).toUpperCase()}`,
      environment: environmentFor(parent.region, parent.account),
      directory,
      template,
      parameter: (name) => present(evaluate(own(parameters, name), parent.scope)),
    },
    world,
  );
}

/** By the asset path in the metadata, or by the object key at the end of the address. */
function nestedTemplatePath(parent: Stack, resource: TemplateResource, files: AssemblyFiles): string | undefined {
  const assetPath = resource.metadata['aws:asset:path'];
  if (typeof assetPath === 'string') return locateAsset(assetPath, [parent.directory, files.root]);
  const url = evaluate(own(resource.properties, 'TemplateURL'), parent.scope);
  if (typeof url !== 'string') return undefined;
  return [...files.assets].find(([objectKey]) => url.endsWith(`/${objectKey}`))?.[1];
}

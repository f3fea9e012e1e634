import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AssemblyError } from './assembly-error.js';
import { type AssetIndex, fileAssets } from './assets.js';
import { isObject, type JsonObject, objectOrEmpty, own, scalarText } from './json-object.js';
import { readJson } from './read-json.js';

export interface StackArtifact {
  readonly stackName: string;
  /** The folder that holds the template; paths of assets are relative to it. */
  readonly directory: string;
  readonly template: JsonObject;
  /** Undefined for a stack that is not bound to a region or an account. */
  readonly region: string | undefined;
  readonly account: string | undefined;
  readonly parameters: JsonObject;
}

export interface AssemblyFiles {
  readonly root: string;
  readonly stacks: readonly StackArtifact[];
  readonly assets: AssetIndex;
}

/**
 * All stacks and file assets of a cloud assembly, those of its stages included.
 * @throws AssemblyError where the folder is no cloud assembly
 * @see https://docs.aws.amazon.com/cdk/v2/guide/deploy-synth.html
 */
export function readAssemblyFiles(directory: string): AssemblyFiles {
  const root = resolve(directory);
  if (!existsSync(root) || !statSync(root).isDirectory()) throw new AssemblyError(`There is no folder ${root}`);
  const folders = assemblyFolders(root, root);
  return {
    root,
    stacks: folders.flatMap((folder) => stacksIn(folder, root)),
    assets: new Map(folders.flatMap((folder) => assetsIn(folder.directory, root))),
  };
}

interface AssemblyFolder {
  readonly directory: string;
  readonly artifacts: readonly (readonly [id: string, artifact: JsonObject])[];
}

function assemblyFolders(directory: string, root: string): AssemblyFolder[] {
  const manifest = join(directory, 'manifest.json');
  if (!existsSync(manifest)) {
    throw new AssemblyError(`${directory} is no cloud assembly: it has no manifest.json`);
  }
  const artifacts = Object.entries(objectOrEmpty(readJson(manifest, root).artifacts)).flatMap(([id, artifact]) =>
    isObject(artifact) ? [[id, artifact] as const] : [],
  );
  const nested = artifacts.flatMap(([, artifact]) => nestedDirectory(artifact, directory));
  return [{ directory, artifacts }, ...nested.flatMap((folder) => assemblyFolders(folder, root))];
}

/** Only folders below count, so that an assembly cannot hold itself. */
function nestedDirectory(artifact: JsonObject, directory: string): string[] {
  const name = own(objectOrEmpty(artifact.properties), 'directoryName');
  if (artifact.type !== 'cdk:cloud-assembly' || typeof name !== 'string') return [];
  const path = resolve(directory, name);
  return path.startsWith(`${directory}/`) || path.startsWith(`${directory}\\`) ? [path] : [];
}

const stacksIn = ({ directory, artifacts }: AssemblyFolder, root: string): StackArtifact[] =>
  artifacts
    .filter(([, artifact]) => artifact.type === 'aws:cloudformation:stack')
    .map(([id, artifact]) => stackArtifact(id, artifact, directory, root));

function stackArtifact(id: string, artifact: JsonObject, directory: string, root: string): StackArtifact {
  const properties = objectOrEmpty(artifact.properties);
  const templateFile = own(properties, 'templateFile');
  if (typeof templateFile !== 'string') throw new AssemblyError(`The stack ${id} in ${root} names no template file`);
  const [account, region] = environmentOf(artifact.environment);
  return {
    stackName: typeof properties.stackName === 'string' ? properties.stackName : id,
    directory,
    template: readJson(join(directory, templateFile), root),
    region,
    account,
    parameters: objectOrEmpty(properties.parameters),
  };
}

/** `aws://ACCOUNT/REGION`, either part `unknown-…` where the stack is not bound. */
function environmentOf(environment: unknown): (string | undefined)[] {
  const parts = /^aws:\/\/([^/]+)\/([^/]+)$/.exec(scalarText(environment));
  return [parts?.[1], parts?.[2]].map((part) => (part?.startsWith('unknown-') ? undefined : part));
}

/** By file name, since an assembly need not list its asset manifests. */
const assetsIn = (directory: string, root: string): [string, string][] =>
  readdirSync(directory)
    .filter((name) => name.endsWith('.assets.json'))
    .flatMap((name) => fileAssets(readJson(join(directory, name), root), directory));

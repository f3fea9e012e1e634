import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { FunctionCode } from '../model/cloud.js';
import { isObject, type JsonObject, objectOrEmpty, own } from './json-object.js';

/** S3 object key → file or folder on this machine, as the asset manifests of the assembly say. */
export type AssetIndex = ReadonlyMap<string, string>;

/**
 * The file assets of one asset manifest (`STACK.assets.json`).
 * @see https://docs.aws.amazon.com/cdk/v2/guide/assets.html
 */
export function fileAssets(manifest: JsonObject, directory: string): [objectKey: string, path: string][] {
  return Object.values(objectOrEmpty(manifest.files)).flatMap((asset) => {
    if (!isObject(asset)) return [];
    const path = own(objectOrEmpty(asset.source), 'path');
    if (typeof path !== 'string') return [];
    return objectKeys(asset).map((key): [string, string] => [key, resolve(directory, path)]);
  });
}

const objectKeys = (asset: JsonObject): string[] =>
  Object.values(objectOrEmpty(asset.destinations)).flatMap((destination) => {
    const key = own(objectOrEmpty(destination), 'objectKey');
    return typeof key === 'string' ? [key] : [];
  });

/** Where an asset's path is relative to, is not the same in each CDK version: the stack's own folder or the root. */
export function locateAsset(path: string, folders: readonly string[]): string | undefined {
  return folders.map((folder) => resolve(folder, path)).find((candidate) => existsSync(candidate));
}

/** A function's code: a folder, or why it cannot run from what the assembly holds. */
export function codeAt(path: string): FunctionCode {
  if (!existsSync(path)) return { kind: 'unavailable', reason: 'its asset is not in the cloud assembly' };
  if (statSync(path).isDirectory()) return { kind: 'directory', path };
  return { kind: 'unavailable', reason: 'its asset is a file, and only folders are run' };
}

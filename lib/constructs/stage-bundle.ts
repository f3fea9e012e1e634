import { createHash } from 'node:crypto';
import { cpSync, existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import type { aws_lambda } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { cdk } from './cdk.js';

/** A directory that is ready to be a function's code. */
export interface Bundle {
  readonly directory: string;
  readonly handler: string;
  /** Of the content alone. */
  readonly hash: string;
}

/**
 * Copies a bundle into the cloud assembly, under the hash of its content, and says where the deployment puts it. It is
 * what `AssetStaging` does with a directory whose hash is given, and names it the same, without its construct, its cache
 * and its own copy of `fs` for each.
 */
export function stageBundle(scope: Construct, bundle: Bundle): aws_lambda.CfnFunction.CodeProperty {
  const sourceHash = createHash('sha256').update(bundle.hash).digest('hex');
  const location = cdk.Stack.of(scope).synthesizer.addFileAsset({
    fileName: stagedPath(scope, bundle.directory, sourceHash),
    packaging: cdk.FileAssetPackaging.ZIP_DIRECTORY,
    sourceHash,
  });
  return { s3Bucket: location.bucketName, s3Key: location.objectKey };
}

/** Relative to the assembly of the stage, which may be part of another one that has the assets of all. */
function stagedPath(scope: Construct, directory: string, hash: string): string {
  if (scope.node.tryGetContext(cdk.cx_api.DISABLE_ASSET_STAGING_CONTEXT)) return resolve(directory);
  const stage = cdk.Stage.of(scope);
  if (!stage) throw new Error(`${scope.node.path} is in no app, so there is no assembly for the code in ${directory}`);
  const target = resolve(stage.assetOutdir, `asset.${hash}`);
  if (!existsSync(target)) cpSync(directory, target, { recursive: true, dereference: true });
  return relative(stage.outdir, target);
}

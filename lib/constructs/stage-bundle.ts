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

/** Copies a bundle into the cloud assembly, under the hash of its content, and says where the deployment puts it. */
export function stageBundle(scope: Construct, bundle: Bundle): aws_lambda.CfnFunction.CodeProperty {
  const stack = cdk.Stack.of(scope);
  const staging = new cdk.AssetStaging(scope, 'Code', {
    sourcePath: bundle.directory,
    assetHash: bundle.hash,
    assetHashType: cdk.AssetHashType.CUSTOM,
  });
  const location = stack.synthesizer.addFileAsset({
    fileName: staging.relativeStagedPath(stack),
    packaging: cdk.FileAssetPackaging.ZIP_DIRECTORY,
    sourceHash: staging.assetHash,
  });
  return { s3Bucket: location.bucketName, s3Key: location.objectKey };
}

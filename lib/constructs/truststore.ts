import { X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Construct } from 'constructs';
import type { Issue } from '../errors/issue.js';
import type { DomainPlan } from '../plan/plan.js';
import { cdk } from './cdk.js';

const GUIDE = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html';
/** GUIDE, November 2026. */
const MOST_BYTES = 1_000_000;
const MOST_CERTIFICATES = 1_000;

const isInS3 = (truststore: string): boolean => truststore.startsWith('s3://');

/**
 * Where API Gateway finds the trust store. A file becomes an asset whose key holds a hash of the content: API Gateway
 * reads the store once, when its address changes.
 *
 * @param codeRoot what a file's path is relative to
 */
export function truststoreUri(scope: Construct, truststore: string, codeRoot: string): string {
  if (isInS3(truststore)) return truststore;
  const stack = cdk.Stack.of(scope);
  const staging = new cdk.AssetStaging(scope, 'Truststore', { sourcePath: resolve(codeRoot, truststore) });
  const { bucketName, objectKey } = stack.synthesizer.addFileAsset({
    fileName: staging.relativeStagedPath(stack),
    packaging: cdk.FileAssetPackaging.FILE,
    sourceHash: staging.assetHash,
  });
  return `s3://${bucketName}/${objectKey}`;
}

/** What is wrong with the trust store's file. It has certificates alone: a private key would go to S3 with them. */
export function truststoreIssues(domain: DomainPlan | undefined, codeRoot: string): readonly Issue[] {
  const truststore = domain?.mutualTls?.truststore;
  if (truststore === undefined || isInS3(truststore)) return [];
  const path = resolve(codeRoot, truststore);
  const fault = fileFault(path);
  if (fault === undefined) return [];
  return [
    {
      code: 'TRUSTSTORE_FILE',
      place: 'domain.mutualTls.truststore',
      message: `the trust store ${fault.message}`,
      got: fault.got ?? truststore,
      allowed: `a PEM file of 1 to ${MOST_CERTIFICATES} X.509 certificates and nothing else, ${MOST_BYTES} bytes at most`,
      fix: 'name a file of the certificates of the authorities, relative to the code root, or s3://BUCKET/KEY',
      source: GUIDE,
    },
  ];
}

interface Fault {
  readonly message: string;
  readonly got?: string;
}

function fileFault(path: string): Fault | undefined {
  const file = statSync(path, { throwIfNoEntry: false });
  if (!file) return { message: 'does not exist' };
  if (!file.isFile()) return { message: 'is no file' };
  if (file.size > MOST_BYTES) return { message: 'is too large', got: `${file.size} bytes` };
  try {
    return contentFault(readFileSync(path, 'latin1'));
  } catch {
    return { message: 'cannot be read' };
  }
}

/** RFC 7468: text between the blocks is for people. */
function contentFault(pem: string): Fault | undefined {
  const blocks = [...pem.matchAll(/-----BEGIN ([^-\n]*)-----[^-]*(?:-----END \1-----)?/g)];
  const other = blocks.find(([, label]) => label !== 'CERTIFICATE');
  if (other) return { message: 'holds something that is no certificate', got: `a block ${other[1]}` };
  if (blocks.length === 0) return { message: 'holds no certificate' };
  if (blocks.length > MOST_CERTIFICATES)
    return { message: 'holds too many certificates', got: `${blocks.length} certificates` };
  const broken = blocks.findIndex(([block]) => !isCertificate(block));
  return broken < 0
    ? undefined
    : { message: 'holds a certificate that cannot be read', got: `certificate ${broken + 1}` };
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}

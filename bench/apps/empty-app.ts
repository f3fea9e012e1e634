import { createRequire } from 'node:module';
import { tell } from './tell.js';

const cdk = createRequire(import.meta.url)('aws-cdk-lib') as typeof import('aws-cdk-lib');
const app = new cdk.App({
  outdir: process.argv[2] ?? 'cdk.out',
  builtinCloudFormationValidation: false,
  treeMetadata: false,
  analyticsReporting: false,
});
new cdk.Stack(app, 'Empty');
app.synth();
tell();

import { createRequire } from 'node:module';

const load = createRequire(import.meta.url);

/**
 * aws-cdk-lib as CommonJS, whose modules load when they are first named. An ESM import of it by name loads them all,
 * which costs three times the start of a synth.
 */
export const cdk = load('aws-cdk-lib') as typeof import('aws-cdk-lib');
export const { Construct } = load('constructs') as typeof import('constructs');

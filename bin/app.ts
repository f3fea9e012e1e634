import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { App } from 'aws-cdk-lib/core';
import { GatewayStack } from 'gatewright/cdk';
import bookshop from '../examples/bookshop/gateway.js';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const app = new App();

new GatewayStack(app, 'Bookshop', { gateway: bookshop, codeRoot: resolve(root, 'examples/bookshop') });

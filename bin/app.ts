import { fileURLToPath } from 'node:url';
import { App } from 'aws-cdk-lib/core';
import { GatewayStack } from 'gatewright/cdk';
import bookshop from '../examples/bookshop/gateway.js';

const codeRoot = fileURLToPath(new URL('../examples/bookshop', import.meta.url));

new GatewayStack(new App(), 'Bookshop', { gateway: bookshop, codeRoot });

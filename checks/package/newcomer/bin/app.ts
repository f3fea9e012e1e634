import { App } from 'aws-cdk-lib/core';
import { GatewayStack } from 'gatewright/cdk';
import newcomer from '../gateway.js';

new GatewayStack(new App(), 'Newcomer', { gateway: newcomer });

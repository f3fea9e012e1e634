import { App } from 'aws-cdk-lib/core';
import { GatewayStack } from 'gatewright/cdk';
import gateway from '../gateway.js';

const app = new App();
new GatewayStack(app, 'MyGatewayStaging', { gateway });
new GatewayStack(app, 'MyGatewayProduction', { gateway });

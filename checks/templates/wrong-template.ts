import { aws_lambda } from 'aws-cdk-lib';
import { Stack } from 'aws-cdk-lib/core';
import type { GatewayFixture } from '../../test/fixtures/gateways/index.js';

/** Each judge must find fault with this one; a judge that does not is not at work. */
export const wrongTemplate: GatewayFixture = {
  name: 'wrong-template',
  addTo: (app) => {
    const role = 'arn:aws:iam::111111111111:role/someone';
    const wrong = new aws_lambda.CfnFunction(new Stack(app, 'Wrong'), 'Function', {
      code: { zipFile: 'exports.handler = () => {}' },
      handler: 'index.handler',
      runtime: 'nodejs16.x',
      role,
    });
    wrong.addPropertyOverride('Tymeout', 3);
  },
};

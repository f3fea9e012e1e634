import { aws_lambda } from 'aws-cdk-lib';
import { NestedStack, Stack } from 'aws-cdk-lib/core';
import type { GatewayFixture } from '../../test/fixtures/gateways/index.js';

/** Each judge must find fault with each of these; a judge that does not is not at work. */
export const wrongTemplates: readonly GatewayFixture[] = [
  { name: 'wrong-template', addTo: (app) => addWrongFunction(new Stack(app, 'Wrong')) },
  {
    name: 'wrong-nested-template',
    addTo: (app) => addWrongFunction(new NestedStack(new Stack(app, 'WrongInside'), 'Nested')),
  },
];

function addWrongFunction(stack: Stack): void {
  const wrong = new aws_lambda.CfnFunction(stack, 'Function', {
    code: { zipFile: 'exports.handler = () => {}' },
    handler: 'index.handler',
    runtime: 'nodejs16.x',
    role: 'arn:aws:iam::111111111111:role/someone',
  });
  wrong.addPropertyOverride('Tymeout', 3);
}

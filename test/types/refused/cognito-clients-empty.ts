// expect: Source has 0 element(s) but target requires 1
import { cognito } from 'gatewright';

cognito('pool', { userPoolArn: 'arn:aws:cognito-idp:eu-west-1:1:userpool/eu-west-1_A', clientIds: [] });
// ^here

// expect: Object literal may only specify known properties, and ''ANY /feeds'' does not exist
import { usagePlan } from 'gatewright';

usagePlan('free', { ratePerSecond: 2, burst: 5, routes: { 'ANY /feeds': { ratePerSecond: 1, burst: 1 } } });
// ^here

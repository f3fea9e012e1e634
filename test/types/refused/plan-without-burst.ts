// expect: Property 'burst' is missing
import { usagePlan } from 'gatewright';

usagePlan('free', { ratePerSecond: 2 });
// ^here

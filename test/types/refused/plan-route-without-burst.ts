// expect: Property 'burst' is missing
import { usagePlan } from 'gatewright';

usagePlan('free', { ratePerSecond: 2, burst: 5, routes: { 'GET /feeds': { ratePerSecond: 1 } } });
// ^here

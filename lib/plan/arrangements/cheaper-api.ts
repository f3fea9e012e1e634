import { listPrices } from '../../facts/prices.js';
import type { Traffic } from '../../spec/traffic.js';
import { httpUnits } from '../cost/api-needs.js';
import { assumptionsFor } from '../cost/assumptions.js';
import { usdFor } from '../cost/cost-line.js';
import type { ApiType } from '../plan.js';

type Sizes = Pick<Traffic, 'requestsPerMonth' | 'requestBytes' | 'responseBytes'>;

/** Where a request costs less, with all of its month on one type of API. */
export function cheaperApi(traffic: Sizes = {}, list = listPrices): ApiType {
  const assumed = assumptionsFor({ traffic }, {});
  const { requestsPerMonth } = assumed;
  const http = usdFor('httpApiRequests', requestsPerMonth * httpUnits(assumed), list);
  return usdFor('restApiRequests', requestsPerMonth, list) < http ? 'rest' : 'http';
}

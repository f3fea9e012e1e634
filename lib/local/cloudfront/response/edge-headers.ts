import type { EdgeRequest, EdgeResponse } from '../edge-message.js';
import { withHeader } from '../headers.js';

/** The edge location of this machine; AWS's have the code of an airport. */
const LOCATION = 'LCL50-P1';

/** What CloudFront says of itself in an answer. */
export function withEdgeHeaders(response: EdgeResponse, { requestId }: EdgeRequest, via: string): EdgeResponse {
  const own = [
    ['X-Cache', `${response.source} from cloudfront`],
    ['Via', via],
    ['X-Amz-Cf-Pop', LOCATION],
    ['X-Amz-Cf-Id', requestId],
  ] as const;
  return {
    ...response,
    headers: own.reduce((headers, [name, value]) => withHeader(headers, name, value), [...response.headers]),
  };
}

import type { WafCustomResponse } from '../../model/web-acl.js';
import { wafRequestOf } from '../../waf/waf-request.js';
import type { Exchange, Header, MethodResponse } from '../exchange/exchange.js';
import { GatewayFault } from '../gateway-response/gateway-fault.js';

/**
 * Has the stage's web ACL look at a request before anything else does, and gives it the headers that rules insert. A
 * stage whose web ACL is not there answers nobody.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-aws-waf.html
 * @throws GatewayFault `WAF_FILTERED`, with the custom response of the rule where it has one
 */
export function passFirewall(exchange: Exchange, webAclArn: string): void {
  const { scope, request } = exchange;
  const verdict = scope.services.findFirewall?.(webAclArn)?.evaluate(wafRequestOf(request), {
    name: 'APIGW',
    id: `${scope.services.account}:${scope.apiId}:${scope.stageName}`,
    requestId: exchange.extendedRequestId,
  });
  exchange.firewall = { webAclArn, isAllowed: verdict?.kind === 'allow' };
  if (verdict?.kind !== 'allow') throw new WafFault(verdict?.custom, verdict?.rule);
  if (verdict.insertedHeaders.length > 0) insertHeaders(exchange, verdict.insertedHeaders);
}

/** The refusal of a firewall. A custom response stands above all gateway responses. */
export class WafFault extends GatewayFault {
  readonly custom: WafCustomResponse | undefined;

  constructor(custom: WafCustomResponse | undefined, rule: string | undefined) {
    super('WAF_FILTERED', { reason: `the firewall blocked it: ${rule ?? 'its default action'}` });
    this.custom = custom;
  }
}

/** https://docs.aws.amazon.com/waf/latest/developerguide/customizing-the-response-for-blocked-requests.html */
export const customResponse = ({ status, headers, body }: WafCustomResponse): MethodResponse => ({
  status,
  headers: [...(body ? [['Content-Type', body.contentType] as const] : []), ...headers],
  body: body?.content ?? '',
});

function insertHeaders(exchange: Exchange, inserted: readonly Header[]): void {
  const names = new Set(inserted.map(([name]) => name.toLowerCase()));
  const put = (headers: readonly Header[]) => [
    ...headers.filter(([name]) => !names.has(name.toLowerCase())),
    ...inserted,
  ];
  exchange.request = { ...exchange.request, headers: put(exchange.request.headers) };
  exchange.headers = put(exchange.headers);
}

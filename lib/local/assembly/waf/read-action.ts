import type { WafAction, WafCustomResponse, WafHeader } from '../../model/web-acl.js';
import { optional } from '../optional.js';
import type { Properties } from '../properties.js';
import type { WafReading } from './waf-reading.js';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  APPLICATION_JSON: 'application/json',
  TEXT_HTML: 'text/html',
  TEXT_PLAIN: 'text/plain',
};

/** `CustomResponseBodies` by their keys. */
export const readBodies = (properties: Properties): WafReading['bodies'] =>
  new Map(
    properties.objectMap('CustomResponseBodies').map(([key, body]) => {
      const contentType = CONTENT_TYPES[body.string('ContentType') ?? ''] ?? 'text/plain';
      return [key, { contentType, content: body.string('Content') ?? '' }];
    }),
  );

/** The action of a rule, an override or a web ACL; undefined where there is none that is known. */
export function readAction(action: Properties, { bodies }: Pick<WafReading, 'bodies'>): WafAction | undefined {
  if (action.has('Block'))
    return { kind: 'block', ...optional('response', readResponse(action.object('Block'), bodies)) };
  const name = (['Allow', 'Count', 'Captcha', 'Challenge'] as const).find((each) => action.has(each));
  if (name === undefined) return undefined;
  const kind = name.toLowerCase() as Lowercase<typeof name>;
  return { kind, insertHeaders: readHeaders(action.object(name).object('CustomRequestHandling'), 'InsertHeaders') };
}

const readHeaders = (properties: Properties, key: string): WafHeader[] =>
  properties.objects(key).flatMap((header): WafHeader[] => {
    const [name, value] = [header.string('Name'), header.string('Value')];
    return name === undefined || value === undefined ? [] : [[name, value]];
  });

function readResponse(block: Properties, bodies: WafReading['bodies']): WafCustomResponse | undefined {
  if (!block.has('CustomResponse')) return undefined;
  const response = block.object('CustomResponse');
  return {
    status: response.number('ResponseCode') ?? 403,
    headers: readHeaders(response, 'ResponseHeaders'),
    ...optional('body', bodies.get(response.string('CustomResponseBodyKey') ?? '')),
  };
}

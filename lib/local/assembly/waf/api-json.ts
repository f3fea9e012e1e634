import type { WebAclModel } from '../../model/web-acl.js';
import { isObject, type JsonObject } from '../json-object.js';

/**
 * A web ACL as the API answers it, which writes search strings in Base64: what `readWebAcl` reads with the format `api`.
 *
 * https://docs.aws.amazon.com/waf/latest/APIReference/API_ByteMatchStatement.html
 *
 * @param resolve what a text with references to secrets stands for; the text itself where that is not known
 */
export function webAclApiJson(
  { json, id, arn, name, labelNamespace, capacity }: WebAclModel,
  resolve: (text: string) => string | undefined,
): JsonObject {
  const encoded = (text: unknown) => Buffer.from(resolve(String(text)) ?? String(text)).toString('base64');
  const convert = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(convert);
    if (!isObject(node)) return node;
    const { SearchString: text, SearchStringBase64: base64, ...others } = node;
    const converted = Object.fromEntries(Object.entries(others).map(([key, value]) => [key, convert(value)]));
    if (base64 !== undefined) return { ...converted, SearchString: base64 };
    return text === undefined ? converted : { ...converted, SearchString: encoded(text) };
  };
  const { Scope: _scope, Tags: _tags, ...settings } = json;
  const own = { Name: name, Id: id, ARN: arn, LabelNamespace: labelNamespace, ...(capacity && { Capacity: capacity }) };
  return { ...(convert(settings) as JsonObject), ...own };
}

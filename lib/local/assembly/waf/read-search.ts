import type { WafSearch } from '../../model/web-acl.js';
import { type Properties, UNRESOLVED_TEXT } from '../properties.js';
import type { WafReading } from './waf-reading.js';

const isReference = (text: string): boolean => text.includes('{{resolve:');

/** What a byte match looks for. What is not known here is a reference without a value: it is found nowhere. */
export function readSearch(statement: Properties, format: WafReading['format']): WafSearch {
  const key = statement.has('SearchStringBase64') ? 'SearchStringBase64' : 'SearchString';
  const text = statement.string(key);
  if (text === undefined || isReference(text)) return { kind: 'reference', text: text ?? UNRESOLVED_TEXT };
  const isEncoded = format === 'api' || key === 'SearchStringBase64';
  return { kind: 'bytes', bytes: Buffer.from(text, isEncoded ? 'base64' : 'utf8') };
}

import type { HeaderPair } from '../../model/distribution.js';
import { textOf } from './read-xml.js';

const ORIGIN = /<Origin>(.*?)<\/Origin>/gs;
const HEADER = /<OriginCustomHeader>(.*?)<\/OriginCustomHeader>/gs;

/** What a configuration in XML has each origin be sent, by the origin's id. */
export function readOriginHeaders(xml: string): ReadonlyMap<string, readonly HeaderPair[]> {
  return new Map(
    [...xml.matchAll(ORIGIN)].map(([, origin = '']) => {
      const headers = [...origin.matchAll(HEADER)].map(
        ([, header = '']): HeaderPair => [textOf(header, 'HeaderName'), textOf(header, 'HeaderValue')],
      );
      return [textOf(origin, 'Id'), headers];
    }),
  );
}

/** What is left of a configuration without the values of origins' headers. */
export function withoutHeaderValues(xml: string): string {
  return xml
    .replace(/^<\?xml[^>]*\?>/, '')
    .replace(/<HeaderValue>[^<]*<\/HeaderValue>/g, '<HeaderValue/>')
    .replace(/>\s+</g, '><')
    .trim();
}

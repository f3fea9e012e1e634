import type { DistributionModel, HeaderPair, OriginModel } from '../../model/distribution.js';

/** What origins are sent besides the viewer's headers, as it stands now. */
export interface OriginHeaders {
  /** As the template or the last update has them; undefined where there is no such origin. */
  readonly originHeaders: (originId: string) => readonly HeaderPair[] | undefined;
  /** Sends these from now on. @throws Error where there is no such origin */
  readonly replaceOriginHeaders: (originId: string, headers: readonly HeaderPair[]) => void;
  /** With secrets in place of what refers to them; without a value where a secret is not known. */
  readonly valuesFor: (origin: OriginModel) => CustomHeader[];
}

/** One without a value is not sent, and no viewer's of its name is either. */
export type CustomHeader = readonly [name: string, value: string | undefined];

export interface OriginHeaderServices {
  readonly resolve: (text: string) => string | undefined;
  readonly warn: (line: string) => void;
}

export function createOriginHeaders(
  { origins }: Pick<DistributionModel, 'origins'>,
  { resolve, warn }: OriginHeaderServices,
): OriginHeaders {
  const held = new Map(origins.map(({ id, customHeaders }) => [id, customHeaders]));
  const asRead = new Map(origins.map(({ id, customHeaders }) => [id, customHeaders]));
  return {
    originHeaders: (originId) => held.get(originId),
    replaceOriginHeaders(originId, headers) {
      if (!held.has(originId)) throw new Error(`There is no origin ${originId}`);
      held.set(originId, headers);
    },
    valuesFor({ id, customHeaders }) {
      // A function may have given the origin headers of its own.
      const current = customHeaders === asRead.get(id) ? (held.get(id) ?? []) : customHeaders;
      return current.map(([name, text]): CustomHeader => {
        const value = text.includes('{{resolve:') ? known(resolve, text) : text;
        if (value === undefined) warn(`the origin ${id} is sent no ${name}: its secret is not known`);
        return [name, value];
      });
    },
  };
}

/** A secret that cannot be read is not known: its origin refuses what has none. */
function known(resolve: OriginHeaderServices['resolve'], text: string): string | undefined {
  try {
    return resolve(text);
  } catch {
    return undefined;
  }
}

import type { KnownProps } from './known-props.js';

/** What the public contract says of itself. https://spec.openapis.org/oas/v3.1.1#info-object */
export interface ContractInfo {
  /** The contract's own version, counted as its owner likes. @default '1.0' */
  readonly version?: string;
  /** Under what terms others may use the API: an SPDX expression (`Apache-2.0`), or a page. @default none is named */
  readonly license?: { readonly name: string } & (
    | { readonly identifier: string; readonly url?: never }
    | { readonly url: string; readonly identifier?: never }
  );
  /** Whom callers ask. @default nobody is named */
  readonly contact?: { readonly name?: string; readonly url?: string; readonly email?: string };
}

export const CONTRACT_INFO_PROPS = {
  version: true,
  license: { name: true, identifier: true, url: true },
  contact: { name: true, url: true, email: true },
} as const satisfies KnownProps<ContractInfo>;

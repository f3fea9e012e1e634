import type { KnownProps } from './known-props.js';

/** A page that says more. https://spec.openapis.org/oas/v3.1.1#external-documentation-object */
export interface ExternalDocs {
  readonly url: string;
  /** @default none */
  readonly description?: string;
}

/** What the public contract says of itself. https://spec.openapis.org/oas/v3.1.1#info-object */
export interface ContractInfo {
  /** What callers know the API by. @default the gateway's name */
  readonly title?: string;
  /** The contract's own version, counted as its owner likes. @default '1.0' */
  readonly version?: string;
  /** What the API is, for callers; CommonMark. @default the gateway's description */
  readonly description?: string;
  /** Under what terms others may use the API: an SPDX expression (`Apache-2.0`), or a page. @default none is named */
  readonly license?: { readonly name: string } & (
    | { readonly identifier: string; readonly url?: never }
    | { readonly url: string; readonly identifier?: never }
  );
  /** Whom callers ask. @default nobody is named */
  readonly contact?: { readonly name?: string; readonly url?: string; readonly email?: string };
  /** A page with the terms of service. @default none */
  readonly termsOfService?: string;
  /** Where there is more to read. @default none */
  readonly externalDocs?: ExternalDocs;
  /** What is listed under a tag, by tag; CommonMark. @default the summaries of its routes */
  readonly tags?: Readonly<Record<string, string>>;
}

export const EXTERNAL_DOCS_PROPS = { url: true, description: true } as const satisfies KnownProps<ExternalDocs>;

export const CONTRACT_INFO_PROPS = {
  title: true,
  version: true,
  description: true,
  license: { name: true, identifier: true, url: true },
  contact: { name: true, url: true, email: true },
  termsOfService: true,
  externalDocs: EXTERNAL_DOCS_PROPS,
  tags: true,
} as const satisfies KnownProps<ContractInfo>;

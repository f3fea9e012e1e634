/** Answers on this machine for what stands elsewhere: another address, or a function from request to response. */
export type StandIn = string | ((request: Request) => Response | Promise<Response>);

/**
 * What the local gateway needs beside the spec: the default export of `gateway.dev.ts` next to `gateway.ts`.
 * Nothing of it is deployed.
 */
export interface DevSettings {
  /** Origin of a backend (`https://feeds.bookshop.example`) → what answers for it. @default backends are called as they are */
  readonly standIns?: Readonly<Record<string, StandIn>>;
}

import { applyStandIns, type StandIns } from '../../upstream/stand-ins.js';

/** Lets the thread's global `fetch` reach stand-ins in place of the addresses that they stand for. */
export function redirectFetch(standIns: StandIns): void {
  if (standIns.size === 0) return;
  const original = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    if (typeof input === 'string') return original(applyStandIns(input, standIns), init);
    if (input instanceof URL) return original(applyStandIns(input.href, standIns), init);
    const url = applyStandIns(input.url, standIns);
    return original(url === input.url ? input : new Request(url, input), init);
  };
}

import type { Console } from '../console.js';

/** For who waits until another run is done with the same key or request. */
export function sayWaiting(console: Console): () => void {
  return () => console.err('gatewright: another run is at work on the same; waiting for it');
}

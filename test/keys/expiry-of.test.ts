import { describe, expect, it } from 'vitest';
import { expiryOf, instantMs } from '../../lib/keys/expiry-of.js';

const NOON = Date.UTC(2026, 10, 21, 12);
const MORNING = '2026-11-21T09:00:00Z';
const EVENING = '2026-11-21T18:00:00Z';
const NINE = Date.UTC(2026, 10, 21, 9);

describe('expiryOf', () => {
  it.each<[string, Record<string, string> | undefined, object]>([
    ['a key without tags', undefined, { kind: 'live' }],
    ['a key of somebody else', { team: 'search' }, { kind: 'live' }],
    ['an expiry to come', { 'gatewright:expires': EVENING }, { kind: 'live' }],
    ['an expiry that is past', { 'gatewright:expires': MORNING }, { kind: 'expired', sinceMs: NINE }],
    ['an expiry at this very instant', { 'gatewright:expires': '2026-11-21T12:00:00Z' }, { kind: 'expired' }],
    ['an expiry a second away', { 'gatewright:expires': '2026-11-21T12:00:01Z' }, { kind: 'live' }],
    ['a grace to come', { 'gatewright:grace-until': EVENING }, { kind: 'live' }],
    ['a grace that is over', { 'gatewright:grace-until': MORNING }, { kind: 'grace-over', sinceMs: NINE }],
    [
      'a grace that is over before the expiry',
      { 'gatewright:expires': EVENING, 'gatewright:grace-until': MORNING },
      { kind: 'grace-over' },
    ],
    [
      'an expiry that is past before the grace is over',
      { 'gatewright:expires': MORNING, 'gatewright:grace-until': EVENING },
      { kind: 'expired' },
    ],
    ['an offset from UTC', { 'gatewright:expires': '2026-11-21T13:30:00+02:00' }, { kind: 'expired' }],
    ['an expiry written by hand', { 'gatewright:expires': 'next May' }, { kind: 'unreadable', got: 'next May' }],
    ['a day that there is not', { 'gatewright:grace-until': '2026-13-45T00:00:00Z' }, { kind: 'unreadable' }],
    ['an empty expiry, which is none', { 'gatewright:expires': '' }, { kind: 'live' }],
  ])('judges %s', (_, tags, expected) => {
    expect(expiryOf(tags, NOON)).toMatchObject(expected);
  });
});

it.each(['2026-11-21', '2026-02-31T00:00:00Z', '2026-11-21T12:00:00', '1700000000', '21/11/2026', ''])(
  'takes %j for no instant',
  (text) => {
    expect(instantMs(text)).toBeUndefined();
  },
);

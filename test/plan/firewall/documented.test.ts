import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { managedRuleGroups } from '../../../lib/facts/managed-rule-groups.js';

const page = readFileSync(resolve(import.meta.dirname, '../../../docs/firewall.md'), 'utf8');

it('has each group of the page by the name and with the capacity that plans have', () => {
  const rows = [...page.matchAll(/^\| `([a-z-]+)` \| `(AWS\w+)` \| (\d+) \|/gm)].map(([, ...cells]) => cells);
  const known = Object.entries(managedRuleGroups).map(([group, { name, wcu }]) => [group, name, String(wcu)]);
  expect(rows.sort()).toEqual(known.sort());
});

import { report } from '../report.js';
import type { Measured } from './measure-spec.js';

/** What 1,000 routes on 100 functions may take: resources and bytes of all templates, memory, and time. */
const AIMS = { resources: 310, bytes: 520_000, mebibytes: 110, timesEmpty: 2.5 };

export function reportAims(name: string, { synth, emptyMs }: Measured): void {
  if (!synth) return;
  const against = 'the aim';
  report({
    name: `${name}: aim, resources`,
    value: synth.resources,
    unit: 'resources',
    baseline: AIMS.resources,
    against,
  });
  report({ name: `${name}: aim, templates`, value: synth.bytes, unit: 'bytes', baseline: AIMS.bytes, against });
  report({ name: `${name}: aim, memory`, value: synth.megabytes, unit: 'MB', baseline: AIMS.mebibytes, against });
  const unit = 'times an empty app';
  report({ name: `${name}: aim, time`, value: synth.ms / emptyMs, unit, baseline: AIMS.timesEmpty, against });
}

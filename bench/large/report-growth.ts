import { report } from '../report.js';
import type { Size } from './apps.js';
import type { Measured } from './measure-spec.js';
import { reportRefusal } from './report-refusal.js';

/** How many times longer it takes, where there are so many times more routes. What an empty app takes is not counted. */
export function reportGrowth(small: Size & Measured, large: Size & Measured): void {
  const linear = { unit: 'times', baseline: large.routes / small.routes, against: 'linear growth' };
  const name = (what: string) => `growth of ${what} from ${shown(small)} to ${shown(large)} routes`;
  report({ ...linear, name: name('plan'), value: large.planMs / small.planMs });
  if (!small.synth || !large.synth) reportRefusal(name('synth'), 'one of them was refused');
  else report({ ...linear, name: name('synth'), value: beyondEmpty(large) / beyondEmpty(small) });
}

function beyondEmpty({ synth, emptyMs }: Measured): number {
  return (synth?.ms ?? 0) - emptyMs;
}

function shown({ routes }: Size): string {
  return routes.toLocaleString('en');
}

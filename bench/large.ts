import { workbench } from './compile.js';
import { type Apps, largeApps, nameOf, type Size, sizeOf, sourceOf } from './large/apps.js';
import { compareWithCdk } from './large/compare-with-cdk.js';
import { measureGithub } from './large/measure-github.js';
import { type Measured, measureSpec } from './large/measure-spec.js';
import { reportAims } from './large/report-aims.js';
import { reportGrowth } from './large/report-growth.js';

const ROUTES = [10, 100, 1_000, 5_000];

/**
 * Large specs, generated ones and GitHub's: plan, synth, memory, templates and resources, beside an empty CDK app, the
 * limits of a stack, and CDK's own constructs at the sizes that they hold. Functions have their code ready; with esbuild
 * it is the bench `synth` that measures. What is refused is a line of its own.
 */
export async function benchLarge(): Promise<void> {
  const bench = workbench();
  try {
    const apps = largeApps(bench, sizeOf(Math.max(...ROUTES)).functions);
    const measured = ROUTES.map((routes) => measureGenerated(apps, sizeOf(routes)));
    measured.reduce((small, large) => {
      reportGrowth(small, large);
      return large;
    });
    const largest = Math.max(...measured.filter(({ synth }) => synth).map(({ routes }) => routes));
    compareWithCdk(apps, 'http', largest);
    compareWithCdk(apps, 'rest', largest);
    measureGithub(bench, apps);
  } finally {
    bench.remove();
  }
}

function measureGenerated(apps: Apps, size: Size): Size & Measured {
  const measured = measureSpec(apps, nameOf(size), sourceOf(size));
  if (size.routes === 1_000) reportAims(nameOf(size), measured);
  return { ...size, ...measured };
}

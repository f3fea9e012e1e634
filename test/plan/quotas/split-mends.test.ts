import { lambda, type Route, reply } from 'gatewright';
import { describe, expect, it } from 'vitest';
import type { Issue } from '../../../lib/errors/issue.js';
import type { Plan } from '../../../lib/plan/plan.js';
import { planGateway } from '../../../lib/plan/plan-gateway.js';
import { quotaIssues, quotaWarnings } from '../../../lib/plan/quotas/quota-findings.js';
import { quotaUse } from '../../../lib/plan/quotas/quota-use.js';
import { type AnyRouteProps, aRoute, issuesOf, type SpecSettings, specOf } from '../../spec/specs.js';

const one = { to: lambda('one.ts') };
const below = (beginning: string, count: number, props: AnyRouteProps = one): readonly Route[] =>
  Array.from({ length: count }, (_, index) => aRoute(`GET ${beginning}${index}`, props));

const findingsOf = (routes: readonly Route[], settings: SpecSettings) =>
  issuesOf(specOf(routes, settings)).map(({ message, fix }) => [message, fix]);

/** The start that an issue says to add. */
function startIn({ fix }: Issue): string {
  const [, start] = /'(\/[^']*)'/.exec(fix) ?? [];
  if (start === undefined) throw new Error(`no start in: ${fix}`);
  return start;
}

describe('a part of a stated split that takes too much', () => {
  it('is named, with the start that halves it', () => {
    expect(findingsOf([...below('/a', 9), ...below('/r', 301)], { split: { from: ['/r'] } })).toEqual([
      [
        'in the part r, the gateway needs more routes per HTTP API than AWS gives',
        expect.stringMatching(
          /methods \(ANY\), or add '\/r\d+' to split\.from, which moves its paths from there on \(docs\/splitting\.md\); or, once AWS/,
        ),
      ],
    ]);
  });

  it("may be the gateway's own stack", () => {
    const [[message, fix] = []] = findingsOf([...below('/a', 301), ...below('/r', 9)], { split: { from: ['/r'] } });
    expect(message).toMatch(/^in the gateway's own stack, the gateway needs more routes/);
    expect(fix).toMatch(/add '\/a\d+' to split\.from, which/);
  });

  it('is an issue beside all others that do', () => {
    const routes = [...below('/a', 301), ...below('/m', 9), ...below('/r', 302)];
    const issues = issuesOf(specOf(routes, { split: { from: ['/m', '/r'] } }));
    expect(issues.map(({ got, message }) => [got, message.split(',')[0]])).toEqual([
      ['301', "in the gateway's own stack"],
      ['302', 'in the part r'],
    ]);
  });

  it('fits once every start that issues name is added', () => {
    const routes = [...below('/a', 301), ...below('/repos/{owner}/', 700), ...below('/z', 320)];
    const from = ['/r'];
    const rounds: number[] = [];
    for (let issues = issuesOf(specOf(routes, { split: { from } })); issues.length > 0; ) {
      rounds.push(issues.length);
      from.push(...issues.map(startIn));
      issues = issuesOf(specOf(routes, { split: { from } }));
    }
    expect(rounds.length).toBeLessThan(6);
    expect(new Set(from).size).toBe(from.length);
  });

  it('by name is divided by its prefixes, and the own stack by a part more', () => {
    const split = { parts: { sales: ['/r'] } };
    const parts = ['a', 'b', 'c', 'd', 'e'].flatMap((letter) => below(`/r/${letter}`, 61));
    expect(findingsOf([...below('/s', 9), ...parts], { split })).toEqual([
      [
        expect.stringMatching(/^in the part sales, /),
        expect.stringContaining('or divide the prefixes of sales in split.parts among two parts, which moves routes'),
      ],
    ]);
    const [[, fix] = []] = findingsOf([...below('/s', 301), ...parts.slice(0, 9)], { split });
    expect(fix).toContain('or give some of its paths a part of their own in split.parts, which moves routes');
  });

  it('of one path has to say less', () => {
    const methods = ['GET', 'POST', 'PUT', 'DELETE'];
    const routes = methods.map((method) =>
      aRoute(`${method} /r`, { to: reply(200, { method, long: 'x'.repeat(290_000) }) }),
    );
    expect(findingsOf([...below('/a', 2), ...routes], { split: { from: ['/r'] } })).toEqual([
      [
        'in the part r, the template would be larger than CloudFormation takes',
        'say less in the spec of its paths, which no split divides',
      ],
    ]);
  });
});

describe('a gateway in one stack that takes too much', () => {
  it('hears where to split it', () => {
    const [[message, fix] = []] = findingsOf(below('/s', 301), { split: false });
    expect(message).toMatch(/^the gateway needs more routes/);
    expect(fix).toMatch(/, or write split: { from: \['\/s\d+'\] } on the gateway, which moves routes/);
  });
});

describe('of whoever chose the split', () => {
  const stated = planGateway(specOf([...below('/a', 9), ...below('/r', 200)], { split: { from: ['/r'] } }));
  const chosenBy = (chooser: NonNullable<Plan['split']>['chosenBy']): Plan => ({
    ...stated,
    ...(stated.split && { split: { ...stated.split, chosenBy: chooser } }),
  });
  const raised = [quotaUse({ name: 'httpRoutes', used: 200, api: 'http', part: 'r' }, undefined)].map((use) => ({
    ...use,
    limit: 150,
  }));
  const near = [quotaUse({ name: 'httpRoutes', used: 270, api: 'http', part: 'r' }, undefined)];

  it.each([
    [
      'spec',
      /or add '\/r\d+' to split\.from, which moves/,
      /or add '\/r\d+' to split\.from now: past the quota it is an issue/,
    ],
    [
      'pin',
      /or add '\/r\d+' to split\.from of the pin, which/,
      /to split\.from of the pin now: past the quota it is an issue/,
    ],
    [
      'quota',
      /or state the split with '\/r\d+' added to its starts, which/,
      /with '\/r\d+' added to its starts now: past the quota the part is halved, which moves routes/,
    ],
  ] as const)('%s, issues and warnings say what to add where', (chooser, issue, warning) => {
    const plan = chosenBy(chooser);
    expect(quotaIssues(plan, raised)).toMatchObject([{ got: '200', fix: expect.stringMatching(issue) }]);
    expect(quotaWarnings(plan, near)).toMatchObject([
      {
        message: expect.stringMatching(/^in the part r, 90 % of a quota is used/),
        fix: expect.stringMatching(warning),
      },
    ]);
  });
});

describe('handlers that several parts call', () => {
  const names = ['a', 'b', 'c'];
  const routesOf = (functions: number) =>
    names.flatMap((name) =>
      Array.from({ length: functions }, (_, index) => aRoute(`GET /${name}/x${index}`, { to: lambda(`x${index}.ts`) })),
    );
  const split = { parts: Object.fromEntries(names.map((name) => [name, [`/${name}`]])) };
  const EACH =
    /^give parts handlers of their own, in files of one line .*, or choose parts so that functions are called in one part alone/;

  it('are too many for one template: no part more would mend that, and nobody advises it', () => {
    expect(findingsOf(routesOf(249), { split, quotas: { httpRoutes: 900 } })).toContainEqual([
      "in the gateway's own stack, the stack would have more resources than CloudFormation takes",
      expect.stringMatching(EACH),
    ]);
  });

  it('are near it likewise', () => {
    const { warnings } = planGateway(specOf(routesOf(200), { split }));
    const resources = warnings.filter(({ message }) => message.includes('resources per template'));
    expect(resources).toMatchObject([{ fix: expect.stringMatching(EACH) }]);
    expect(resources[0]?.fix).toContain('now: past the quota it is an issue');
  });

  it('are too long for one template, by the parts that name each', () => {
    const parts = Array.from({ length: 40 }, (_, index) => `p${index}`);
    const routes = parts.flatMap((name) =>
      Array.from({ length: 190 }, (_, index) =>
        aRoute(`GET /${name}/x${index}`, { to: lambda(`long-name/x${index}.ts`) }),
      ),
    );
    const ofMany = { split: { parts: Object.fromEntries(parts.map((name) => [name, [`/${name}`]])) } };
    expect(findingsOf(routes, ofMany)).toEqual([
      [
        "in the gateway's own stack, the template would be larger than CloudFormation takes",
        expect.stringMatching(EACH),
      ],
    ]);
  });

  describe('but few of those in the own stack', () => {
    const own = (count: number) =>
      Array.from({ length: count }, (_, index) => aRoute(`GET /0/y${index}`, { to: lambda(`y${index}.ts`) }));
    const settings = { split: { from: ['/a', '/b'] } };

    it('are not the matter', () => {
      const [[message, fix] = []] = findingsOf([...own(170), ...routesOf(2)], settings);
      expect(message).toContain('more resources than CloudFormation takes');
      expect(fix).toMatch(/^let more routes name the same function, or add '\/0\/y\d+' to split\.from/);
    });

    it('are not the matter before it is over either', () => {
      const { warnings } = planGateway(specOf([...own(150), ...routesOf(2)], settings));
      const [resources] = warnings.filter(({ message }) => message.includes('resources per template'));
      expect(resources?.fix).toMatch(/^let more routes name the same function; or add '\/0\/y\d+' to split\.from now/);
    });
  });
});

import { aws_lambda, type Stack } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { type BackendBinding, fromFunction, fromUrl } from '../../lib/constructs/index.js';
import { type Issue, IssuesError } from '../../lib/errors/issue.js';
import { planGateway } from '../../lib/plan/plan-gateway.js';
import { boundPermissions } from '../../lib/plan/quotas/bound-permissions.js';
import { estimateTemplate } from '../../lib/plan/quotas/template/estimate-template.js';
import { slicesOf } from '../../lib/plan/split/slices-of.js';
import { backend, type GatewaySpec, type Route } from '../../lib/spec/index.js';
import { aRoute, type SpecSettings, specOf } from '../spec/specs.js';
import { partTemplates } from './support/nested.js';
import { stackOf } from './support/synth.js';

/** Each backend is called from both types of API. */
function calling(backends: number, settings: SpecSettings = {}): GatewaySpec {
  const routes = Array.from({ length: backends }, (_, index): readonly Route[] => [
    aRoute(`GET /b${index}`, { to: backend(`b${index}`) }),
    aRoute(`GET /c${index}`, { to: backend(`b${index}`), api: 'rest' }),
  ]);
  return specOf(routes.flat(), settings);
}

type Bind = (stack: Stack, index: number) => BackendBinding;

const fn = (stack: Stack, index: number): BackendBinding => {
  const arn = `arn:aws:lambda:eu-west-1:111122223333:function:f${index}`;
  return fromFunction(aws_lambda.Function.fromFunctionArn(stack, `F${index}`, arn));
};
const url: Bind = (_, index) => fromUrl(`https://b${index}.example`);

const bound = (backends: number, bind: Bind) => (stack: Stack) =>
  Object.fromEntries(Array.from({ length: backends }, (_, index) => [`b${index}`, bind(stack, index)]));

function issuesOf(spec: GatewaySpec, backends: number, bind: Bind): readonly Issue[] {
  try {
    stackOf(spec, { backends: bound(backends, bind) });
    return [];
  } catch (error) {
    if (error instanceof IssuesError) return error.issues;
    throw error;
  }
}

const doubtsOf = (spec: GatewaySpec) => planGateway(spec).warnings.filter(({ code }) => code === 'QUOTA_DOUBTFUL');

/** One template takes 500: two APIs with their stages and logs are seven. */
const MOST = Math.floor((500 - 7) / 2);

describe('backends that may all be functions', () => {
  it('are a doubt from where their permissions would be too many resources', () => {
    expect(doubtsOf(calling(MOST))).toEqual([]);
    expect(doubtsOf(calling(MOST + 1))).toMatchObject([
      {
        message: expect.stringMatching(/^backends that are bound with fromFunction\(…\) have a permission/),
        got: '501',
        allowed: '500',
        fix: expect.stringMatching(/or write split: \{ from: \['\/[bc]\d*'\] \} on the gateway/),
      },
    ]);
  });

  it('are one in the part that may have most of them', () => {
    const spec = calling(MOST + 2, { split: { from: ['/a', '/zz'] } });
    expect(doubtsOf(spec)).toMatchObject([{ message: expect.stringMatching(/^in the part a, /), got: '503' }]);
    expect(doubtsOf(calling(MOST + 2, { split: { from: ['/c'] } }))).toEqual([]);
  });
});

describe('backends that are functions', () => {
  it('are refused as they are bound where one template has no room for their permissions', () => {
    expect(issuesOf(calling(MOST), MOST, fn)).toEqual([]);
    expect(issuesOf(calling(MOST + 1), MOST + 1, fn)).toMatchObject([
      {
        code: 'QUOTA_EXCEEDED',
        place: 'backends',
        got: '501',
        allowed: '500',
        fix: expect.stringMatching(/^bind several names to one function, or write split: \{ from: \['/),
      },
    ]);
  });

  it('are refused in the part that has too many, and not once it is divided where the issue says', () => {
    const count = MOST + 1;
    const spec = (from: readonly string[]) => calling(count, { split: { from } });
    const [issue, ...more] = issuesOf(spec(['/a']), count, fn);
    expect(more).toEqual([]);
    expect(issue?.message).toMatch(/^in the part a, each function that is bound/);
    const [, start = ''] = /add '([^']+)' to split\.from/.exec(issue?.fix ?? '') ?? [];
    expect(issuesOf(spec(['/a', start]), count, fn)).toEqual([]);
  });

  it('take nothing more under a second name of one function, nor as URLs', () => {
    const twice: Bind = (stack, index) => {
      const arn = `arn:aws:lambda:eu-west-1:111122223333:function:f${index >> 1}`;
      return fromFunction(aws_lambda.Function.fromFunctionArn(stack, `F${index}`, arn));
    };
    expect(issuesOf(calling(MOST + 2), MOST + 2, twice)).toEqual([]);
    expect(issuesOf(calling(MOST + 2), MOST + 2, url)).toEqual([]);
  });

  it.each([
    ['in one stack', calling(9), 9],
    ['in parts', calling(9, { split: { from: ['/b4', '/c'] } }), 9],
    [
      'of which one is called by more APIs than its policy names',
      specOf(
        Array.from({ length: 41 }, (_, index) => [
          aRoute(`GET /p${index}/a`, { to: backend('b0') }),
          aRoute(`GET /p${index}/b`, { to: backend(`b${1 + (index % 2)}`) }),
        ]).flat(),
        {
          split: { parts: Object.fromEntries(Array.from({ length: 41 }, (_, index) => [`p${index}`, [`/p${index}`]])) },
        },
      ),
      3,
    ],
  ] as const)('have as many permissions as are counted: %s', (_title, spec, count) => {
    const templates = partTemplates(stackOf(spec, { backends: bound(count, fn) }));
    const said = slicesOf(planGateway(spec)).map((slice) => [
      slice.part ?? 'own',
      estimateTemplate(slice).resources + boundPermissions(slice),
    ]);
    const made = Object.entries(templates).map(([name, template]) => [
      name,
      Object.keys(template.toJSON().Resources ?? {}).length,
    ]);
    expect(Object.fromEntries(said)).toEqual(Object.fromEntries(made));
  });
});

it('what is too much whatever they are bound to is divided unasked', () => {
  const routes = Array.from({ length: 167 }, (_, index) => aRoute(`GET /f${index}`));
  const { split, warnings } = planGateway(specOf([...routes, aRoute('GET /b', { to: backend('b0') })]));
  expect(split?.chosenBy).toBe('quota');
  expect(warnings.filter(({ code }) => code === 'QUOTA_DOUBTFUL')).toEqual([]);
});

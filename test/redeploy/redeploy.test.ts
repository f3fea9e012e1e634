import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Deployed, type DeployedStacks, deployedBy, idsOf, type Resource, restDefinition } from './deployed.js';
import { arbitraryRedeploy } from './random-specs.js';
import { holdNothing, replacingProperties } from './replacing-properties.js';

const DEPLOYMENT = 'AWS::ApiGateway::Deployment';
const SEED = Date.now() & 0x7fffffff;

/** Each is synthesized once for all tests of this file. */
const redeploys = fc.sample(arbitraryRedeploy, { numRuns: 60, seed: SEED }).map((redeploy) => ({
  ...redeploy,
  deployed: [deployedBy(redeploy.before), deployedBy(redeploy.after)] as const,
}));

/** Of each redeploy, the stack of the gateway, and those of the parts that are there before and after. */
function forAnyRedeploy(holds: (before: Deployed, after: Deployed, part: string) => void): void {
  for (const [index, { deployed }] of redeploys.entries()) {
    const [before, after] = deployed;
    try {
      for (const part of Object.keys(before)) {
        const [first, second] = [before[part], after[part]];
        if (first && second) holds(first, second, part);
      }
    } catch (error) {
      throw new Error(`redeploy ${index} of seed ${SEED}: ${error instanceof Error ? error.message : error}`, {
        cause: error,
      });
    }
  }
}

describe('a spec that changes, and changes back', () => {
  it('has its first template again, byte for byte', () => {
    for (const { before, deployed } of redeploys) expect(deployedBy(before)).toEqual(deployed[0]);
  });

  it('is in parts now and then, in the same ones and in others', () => {
    const partsOf = (stacks: DeployedStacks) => Object.keys(stacks).sort().join();
    const split = redeploys.filter(({ deployed }) => deployed.every((stacks) => Object.keys(stacks).length > 1));
    const same = split.filter(({ deployed: [before, after] }) => partsOf(before) === partsOf(after));
    expect(same.length).toBeGreaterThan(0);
    expect(split.length).toBeGreaterThan(same.length);
  });

  it('can make again what it left behind: no name of it is taken', () => {
    forAnyRedeploy((before, after) => {
      const gone = Object.keys(before.resources).filter((id) => !(id in after.resources));
      for (const id of gone) {
        const { DeletionPolicy, Properties, Type } = before.resources[id] as Resource;
        const name = Properties.LogGroupName;
        if (DeletionPolicy !== 'Retain' || name === undefined) continue;
        const isNewEachTime = gone.some((other) => other !== id && refersTo(name, other));
        expect(isNewEachTime, `${Type} ${id} stays as ${JSON.stringify(name)}`).toBe(true);
      }
    });
  });
});

describe('the REST deployment', () => {
  it('changes exactly when what the API serves does', () => {
    const [whole, inParts] = [
      { same: 0, other: 0 },
      { same: 0, other: 0 },
    ];
    forAnyRedeploy((before, after, part) => {
      const [first, second] = [restDefinition(before), restDefinition(after)];
      if (first === undefined || second === undefined) return;
      const isSame = JSON.stringify(sorted(first)) === JSON.stringify(sorted(second));
      const seen = part === 'own' ? whole : inParts;
      seen[isSame ? 'same' : 'other'] += 1;
      if (isSame) expect(idsOf(after, DEPLOYMENT)).toEqual(idsOf(before, DEPLOYMENT));
      else expect(idsOf(after, DEPLOYMENT)).not.toEqual(idsOf(before, DEPLOYMENT));
    });
    expect(Math.min(whole.same, whole.other, inParts.same, inParts.other)).toBeGreaterThan(0);
  });
});

describe('what stays', () => {
  it('is not replaced', () => {
    forAnyRedeploy((before, after) => {
      for (const [id, resource] of Object.entries(before.resources)) {
        const next = after.resources[id];
        if (next === undefined || holdNothing.includes(resource.Type)) continue;
        const replacing = replacingProperties[resource.Type] ?? expect.fail(`is ${resource.Type} replaced?`);
        expect(next.Type, id).toBe(resource.Type);
        expect(pick(next, replacing), id).toEqual(pick(resource, replacing));
      }
    });
  });

  it('keeps its logical id', () => {
    forAnyRedeploy((before, after) => {
      const [gone, come] = [onlyIn(before, after), onlyIn(after, before)];
      const renamed = gone.filter((one) => come.some((other) => other.content === one.content));
      expect(renamed.map(({ id }) => id)).toEqual([]);
    });
  });

  it.each(['AWS::ApiGateway::RestApi', 'AWS::ApiGatewayV2::Api', 'AWS::ApiGateway::Stage', 'AWS::ApiGatewayV2::Stage'])(
    'is the one %s, where both specs need it',
    (type) => {
      forAnyRedeploy((before, after) => {
        const [ids, next] = [idsOf(before, type), idsOf(after, type)];
        if (ids.length > 0 && next.length > 0) expect(next).toEqual(ids);
      });
    },
  );

  it('is a usage plan of the same name under the same logical id', () => {
    forAnyRedeploy((before, after) => {
      for (const id of idsOf(before, 'AWS::ApiGateway::UsagePlan')) {
        const { UsagePlanName: name } = (before.resources[id] as Resource).Properties;
        const [same] = idsOf(after, 'AWS::ApiGateway::UsagePlan').filter(
          (other) => after.resources[other]?.Properties.UsagePlanName === name,
        );
        if (same !== undefined) expect(same).toBe(id);
      }
    });
  });
});

/** Types whose properties tell one from another: two functions' roles may say the same. */
const TELLING = ['AWS::ApiGateway::', 'AWS::ApiGatewayV2::', 'AWS::Lambda::Function'];

/** Resources under a logical id that the other has not, with all that they say but for the ids of each other. */
function onlyIn(one: Deployed, other: Deployed): readonly { readonly id: string; readonly content: string }[] {
  const ids = Object.keys(one.resources).filter((id) => !(id in other.resources));
  return ids
    .filter((id) => TELLING.some((type) => one.resources[id]?.Type.startsWith(type)))
    .filter((id) => one.resources[id]?.Type !== DEPLOYMENT)
    .map((id) => {
      const text = JSON.stringify(one.resources[id]);
      return { id, content: ids.reduce((rest, each) => rest.replaceAll(JSON.stringify(each), '"…"'), text) };
    });
}

const pick = ({ Properties }: Resource, names: readonly string[]) => names.map((name) => [name, Properties[name]]);

function refersTo(value: unknown, id: string): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { Ref, 'Fn::GetAtt': attribute } = value as { Ref?: unknown; 'Fn::GetAtt'?: unknown };
  return (
    Ref === id ||
    (Array.isArray(attribute) && attribute[0] === id) ||
    Object.values(value).some((inner) => refersTo(inner, id))
  );
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

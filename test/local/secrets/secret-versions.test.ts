import { describe, expect, it } from 'vitest';
import { secretVersions } from '../../../lib/local/secrets/secret-versions.js';

const CURRENT = 'AWSCURRENT';
const fresh = () => secretVersions({ id: 'one', value: 'first', stages: [CURRENT] });
const stagesOf = (versions: ReturnType<typeof fresh>) =>
  Object.fromEntries(versions.all().map(({ id, stages }) => [id, stages]));

describe('the versions of a secret', () => {
  it('has a rotation begin with a version that has no value', () => {
    const versions = fresh();
    versions.begin('two');
    expect(stagesOf(versions)).toEqual({ one: [CURRENT], two: ['AWSPENDING'] });
    expect(versions.find({ id: 'two', stage: 'AWSPENDING' })).not.toHaveProperty('value');
    versions.put({ id: 'two', value: 'second', stages: ['AWSPENDING'] });
    expect(versions.find({ stage: 'AWSPENDING' })?.value).toBe('second');
    expect(versions.find({})?.value).toBe('first');
  });

  it('makes what was current the previous one, and forgets the one before', () => {
    const versions = fresh();
    for (const [id, from] of [
      ['two', 'one'],
      ['three', 'two'],
    ] as const) {
      versions.put({ id, value: id, stages: ['AWSPENDING'] });
      versions.move(CURRENT, id, from);
    }
    expect(stagesOf(versions)).toEqual({ two: ['AWSPREVIOUS'], three: ['AWSPENDING', CURRENT] });
  });

  it('puts a value at once into the current version, where no stage is named', () => {
    const versions = fresh();
    versions.put({ id: 'two', value: 'second', stages: [CURRENT] });
    expect(stagesOf(versions)).toEqual({ one: ['AWSPREVIOUS'], two: [CURRENT] });
  });

  it('takes the same value for the same version again, and no other', () => {
    const versions = fresh();
    versions.put({ id: 'one', value: 'first', stages: [CURRENT] });
    expect(() => versions.put({ id: 'one', value: 'other', stages: [CURRENT] })).toThrow('already in use');
    expect(versions.find({})?.value).toBe('first');
  });

  it.each([
    ['to a version that is not there', CURRENT, 'nine', 'one', "can't find the specified version"],
    ['from a version that does not have it', CURRENT, 'two', 'two', 'is not attached'],
    ['from no version, though one has it', CURRENT, 'two', undefined, 'is not attached'],
  ])('moves no stage %s', (_what, stage, to, from, message) => {
    const versions = fresh();
    versions.begin('two');
    expect(() => versions.move(stage, to, from)).toThrow(message);
    expect(stagesOf(versions)).toEqual({ one: [CURRENT], two: ['AWSPENDING'] });
  });

  it('takes a stage away, and the version with it that has no other', () => {
    const versions = fresh();
    versions.begin('two');
    versions.move('AWSPENDING', undefined, 'two');
    expect(stagesOf(versions)).toEqual({ one: [CURRENT] });
  });

  it('finds no version by a stage that it does not have', () => {
    expect(fresh().find({ id: 'one', stage: 'AWSPREVIOUS' })).toBeUndefined();
    expect(fresh().find({ stage: 'AWSPENDING' })).toBeUndefined();
    expect(fresh().find({ id: 'two' })).toBeUndefined();
  });
});

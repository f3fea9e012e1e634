import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { GeneratedSecretModel } from '../../../lib/local/model/cloud.js';
import type { InvokeFunction } from '../../../lib/local/model/engine.js';
import { readPasswordRules } from '../../../lib/local/secrets/generate-password.js';
import { ROTATION_STEPS, type RotationRun, runRotation } from '../../../lib/local/secrets/rotate-secret.js';
import { createSecretStore } from '../../../lib/local/secrets/secret-store.js';
import { createSecretsManager } from '../../../lib/local/secrets/secrets-manager.js';

const directory = mkdtempSync(join(tmpdir(), 'gatewright-rotation-'));
afterAll(() => rmSync(directory, { recursive: true }));

const ARN = 'arn:aws:secretsmanager:eu-west-1:222233334444:secret:shop/origin-AbC123';
const rules = readPasswordRules({ ExcludePunctuation: true }) ?? { length: 0, requiresEachType: false, types: [] };
const secret: GeneratedSecretModel = {
  stackName: 'Shop',
  logicalId: 'Secret',
  arn: ARN,
  name: 'shop/origin',
  source: { kind: 'password', rules, key: '' },
  rotationFunctionArn: 'arn:keeper',
};

function manager(models: readonly GeneratedSecretModel[] = [secret]) {
  const store = createSecretStore({
    file: join(directory, 'secrets.json'),
    randomValue: () => 'unused',
    randomPassword: ({ length }) => 'p'.repeat(length),
  });
  store.replace([], models);
  const runs: RotationRun[] = [];
  let ids = 0;
  const answer = createSecretsManager({
    secrets: store,
    region: 'eu-west-1',
    account: '222233334444',
    partition: 'aws',
    startedAtMs: 0,
    randomId: () => `id-${++ids}`,
    randomBelow: () => 0,
    rotate: (run) => runs.push(run),
  });
  const call = (action: string, parameters: object = {}) =>
    answer(`secretsmanager.${action}`, { SecretId: 'shop/origin', ...parameters }).document;
  return { call, runs, store };
}

describe('a secret of a template', () => {
  it('has a value that is made up by its rules, by name and by ARN', () => {
    const { call } = manager();
    expect(call('GetSecretValue')).toMatchObject({ ARN, Name: 'shop/origin', SecretString: 'p'.repeat(32) });
    expect(call('GetSecretValue', { SecretId: ARN, VersionStage: 'AWSCURRENT' }).SecretString).toBe('p'.repeat(32));
  });

  it.each([
    [{ kind: 'text', text: 'stated' } as const, 'stated'],
    [
      { kind: 'password', rules, template: { user: 'ada' }, key: 'password' } as const,
      `{"user":"ada","password":"${'p'.repeat(32)}"}`,
    ],
  ])('has the value that %j says', (source, expected) => {
    expect(manager([{ ...secret, source }]).call('GetSecretValue').SecretString).toBe(expected);
  });

  it('keeps its versions where the model is read anew', () => {
    const { call, store } = manager();
    call('PutSecretValue', { SecretString: 'mine', ClientRequestToken: 'two' });
    store.replace([], [secret]);
    expect(call('GetSecretValue')).toMatchObject({ SecretString: 'mine', VersionId: 'two' });
  });

  it.each(['AWSPENDING', 'AWSPREVIOUS', 'theirs'])('has no version %s of its own accord', (VersionStage) => {
    expect(manager().call('GetSecretValue', { VersionStage }).__type).toBe('ResourceNotFoundException');
  });
});

describe('RotateSecret', () => {
  it('begins a version without a value, and hands it to the function step by step', () => {
    const { call, runs } = manager();
    expect(call('RotateSecret')).toEqual({ ARN, Name: 'shop/origin', VersionId: 'id-1' });
    expect(runs).toEqual([{ functionArn: 'arn:keeper', secretArn: ARN, token: 'id-1', steps: ROTATION_STEPS }]);
    const { VersionIdsToStages, RotationLambdaARN } = call('DescribeSecret');
    expect(VersionIdsToStages).toMatchObject({ 'id-1': ['AWSPENDING'] });
    expect(RotationLambdaARN).toBe('arn:keeper');
    expect(call('GetSecretValue', { VersionStage: 'AWSPENDING' }).__type).toBe('ResourceNotFoundException');
  });

  it('takes a rotation up again that is not over, and says so', () => {
    const { call, runs } = manager();
    call('RotateSecret');
    expect(call('RotateSecret')).toMatchObject({ __type: 'InvalidRequestException' });
    expect(runs.map(({ token }) => token)).toEqual(['id-1', 'id-1']);
  });

  it('is refused for a secret that nothing rotates, and for one that is not there', () => {
    const { rotationFunctionArn: _, ...still } = secret;
    expect(manager([still]).call('RotateSecret').__type).toBe('InvalidRequestException');
    expect(manager().call('RotateSecret', { SecretId: 'other' }).__type).toBe('ResourceNotFoundException');
  });
});

describe('a rotation', () => {
  const run: RotationRun = { functionArn: 'arn:keeper', secretArn: ARN, token: 'id-1', steps: ROTATION_STEPS };

  async function steps(invoke: (step: string, calls: number) => boolean) {
    const called: string[] = [];
    const warnings: string[] = [];
    const invoked: InvokeFunction = async (_arn, event) => {
      const { Step } = event as { Step: string };
      called.push(Step);
      if (invoke(Step, called.length)) return { kind: 'success', payload: 'null' };
      return { kind: 'function-error', payload: '{}', errorType: 'Error', errorMessage: 'not yet' };
    };
    await runRotation(run, {
      invoke: invoked,
      randomId: () => 'r',
      warn: (line) => warnings.push(line),
      retryAfterMs: 0,
    });
    return { called, warnings };
  }

  it('calls the function for each step in turn', async () => {
    expect((await steps(() => true)).called).toEqual(ROTATION_STEPS);
  });

  it('begins again where a step fails', async () => {
    const { called, warnings } = await steps((step, calls) => step !== 'setSecret' || calls > 2);
    expect(called).toEqual(['createSecret', 'setSecret', ...ROTATION_STEPS]);
    expect(warnings).toEqual([`the rotation of ${ARN} failed at setSecret: not yet (attempt 1 of 3)`]);
  });

  it('is given up after three attempts', async () => {
    const { called, warnings } = await steps((step) => step !== 'testSecret');
    expect(called).toHaveLength(9);
    expect(warnings).toHaveLength(3);
  });
});

import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join, relative } from 'node:path';
import {
  App,
  AssetHashType,
  AssetStaging,
  FileAssetPackaging,
  type Stack,
  Stack as StackOf,
  Stage,
} from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { afterAll, describe, expect, it } from 'vitest';
import { type Bundle, stageBundle } from '../../lib/constructs/stage-bundle.js';

const root = mkdtempSync(join(tmpdir(), 'gatewright-stage-bundle-'));
afterAll(() => rmSync(root, { recursive: true }));
let directories = 0;
const fresh = () => join(root, `${directories++}`);

function bundleOf(code: string): Bundle {
  const directory = fresh();
  mkdirSync(join(directory, 'chunks'), { recursive: true });
  writeFileSync(join(directory, 'index.mjs'), code);
  writeFileSync(join(directory, 'chunks', 'own.mjs'), `${code}//own`);
  return { directory, handler: 'index.handler', hash: `hash of ${code}` };
}

const PLACES = {
  'a stack of an app': (context = {}) => new StackOf(new App({ outdir: fresh(), context }), 'Shop'),
  'a stack of a stage': (context = {}) => new StackOf(new Stage(new App({ outdir: fresh(), context }), 'Live'), 'Shop'),
} satisfies Record<string, (context?: object) => Stack>;
const EACH = Object.entries(PLACES);

/** What the stack's assets hold, by what CDK wrote of them. */
function filesOf(stack: Stack): unknown {
  const app = stack.node.root as App;
  const { directory } = Stage.of(stack) === app ? app.synth() : app.synth().getNestedAssembly('assembly-Live');
  return JSON.parse(readFileSync(join(directory, `${stack.artifactId}.assets.json`), 'utf8')).files;
}

function byCdk(stack: Stack, { directory: sourcePath, hash: assetHash }: Bundle) {
  const staging = new AssetStaging(stack, 'Code', { sourcePath, assetHash, assetHashType: AssetHashType.CUSTOM });
  const { bucketName, objectKey } = stack.synthesizer.addFileAsset({
    fileName: staging.relativeStagedPath(stack),
    packaging: FileAssetPackaging.ZIP_DIRECTORY,
    sourceHash: staging.assetHash,
  });
  return { s3Bucket: bucketName, s3Key: objectKey };
}

describe.each(EACH)('a bundle staged in %s', (_, stackIn) => {
  it.each([{}, { 'aws:cdk:disable-asset-staging': true }])('is what AssetStaging makes of it, with %j', (context) => {
    const bundle = bundleOf('first');
    const [ours, cdks] = [stackIn(context), stackIn(context)];
    expect(ours.resolve(stageBundle(ours, bundle))).toEqual(cdks.resolve(byCdk(cdks, bundle)));
    expect(filesOf(ours)).toEqual(filesOf(cdks));
  });

  it('is copied whole into the assets of the app, under a path that leads there', () => {
    const stack = stackIn();
    stageBundle(stack, bundleOf('second'));
    const { assetOutdir, outdir } = Stage.of(stack) as Stage;
    const [name = ''] = readdirSync(assetOutdir).filter((each) => each.startsWith('asset.'));
    expect(readFileSync(join(assetOutdir, name, 'index.mjs'), 'utf8')).toBe('second');
    expect(readFileSync(join(assetOutdir, name, 'chunks', 'own.mjs'), 'utf8')).toBe('second//own');
    expect(JSON.stringify(filesOf(stack))).toContain(JSON.stringify(relative(outdir, join(assetOutdir, name))));
  });
});

it('is copied once, and left as it is where it stands', () => {
  const stack = PLACES['a stack of an app']();
  const bundle = bundleOf('third');
  stageBundle(stack, bundle);
  writeFileSync(join(bundle.directory, 'index.mjs'), 'changed under the same hash');
  stageBundle(stack, bundle);
  const { assetOutdir } = stack.node.root as App;
  const names = readdirSync(assetOutdir).filter((each) => each.startsWith('asset.'));
  expect(names.map((name) => readFileSync(join(assetOutdir, name, 'index.mjs'), 'utf8'))).toEqual(['third']);
});

it('holds what links lead to, since the assembly goes elsewhere without it', () => {
  const [stack, bundle, shared] = [PLACES['a stack of an app'](), bundleOf('fourth'), bundleOf('shared')];
  symlinkSync(join(shared.directory, 'chunks'), join(bundle.directory, 'shared'));
  stageBundle(stack, bundle);
  rmSync(shared.directory, { recursive: true });
  const { assetOutdir } = stack.node.root as App;
  const [name = ''] = readdirSync(assetOutdir);
  expect(readFileSync(join(assetOutdir, name, 'shared', 'own.mjs'), 'utf8')).toBe('shared//own');
});

it('stays where it is, under its whole path, where CDK is told to stage nothing', () => {
  const stack = PLACES['a stack of an app']({ 'aws:cdk:disable-asset-staging': true });
  const bundle = bundleOf('fifth');
  stageBundle(stack, { ...bundle, directory: relative(process.cwd(), bundle.directory) });
  const files = Object.values(filesOf(stack) as Record<string, { source: { path: string } }>);
  expect(files.map(({ source }) => source.path).filter(isAbsolute)).toEqual([bundle.directory]);
});

describe('what cannot be staged', () => {
  it('is a bundle that is not there, of which no half is left', () => {
    const stack = PLACES['a stack of an app']();
    const bundle = { directory: join(root, 'nowhere'), handler: 'index.handler', hash: 'none' };
    expect(() => stageBundle(stack, bundle)).toThrow('nowhere');
    expect(readdirSync((stack.node.root as App).assetOutdir).filter((name) => name.startsWith('asset.'))).toEqual([]);
  });

  it('is one of a stack outside of any app', () => {
    const stack = new StackOf(new Construct(undefined as never, ''), 'Shop');
    const bundle = bundleOf('sixth');
    expect(() => stageBundle(stack, bundle)).toThrow(bundle.directory);
    expect(existsSync(bundle.directory)).toBe(true);
  });
});

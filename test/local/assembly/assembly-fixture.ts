import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import {
  type BodyImporters,
  type ReadAssemblyOptions,
  readAssembly,
} from '../../../lib/local/assembly/read-assembly.js';
import type { CloudModel } from '../../../lib/local/model/cloud.js';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gatewright-assembly-'));
  folders.push(folder);
  return folder;
}

export function writeFiles(directory: string, files: Readonly<Record<string, unknown>>): string {
  for (const [name, content] of Object.entries(files)) {
    const path = join(directory, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  }
  return directory;
}

export const stackArtifact = (name: string, more: object = {}) => ({
  type: 'aws:cloudformation:stack',
  environment: 'aws://unknown-account/unknown-region',
  properties: { templateFile: `${name}.template.json`, ...more },
});

/** Importers that hand the body on in what they define, so that a test sees what they were given. */
export const echoImporters: BodyImporters = {
  rest: (body) => ({
    name: 'from the body',
    apiKeySource: 'HEADER',
    binaryMediaTypes: ['image/png'],
    policy: (body as Record<string, unknown>)['x-amazon-apigateway-policy'],
    methods: [],
    authorizers: {},
    models: { Body: body },
    gatewayResponses: {},
  }),
  http: (body) => ({
    name: JSON.stringify(body),
    routes: [],
    integrations: {},
    authorizers: {
      bodyAuthorizer: {
        id: 'bodyAuthorizer',
        name: 'of the body',
        kind: 'JWT',
        issuer: 'https://body.example/',
        audience: ['body'],
        identitySource: ['$request.header.Authorization'],
      },
    },
  }),
};

/** Writes an assembly of these templates, by stack name, and reads it. */
export function readStacks(
  templates: Readonly<Record<string, object>>,
  options: Partial<ReadAssemblyOptions> = {},
  files: Readonly<Record<string, unknown>> = {},
): CloudModel {
  const artifacts = Object.fromEntries(Object.keys(templates).map((name) => [name, stackArtifact(name)]));
  const templateFiles = Object.fromEntries(
    Object.entries(templates).map(([name, template]) => [`${name}.template.json`, template]),
  );
  const directory = writeFiles(temporaryFolder(), { 'manifest.json': { artifacts }, ...templateFiles, ...files });
  return readAssembly(directory, { importBodies: echoImporters, ...options });
}

/** Reads an assembly of one stack, `Shop`, with these resources. */
export const readResources = (
  resources: object,
  rest: object = {},
  options: Partial<ReadAssemblyOptions> = {},
): CloudModel => readStacks({ Shop: { Resources: resources, ...rest } }, options);

export const messages = (model: CloudModel): string[] =>
  model.notices.map(({ kind, logicalId, message }) => `${kind} ${logicalId} ${message}`);

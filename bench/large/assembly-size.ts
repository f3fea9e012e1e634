import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Template {
  readonly Resources?: Readonly<Record<string, Resource>>;
}

export interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/** What all templates of an assembly come to, nested ones among them, and what the largest one takes. */
export interface AssemblySize {
  readonly templates: number;
  /** Without white space. */
  readonly bytes: number;
  readonly largestBytes: number;
  readonly resources: number;
  readonly largestResources: number;
}

export function assemblySize(outdir: string): AssemblySize {
  const templates = templatesOf(outdir);
  const bytes = templates.map((template) => Buffer.byteLength(JSON.stringify(template)));
  const resources = templates.map(({ Resources = {} }) => Object.keys(Resources).length);
  return {
    templates: templates.length,
    bytes: sum(bytes),
    largestBytes: Math.max(...bytes),
    resources: sum(resources),
    largestResources: Math.max(...resources),
  };
}

export function templatesOf(outdir: string): readonly Template[] {
  const files = readdirSync(outdir).filter((file) => file.endsWith('.template.json'));
  return files.map((file) => JSON.parse(readFileSync(join(outdir, file), 'utf8')));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

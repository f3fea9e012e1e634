import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CliError } from '../cli-error.js';
import { fillTemplate, type ProjectFiles } from './fill-template.js';
import type { ProjectName } from './project-name.js';

export interface ExistingApp {
  /** What an import of a sibling ends with: Node's own loader wants the extension, CommonJS does without. */
  readonly importExtension: '.js' | '';
}

/**
 * The CDK app in a folder.
 *
 * @throws CliError 1 where there is none
 */
export function existingApp(directory: string): ExistingApp {
  const missing = ['cdk.json', 'package.json'].filter((file) => !existsSync(join(directory, file)));
  if (missing.length > 0) {
    const none = missing.join(' and no ');
    throw new CliError(1, `no CDK app in ${directory}: there is no ${none}. Without --into, init writes a new project`);
  }
  return { importExtension: moduleType(join(directory, 'package.json')) === 'module' ? '.js' : '' };
}

/** What a gateway adds to a CDK app: its spec, a handler, and a construct for any stack. */
export function filesForExisting(name: ProjectName, { importExtension }: ExistingApp): ProjectFiles {
  const construct = constructName(name);
  const words = { 'my-gateway': name.kebab, 'gateway-construct': construct.kebab, GatewayConstruct: construct.pascal };
  const files = fillTemplate('existing', words);
  return new Map([...files].map(([path, text]) => [path, text.replace(/\.js';$/gm, `${importExtension}';`)]));
}

/** What the stack's author adds. */
export function linesForStack(name: ProjectName, { importExtension }: ExistingApp): readonly [string, string] {
  const { kebab, pascal } = constructName(name);
  return [`import { ${pascal} } from './${kebab}${importExtension}';`, `new ${pascal}(this, '${pascal}');`];
}

/** `shop` is the class `ShopGateway`: an app has classes of its own. */
function constructName({ kebab, pascal }: ProjectName): ProjectName {
  return kebab.endsWith('gateway') ? { kebab, pascal } : { kebab: `${kebab}-gateway`, pascal: `${pascal}Gateway` };
}

function moduleType(file: string): unknown {
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as { type?: unknown } | null)?.type;
  } catch {
    throw new CliError(1, `${file} is no JSON`);
  }
}

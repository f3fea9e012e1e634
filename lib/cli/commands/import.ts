import { statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { failedFor } from '../../aws/aws-call-error.js';
import { connect } from '../../aws/clients.js';
import { type BackendFlag, type Choices, parseBackend } from '../../import/contract/choices.js';
import { openSourceFiles, type SourceFiles } from '../../import/document/source-files.js';
import { exportApi } from '../../import/from-api/export-api.js';
import { type Imported, importDocument } from '../../import/import-document.js';
import { ImportError } from '../../import/import-error.js';
import { replaceFiles } from '../../import/place-files.js';
import { printLosses } from '../../import/print-losses.js';
import { filesByTag, singleFile } from '../../import/write/spec-files.js';
import { isHttpsAddress } from '../../spec/validate/https-address.js';
import { CliError } from '../cli-error.js';
import type { Console } from '../console.js';
import { counted } from '../counted.js';
import { goesWith } from '../goes-with.js';
import { writeNewFiles } from '../init/write-new-files.js';

interface ImportFlags {
  readonly output: string;
  readonly name?: string;
  readonly auth?: string;
  readonly issuer?: string;
  readonly audience?: string;
  readonly backend?: BackendFlag;
  readonly fromApi?: string;
  readonly stage?: string;
  readonly region?: string;
  readonly endpoint?: string;
  readonly force?: true;
  readonly json?: true;
}

export function importCommand(console: Console): Command {
  return goesWith(importOptions(), 'fromApi', ['stage', 'region', 'endpoint']).action(
    async (openapi: string | undefined, flags: ImportFlags) => {
      await answering(async () => {
        const source = await sourceOf(openapi, flags);
        const { directory, files } = placeOf(flags.output);
        const imported = importDocument(source, {
          choices: choicesOf(flags),
          files,
          ...(flags.name !== undefined && { name: flags.name }),
        });
        if (flags.force) replaceFiles(directory, imported.files);
        else await writeNewFiles(directory, imported.files);
        print(imported, flags, console);
      });
    },
  );
}

function importOptions(): Command {
  return new Command('import')
    .summary('write a gateway spec from an OpenAPI document or a deployed API')
    .description(
      'Reads Swagger 2.0, OpenAPI 3.0 or 3.1 and writes routes and zod schemas. What it cannot take it lists by JSON pointer.',
    )
    .argument('[openapi]', 'the document: JSON or YAML; other files below its folder are read too')
    .requiredOption('-o, --output <file>', 'a .ts file for all of it, or DIR/ for a file a tag')
    .option('--name <name>', "the gateway's name (default: made of the document's title)", gatewayName)
    .option('--auth <scheme>', 'who may call where the document says nothing: public, iam, or one of its schemes')
    .option('--issuer <url>', 'the issuer of tokens that the document does not name', httpsAddress)
    .option('--audience <aud>', 'the audience of these tokens')
    .addOption(
      new Option(
        '--backend <kind=value>',
        'what answers, in place of its servers: http=URL, lambda=DIR, bound=NAME',
      ).argParser(backendFlag),
    )
    .optionsGroup('From a deployed API:')
    .option('--from-api <id>', 'an HTTP or REST API in place of a document')
    .option('--stage <stage>', 'its stage; a REST API is exported by its stage')
    .option('--region <region>', 'its region (default: that of the environment or profile)')
    .addOption(new Option('--endpoint <url>', 'a stand-in for AWS on this machine').argParser(endpointUrl))
    .optionsGroup('Output:')
    .option('--force', 'write over files that are there')
    .option('--json', 'what was written and what was lost, as one JSON document');
}

async function answering(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const isOwn = error instanceof ImportError || failedFor(error, 'not-found', 'refused', 'no-region');
    throw isOwn ? new CliError(1, error.message) : error;
  }
}

function choicesOf({ auth, issuer, audience, backend }: ImportFlags): Choices {
  if ((issuer === undefined) !== (audience === undefined))
    throw new CliError(2, 'a token has an issuer and an audience: name both --issuer and --audience');
  return {
    ...(auth !== undefined && { auth }),
    ...(issuer !== undefined && audience !== undefined && { tokens: { issuer, audience } }),
    ...(backend && { backend }),
  };
}

async function sourceOf(
  openapi: string | undefined,
  { fromApi, stage, region, endpoint }: ImportFlags,
): Promise<SourceFiles> {
  if ((openapi === undefined) === (fromApi === undefined))
    throw new CliError(2, 'name a document, or a deployed API with --from-api');
  if (openapi !== undefined) return openSourceFiles(openapi);
  return exportApi(await connect({ region, endpoint }), { id: fromApi ?? '', stage }, endpoint);
}

function placeOf(output: string) {
  const isFolder = /[/\\]$/.test(output) || statSync(output, { throwIfNoEntry: false })?.isDirectory() === true;
  if (isFolder) return { directory: resolve(output), files: filesByTag() };
  if (!/\.[cm]?ts$/.test(output))
    throw new CliError(2, `${output} is neither a .ts file nor a folder: write DIR/ for a folder`);
  return { directory: dirname(resolve(output)), files: singleFile(basename(output)) };
}

/** Lines from which on a person wants more files than one. */
const LONG_FILE_LINES = 1_000;

function print({ files, losses, routes, schemas }: Imported, { json, output }: ImportFlags, console: Console): void {
  if (json) {
    console.out(JSON.stringify({ files: [...files.keys()].sort(), routes, schemas, losses }, null, 2));
    return;
  }
  if (losses.length > 0) console.err(printLosses(losses));
  const lines = [...files.values()].reduce((sum, text) => sum + text.split('\n').length - 1, 0);
  const hint = files.size === 1 && lines > LONG_FILE_LINES ? '; -o DIR/ writes a file a tag' : '';
  const where = files.size === 1 ? output : `${files.size} files in ${output}`;
  const counts = [counted(routes, 'route'), counted(schemas, 'schema'), counted(lines, 'line')];
  console.out(`${where}: ${counts.join(', ')}${hint}`);
}

function gatewayName(text: string): string {
  if (/^[a-z][a-z0-9-]{0,62}$/.test(text)) return text;
  throw new InvalidArgumentError('1 to 63 lower-case letters, digits and dashes, a letter first.');
}

function httpsAddress(text: string): string {
  if (isHttpsAddress(text)) return text;
  throw new InvalidArgumentError('an https:// address.');
}

function backendFlag(text: string): BackendFlag {
  const backend = parseBackend(text);
  if (backend) return backend;
  throw new InvalidArgumentError('http=https://HOST, lambda=DIR (below the spec) or bound=NAME.');
}

function endpointUrl(text: string): string {
  if (/^https?:$/.test(URL.canParse(text) ? new URL(text).protocol : '')) return text;
  throw new InvalidArgumentError('an address such as http://127.0.0.1:3000.');
}

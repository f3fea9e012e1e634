import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { OpenApiDocument } from '../../contract/index.js';
import { packageRoot } from '../package-root.js';

/** One file of the reference page. */
export interface ReferenceFile {
  readonly type: string;
  readonly content: Buffer | string;
}

/** The page that shows a contract, by file name. It works from a folder as from a server, and loads nothing from elsewhere. */
export function referenceFiles(document: OpenApiDocument): Readonly<Record<string, ReferenceFile>> {
  return {
    'index.html': { type: 'text/html; charset=utf-8', content: page(document) },
    'reference.js': { type: 'text/javascript; charset=utf-8', content: START },
    'scalar.js': { type: 'text/javascript; charset=utf-8', content: renderer() },
    'openapi.json': { type: 'application/json', content: `${JSON.stringify(document, null, 2)}\n` },
  };
}

let unpacked: Buffer | undefined;

function renderer(): Buffer {
  unpacked ??= gunzipSync(readFileSync(join(packageRoot(), 'assets', 'scalar', 'standalone.js.gz')));
  return unpacked;
}

/** Everything that would call somebody else is off. https://scalar.com/products/api-references/configuration */
const SETTINGS = {
  withDefaultFonts: false,
  telemetry: false,
  agent: { disabled: true },
  mcp: { disabled: true },
  hideClientButton: true,
  showDeveloperTools: 'never',
  documentDownloadType: 'json',
};

const START = `const content = JSON.parse(document.getElementById('contract').textContent);
Scalar.createApiReference('#reference', { ...${JSON.stringify(SETTINGS)}, content });
`;

/** The contract stands in the page: from a file, browsers load no other. */
function page(document: OpenApiDocument): string {
  const title = document.info.title.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const contract = JSON.stringify(document).replaceAll('<', '\\u003c');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
</head>
<body>
<div id="reference"></div>
<script id="contract" type="application/json">${contract}</script>
<script src="scalar.js"></script>
<script src="reference.js"></script>
</body>
</html>
`;
}

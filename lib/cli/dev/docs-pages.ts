import type { IncomingMessage, ServerResponse } from 'node:http';
import { contractDocument } from '../../contract/index.js';
import type { GatewaySpec } from '../../spec/gateway.js';
import { parsePath } from '../../spec/path.js';
import { type ReferenceFile, referenceFiles } from '../docs/reference-files.js';

export const DOCS_PATH = '/_docs';

/** The reference page of the gateway that is being served. */
export interface DocsPages {
  /** Answers a request for the page; `false`, and nothing done, where it is for none. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => boolean;
  /**
   * Shows a spec from now on.
   * @returns whether it is shown: a route of the gateway's own that takes the path stands above the page
   */
  readonly show: (spec: GatewaySpec | undefined, server: string) => boolean;
}

export function docsPages(): DocsPages {
  let files: () => Readonly<Record<string, ReferenceFile>> | undefined = () => undefined;
  return {
    show(spec, server) {
      const shown = spec !== undefined && !spec.routes.some(({ path }) => takesDocsPath(path));
      let made: Readonly<Record<string, ReferenceFile>> | undefined;
      files = () => {
        if (!shown) return undefined;
        made ??= referenceFiles(contractDocument(spec, { server }).document);
        return made;
      };
      return shown;
    },
    handle(request, response) {
      const { method, url = '' } = request;
      const path = url.split('?', 1)[0] ?? '';
      if ((method !== 'GET' && method !== 'HEAD') || (path !== DOCS_PATH && !path.startsWith(`${DOCS_PATH}/`)))
        return false;
      const all = files();
      if (!all) return false;
      if (path === DOCS_PATH) redirect(response);
      else send(response, all, path.slice(DOCS_PATH.length + 1) || 'index.html', method === 'HEAD');
      return true;
    },
  };
}

/** A path that begins with a parameter may be called with `_docs` for it. */
function takesDocsPath(path: string): boolean {
  const parsed = parsePath(path);
  const first = parsed.ok ? parsed.segments[0] : undefined;
  return first !== undefined && (first.kind !== 'literal' || `/${first.text}` === DOCS_PATH);
}

/** The page's own files are named beside it. */
function redirect(response: ServerResponse): void {
  response.writeHead(308, { location: `${DOCS_PATH}/` }).end();
}

/** It may call the gateway, and nobody else. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

function send(
  response: ServerResponse,
  files: Readonly<Record<string, ReferenceFile>>,
  name: string,
  isHead: boolean,
): void {
  const file = Object.hasOwn(files, name) ? files[name] : undefined;
  const { type, content } = file ?? { type: 'text/plain; charset=utf-8', content: 'Not Found\n' };
  response.writeHead(file ? 200 : 404, {
    'content-type': type,
    'content-length': Buffer.byteLength(content),
    'content-security-policy': POLICY,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-cache',
  });
  response.end(isHead ? undefined : content);
}

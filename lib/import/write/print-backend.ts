import { type Code, call } from '../code/code.js';
import { literal, quoted } from '../code/literal.js';
import { kebabCase } from '../code/names.js';
import type { BackendChoice } from '../contract/contract.js';
import type { ModuleDraft } from './module-draft.js';

/**
 * @param origins the constants of servers that several routes call
 * @param route the route's own constant: its handler is called like it
 */
export function printBackend(
  to: BackendChoice,
  origins: ReadonlyMap<string, string>,
  route: string,
  draft: ModuleDraft,
): Code {
  switch (to.kind) {
    case 'http': {
      const origin = origins.get(to.origin);
      const path = to.path === '/' ? '' : to.path;
      if (origin === undefined || !/^[\w./{}:~-]*$/.test(path))
        return call(draft.builder('http'), quoted(to.origin + path));
      return call(draft.builder('http'), path === '' ? draft.use(origin) : `\`\${${draft.use(origin)}}${path}\``);
    }
    case 'lambda':
      return call(draft.builder('lambda'), quoted(`${to.directory}/${kebabCase(route, 'handler')}.ts`));
    case 'bound':
      return call(draft.builder('backend'), quoted(to.name));
    case 'reply': {
      const headers = Object.keys(to.headers).length > 0 ? [literal(to.headers)] : [];
      return call(draft.builder('reply'), String(to.status), literal(to.body), ...headers);
    }
  }
}

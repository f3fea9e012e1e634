import { evaluate } from './intrinsics/evaluate.js';
import { isUnresolved } from './intrinsics/unresolved.js';
import { isObject, objectOrEmpty, scalarText } from './json-object.js';
import type { Notices } from './notices.js';
import { type Properties, readProperties } from './properties.js';
import type { ResolvedResource } from './reader-context.js';
import type { Stack, TemplateResource } from './stack.js';

/** The resources of a stack that exist; one whose condition or shape cannot be read is noticed and left out. */
export function resolveResources(stack: Stack, notices: Notices): ResolvedResource[] {
  noticeMalformed(stack, notices);
  noticeMacros(stack, notices);
  return stack.resources.flatMap((resource) => {
    const exists = stack.exists(resource);
    if (isUnresolved(exists)) {
      const message = `left out, since its condition ${resource.condition} cannot be resolved: ${exists.reason}`;
      notices.add({ kind: 'unresolved', ...place(stack, resource), message });
    }
    if (exists === true) noticeUnreadNested(stack, resource, notices);
    return exists === true ? [resolveResource(stack, resource, notices)] : [];
  });
}

function resolveResource(stack: Stack, resource: TemplateResource, notices: Notices): ResolvedResource {
  const notice: ResolvedResource['notice'] = (kind, message) =>
    notices.add({ kind, ...place(stack, resource), message });
  const id = stack.scope.reference(resource.logicalId);
  let properties: Properties | undefined;
  const read = () =>
    readProperties(evaluate(resource.properties, stack.scope), '', (path, reason) =>
      notice('unresolved', `${path}: ${reason}`),
    );
  return {
    stack,
    resource,
    logicalId: resource.logicalId,
    type: resource.type,
    id: typeof id === 'string' ? id : undefined,
    get properties() {
      properties ??= read();
      return properties;
    },
    notice,
  };
}

const place = (stack: Stack, { logicalId, type }: TemplateResource) => ({
  stackName: stack.name,
  logicalId,
  resourceType: type,
});

function noticeUnreadNested(stack: Stack, resource: TemplateResource, notices: Notices): void {
  if (resource.type !== 'AWS::CloudFormation::Stack' || stack.nested(resource.logicalId)) return;
  const message = 'is left out: its template is not in the cloud assembly, is no JSON, or nests itself';
  notices.add({ kind: 'unresolved', ...place(stack, resource), message });
}

function noticeMalformed(stack: Stack, notices: Notices): void {
  for (const [logicalId, resource] of Object.entries(objectOrEmpty(stack.template.Resources))) {
    if (isObject(resource) && typeof resource.Type === 'string') continue;
    const message = logicalId.startsWith('Fn::')
      ? 'is expanded by CloudFormation only'
      : 'is no resource: it has no Type';
    notices.add({ kind: 'unresolved', stackName: stack.name, logicalId, resourceType: 'unknown', message });
  }
}

/** Transforms that leave a template as it is, or whose resources are noticed one by one. */
const HARMLESS_TRANSFORMS: ReadonlySet<unknown> = new Set(['AWS::LanguageExtensions', 'AWS::Serverless-2016-10-31']);

function noticeMacros(stack: Stack, notices: Notices): void {
  const macros = [stack.template.Transform ?? []].flat().filter((macro) => !HARMLESS_TRANSFORMS.has(macro));
  for (const macro of macros) {
    const name = isObject(macro) ? macro.Name : macro;
    const message = `the macro ${scalarText(name)} runs in CloudFormation only`;
    notices.add({
      kind: 'unresolved',
      stackName: stack.name,
      logicalId: 'Transform',
      resourceType: 'Transform',
      message,
    });
  }
}

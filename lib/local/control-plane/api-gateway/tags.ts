import { requireKey } from './api-keys.js';
import type { Operation, OperationInput } from './operation.js';
import { readBody } from './read-body.js';
import { badRequest, notFound } from './refusals.js';
import { checkTags } from './tag-rules.js';

export const tagOperations: readonly Operation[] = [
  { name: 'GetTags', method: 'GET', path: 'tags/*', status: 200, run: (input) => ({ tags: taggedKey(input).tags }) },
  { name: 'TagResource', method: 'PUT', path: 'tags/*', status: 204, run: tagResource },
  { name: 'UntagResource', method: 'DELETE', path: 'tags/*', status: 204, run: untagResource },
];

/** Keys are what has tags here. The region of the ARN is the caller's, and is not looked at. */
function taggedKey({ world, parameter }: OperationInput) {
  const arn = parameter(0);
  const id = /^arn:[a-z-]+:apigateway:[a-z0-9-]*:\d*:\/apikeys\/([^/]+)$/.exec(arn)?.[1];
  if (id !== undefined) return requireKey(world.keys, id);
  if (/^arn:[a-z-]+:apigateway:/.test(arn)) throw notFound('The local gateway serves tags of API keys only');
  throw badRequest('Invalid ARN: expected arn:aws:apigateway:REGION::/apikeys/ID');
}

function tagResource(input: OperationInput): undefined {
  const key = taggedKey(input);
  const fields = readBody(input.body);
  const given = fields.texts('tags');
  if (given === undefined) fields.refuse('tags are required');
  const tags = { ...key.tags, ...given };
  checkTags(tags, fields.refuse);
  fields.check();
  input.world.keys.update(key.id, { tags });
}

function untagResource(input: OperationInput): undefined {
  const key = taggedKey(input);
  const gone = new Set(input.query.getAll('tagKeys'));
  if (gone.size === 0) throw badRequest('tagKeys must name the tags to remove');
  const tags = Object.fromEntries(Object.entries(key.tags).filter(([name]) => !gone.has(name)));
  input.world.keys.update(key.id, { tags });
}

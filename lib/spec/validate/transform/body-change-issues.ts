import type { Issue } from '../../../errors/issue.js';
import type { BodyChanges } from '../../transform.js';
import { issueAt } from '../rule.js';

const POINTERS = 'https://www.rfc-editor.org/rfc/rfc6901';

/** `/address/street`, with `~0` for `~` and `~1` for `/`; never the whole document, and no item of an array alone. */
const POINTER = /^(?:\/(?:[^~/]|~[01])+)*\/(?!\*$)(?:[^~/]|~[01])+$/;
const LONGEST = 256;

/** What is wrong with changes of a body. */
export function bodyChangeIssues(changes: BodyChanges, place: string): readonly Issue[] {
  const pointers = pointersOf(changes);
  const bad = pointers.filter((pointer) => !POINTER.test(pointer) || pointer.length > LONGEST);
  if (bad.length > 0) return [pointerIssue(place, bad)];
  return [...moveIssues(changes, place), ...nameIssues(changes, place), ...overlapIssues(pointers, place)];
}

/** Every place that a change touches; a renamed member touches two. */
function pointersOf({ remove = [], rename = {}, move = {}, set = {}, default: defaults = {} }: BodyChanges) {
  const renamed = Object.entries(rename).flatMap(([pointer, name]) => [pointer, siblingOf(pointer, name)]);
  return [...remove, ...renamed, ...Object.entries(move).flat(), ...Object.keys(set), ...Object.keys(defaults)];
}

function siblingOf(pointer: string, name: string): string {
  const step = name.replaceAll('~', '~0').replaceAll('/', '~1');
  return `${pointer.slice(0, pointer.lastIndexOf('/'))}/${step}`;
}

function pointerIssue(place: string, got: readonly string[]): Issue {
  return issueAt(place, {
    code: 'TRANSFORM_POINTER',
    at: '',
    message: 'these are no places of members in a JSON body',
    got,
    allowed: `JSON pointers of up to ${LONGEST} characters whose last step is a member's name: /address/street, /items/*/price`,
    fix: 'write /name; ~1 for a slash and ~0 for a tilde in names',
    source: POINTERS,
  });
}

function moveIssues({ move = {} }: BodyChanges, place: string): readonly Issue[] {
  const several = Object.entries(move).filter((pair) => pair.some((pointer) => pointer.includes('/*/')));
  if (several.length === 0) return [];
  return [
    issueAt(place, {
      code: 'TRANSFORM_MOVE',
      at: 'move',
      message: 'one place is moved to one place, and * stands for many',
      got: Object.fromEntries(several),
      allowed: 'pointers without *',
      fix: 'rename the member in its object, or write a middleware',
    }),
  ];
}

function nameIssues({ rename = {} }: BodyChanges, place: string): readonly Issue[] {
  const bad = Object.entries(rename).filter(([, name]) => name === '' || name === '*');
  if (bad.length === 0) return [];
  return [
    issueAt(place, {
      code: 'TRANSFORM_NAME',
      at: 'rename',
      message: 'a member is renamed to a name in the same object',
      got: Object.fromEntries(bad),
      allowed: 'pointer → name: { "/street": "road" }',
      fix: 'name it, or use `move` for another object',
    }),
  ];
}

/** A place and what is below it: `/a` and `/a/b`, `/items/*\/x` and itself. */
function overlapIssues(pointers: readonly string[], place: string): readonly Issue[] {
  const overlaps = pointers.filter((pointer, index) =>
    pointers.some((other, at) => at !== index && `${pointer}/`.startsWith(`${other}/`)),
  );
  if (overlaps.length === 0) return [];
  return [
    issueAt(place, {
      code: 'TRANSFORM_CONFLICT',
      at: '',
      message: 'two changes are of one place or one within the other, and changes have no order',
      got: [...new Set(overlaps)],
      allowed: 'places that do not overlap',
      fix: 'say in one change what shall come out',
    }),
  ];
}

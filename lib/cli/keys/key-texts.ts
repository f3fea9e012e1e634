import { shown } from '../../errors/shown.js';
import { isTagValue, LONGEST_TAG_VALUE } from '../../keys/key-tags.js';

/** What is wrong with a text that is to be a tag's value, where something is. */
export function tagFault(what: string, text: string): string | undefined {
  if (isTagValue(text)) return undefined;
  return `${what} ${shown(text)} is no tag's value for AWS: letters, digits, spaces and + - = . _ : / @, ${LONGEST_TAG_VALUE} at most`;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-key-file-format.html */
const LONGEST_TEXT = 1_024;

/** What is wrong with a key's name or description, where something is. */
export function nameFault(what: string, text: string): string | undefined {
  const isPlain = text.length <= LONGEST_TEXT && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text);
  return isPlain ? undefined : `${what} ${shown(text)} has to be one line of ${LONGEST_TEXT} characters at most`;
}

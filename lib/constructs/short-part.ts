import { shortened } from '../plan/ids.js';

/** CDK names the file of a template after its stack, and file systems take 255 bytes, as CloudFormation does of a logical id. */
const LONGEST = 100;

/** The name of a part as it goes into ids: that of a long beginning is cut, and ends in a digest of the whole. */
export function shortPart(name: string): string {
  return shortened(name, LONGEST);
}

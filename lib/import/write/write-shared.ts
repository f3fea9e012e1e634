import { printAnswer } from './print-answer.js';
import { printParameter } from './print-parameter.js';
import type { Writer } from './writer.js';

/** Parameters and answers that several routes may refer to. */
export function writeShared({ input, parts, homes, draftOf, comments, printings }: Writer): void {
  const { contract, files } = input;
  const draft = draftOf(files.shared);
  const printing = printings(draft);
  const isExported = files.shared !== files.gateway;
  for (const [place, parameter] of contract.sharedParameters) {
    const constant = parts.sharedParameters.get(place) ?? '';
    homes.set(constant, files.shared);
    const code = printParameter(parameter, printing);
    draft.add({ constant, code, isExported, comments: comments.of(parameter.node) });
  }
  for (const [place, answer] of contract.sharedAnswers) {
    const constant = parts.sharedAnswers.get(place) ?? '';
    homes.set(constant, files.shared);
    draft.add({ constant, code: printAnswer(answer, printing), isExported, comments: comments.of(answer.node) });
  }
}

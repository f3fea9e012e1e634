import type { WafInspection } from '../../model/web-acl.js';
import { selectField } from '../fields/select-field.js';
import type { FieldContent, Inspection, Match, TestStatement } from '../inspection.js';
import { transform, unknownTransformations } from '../transformations/transform.js';

/** What a statement looks at, transformed; computed once for all statements that look at the same. */
export function fieldContent({ field, transformations }: WafInspection): (inspection: Inspection) => FieldContent {
  const key = JSON.stringify([field, transformations]);
  return (inspection) => {
    const known = inspection.contents.get(key);
    if (known !== undefined) return known;
    const content = transformed(selectField(field, inspection), transformations);
    inspection.contents.set(key, content);
    return content;
  };
}

const transformed = (content: FieldContent, names: readonly string[]): FieldContent =>
  content.kind === 'decided' ? content : { kind: 'texts', texts: content.texts.map((text) => transform(text, names)) };

/** A statement about what a field says. A transformation that is not done here leaves it open. */
export function testField(
  part: WafInspection,
  testTexts: (texts: readonly string[], inspection: Inspection) => Match,
): TestStatement {
  if (unknownTransformations(part.transformations).length > 0) return () => 'unknown';
  const contentOf = fieldContent(part);
  return (inspection) => {
    const content = contentOf(inspection);
    return content.kind === 'decided' ? content.match : testTexts(content.texts, inspection);
  };
}

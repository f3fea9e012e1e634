import type { Template } from 'aws-cdk-lib/assertions';

/** Of the template's one resource of a type. */
// biome-ignore lint/suspicious/noExplicitAny: whatever the template holds
export function propertiesOf(made: Template, type: string): any {
  return Object.values(made.findResources(type))[0]?.Properties;
}

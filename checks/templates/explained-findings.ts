/** A finding of cfn-lint that is right to keep. One that matches nothing any more fails the check. */
export interface ExplainedFinding {
  readonly rule: string;
  /** The end of a template's path, and the start of the place in it. */
  readonly template: string;
  readonly place: string;
  readonly because: string;
}

export const explainedFindings: readonly ExplainedFinding[] = [
  {
    rule: 'W3005',
    template: 'inside-a-stack/Depot.template.json',
    place: 'Resources/Tracking',
    because: "CDK's own Function construct states the dependency on its role twice; the gateway does not make it",
  },
];

/** A statement of a policy, under the names of IAM's JSON. */
export interface Statement {
  readonly Effect: 'Allow';
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Conditions;
}

type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html */
export function allow(Action: Statement['Action'], Resource: Statement['Resource'], Condition?: Conditions): Statement {
  return { Effect: 'Allow', Action, Resource, ...(Condition && { Condition }) };
}

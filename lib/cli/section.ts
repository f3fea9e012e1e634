/** A part of a report. */
export interface Section {
  readonly title: string;
  readonly body: string;
}

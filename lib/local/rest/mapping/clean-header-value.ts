/** A value that HTTP can carry: line breaks and other controls are taken out, so that nobody adds headers with them. */
export const cleanHeaderValue = (value: string): string =>
  /[^\t -~\u0080-\u00ff]/.test(value) ? value.replace(/[^\t -~\u0080-\u00ff]/g, '') : value;

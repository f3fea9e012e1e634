/** Where below a value something is not of its kind (`''`: the value itself); undefined where all is. */
export type Shape = (value: unknown) => string | undefined;

export const anything: Shape = () => undefined;
export const text: Shape = (value) => (typeof value === 'string' ? undefined : '');
export const onlyTrue: Shape = (value) => (value === true ? undefined : '');
export const number: Shape = (value) => (typeof value === 'number' ? undefined : '');

export function optional(shape: Shape): Shape {
  return (value) => (value === undefined ? undefined : shape(value));
}

export function listOf(shape: Shape): Shape {
  return (value) => {
    if (!Array.isArray(value)) return '';
    return firstFault(value.map((item, index) => [`[${index}]`, shape(item)] as const));
  };
}

/** Any keys, with values of one shape. */
export function recordOf(shape: Shape): Shape {
  return (value) => {
    if (!isRecord(value)) return '';
    return firstFault(Object.entries(value).map(([key, item]) => [`['${key}']`, shape(item)] as const));
  };
}

/** These keys, and whatever else. */
export function objectOf(shapes: Readonly<Record<string, Shape>>): Shape {
  return (value) => {
    if (!isRecord(value)) return '';
    return firstFault(Object.entries(shapes).map(([key, shape]) => [`.${key}`, shape(value[key])] as const));
  };
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function firstFault(parts: readonly (readonly [at: string, fault: string | undefined])[]): string | undefined {
  const [at, fault] = parts.find(([, found]) => found !== undefined) ?? [];
  return fault === undefined ? undefined : `${at}${fault}`;
}

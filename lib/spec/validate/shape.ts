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
    for (const [index, item] of value.entries()) {
      const fault = shape(item);
      if (fault !== undefined) return `[${index}]${fault}`;
    }
    return undefined;
  };
}

/** Any keys, with values of one shape. */
export function recordOf(shape: Shape): Shape {
  return (value) => {
    if (!isRecord(value)) return '';
    for (const [key, item] of Object.entries(value)) {
      const fault = shape(item);
      if (fault !== undefined) return `['${key}']${fault}`;
    }
    return undefined;
  };
}

/** These keys, and whatever else. */
export function objectOf(shapes: Readonly<Record<string, Shape>>): Shape {
  const parts = Object.entries(shapes);
  return (value) => {
    if (!isRecord(value)) return '';
    for (const [key, shape] of parts) {
      const fault = shape(value[key]);
      if (fault !== undefined) return `.${key}${fault}`;
    }
    return undefined;
  };
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Full-width forms of ASCII (U+FF01 to U+FF5E) become what they look like; of all else the lower byte stays. */
function lowByte(hex: string): string {
  const code = Number.parseInt(hex, 16);
  const isFullWidth = code >= 0xff01 && code <= 0xff5e;
  return String.fromCharCode(((code & 0xff) + (isFullWidth ? 0x20 : 0)) & 0xff);
}

const CONTROLS: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** `%41` and `+`; what is no encoding stays. */
export const decodeUrl = (text: string): string =>
  text.replaceAll('+', ' ').replace(/%([0-9a-f]{2})/gi, (_all, hex: string) => lowByte(hex));

/** As `decodeUrl`, with Microsoft's `%u0041`. */
export const decodeUrlUnicode = (text: string): string =>
  text
    .replaceAll('+', ' ')
    .replace(/%u([0-9a-f]{4})|%([0-9a-f]{2})/gi, (_all, wide: string | undefined, byte: string | undefined) =>
      lowByte(wide ?? byte ?? ''),
    );

/** `\u0041`, `\x41`, `\101` and the one-letter escapes of JavaScript. */
export const decodeJavaScript = (text: string): string =>
  text.replace(
    /\\(?:u([0-9a-f]{4})|x([0-9a-f]{2})|([0-3]?[0-7]{1,2})|([\s\S]))/gi,
    (_all, wide?: string, byte?: string, octal?: string, letter = '') => {
      if (wide !== undefined || byte !== undefined) return lowByte(wide ?? byte ?? '');
      return octal === undefined ? (CONTROLS[letter] ?? letter) : String.fromCharCode(Number.parseInt(octal, 8));
    },
  );

/** `\41 ` of CSS 2: up to six digits and the blank that ends them; a backslash before all else goes. */
export const decodeCss = (text: string): string =>
  text.replace(/\\(?:([0-9a-f]{1,6})[ \t\r\n\f]?|(\r\n|[\s\S]))/gi, (_all, hex?: string, other = '') => {
    if (hex === undefined) return /[\r\n\f]/.test(other) ? '' : other;
    return lowByte(hex.slice(-4));
  });

/** Escape sequences of ANSI C; those that are none stay. */
export const decodeAnsiC = (text: string): string =>
  text.replace(
    /\\(?:x([0-9a-fA-F]{2})|0([0-7]{1,3})|([abfnrtv\\?'"]))/g,
    (_all, hex?: string, octal?: string, letter = '') => {
      if (hex !== undefined) return lowByte(hex);
      return octal === undefined ? (CONTROLS[letter] ?? letter) : String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
    },
  );

const ENTITIES: Readonly<Record<string, string>> = { quot: '"', nbsp: '\xa0', lt: '<', gt: '>' };

/** `&lt;`, `&#x3c;` and `&#60;`: those that the developer guide lists. */
export const decodeHtmlEntities = (text: string): string =>
  text.replace(
    /&(?:(quot|nbsp|lt|gt)|#x([0-9a-f]{1,6})|#(\d{1,7}));/gi,
    (all, name?: string, hex?: string, decimal = '') => {
      if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? all;
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code <= 0x10ffff ? characterBytes(code) : all;
    },
  );

const characterBytes = (code: number): string =>
  code < 0x100 ? String.fromCharCode(code) : Buffer.from(String.fromCodePoint(code)).toString('latin1');

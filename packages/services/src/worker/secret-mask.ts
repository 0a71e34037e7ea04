/** Replaces secrets wherever they appear in a text. */
export type Mask = {
  (text: string): string;
  /** Returns how many characters at the end of a text may be the start of a secret, which the next text would complete. */
  secretStart(text: string): number;
};

const MASKED = "[secret]";
/** Shorter ones are no secrets, and masking them would make text unreadable. */
const SECRET_CHARS_MIN = 4;
/** A line of a secret of several lines (a key, a certificate) that is worth masking alone. */
const LINE_CHARS_MIN = 8;

/**
 * Masks the values and the forms in which they commonly reappear: base64, also as a part of something longer (a Basic
 * authorization), hex, URL- and form-encoded, JSON-escaped, line by line.
 */
export function secretMask(secrets: readonly string[]): Mask {
  const forms = new Set(secrets.filter((secret) => secret.length >= SECRET_CHARS_MIN).flatMap(formsOf));
  if (forms.size === 0) return NOTHING;
  // Longest first: a form that contains another is replaced whole.
  const ordered = [...forms].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(ordered.map(escaped).join("|"), "g");
  const secretStart = (text: string): number => {
    const wholeEnd = [...text.matchAll(pattern)].reduce(
      (end, match) => Math.max(end, match.index + match[0].length),
      0,
    );
    for (let length = Math.min(text.length - wholeEnd, ordered[0]!.length - 1); length > 0; length--) {
      const end = text.slice(-length);
      if (ordered.some((form) => form.startsWith(end))) return length;
    }
    return 0;
  };
  return Object.assign((text: string) => text.replace(pattern, MASKED), { secretStart });
}

/** The mask of a run without secrets. */
const NOTHING: Mask = Object.assign((text: string) => text, { secretStart: () => 0 });

function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const lines = secret.split(/\r?\n/).filter((line) => line !== secret && line.length >= LINE_CHARS_MIN);
  return [
    secret,
    bytes.toString("base64"),
    bytes.toString("base64").replace(/=+$/, ""),
    bytes.toString("base64url"),
    ...[0, 1, 2].flatMap((shift) => base64Within(bytes, shift)),
    bytes.toString("hex"),
    bytes.toString("hex").toUpperCase(),
    encodeURIComponent(secret),
    new URLSearchParams({ "": secret }).toString().slice(1),
    JSON.stringify(secret).slice(1, -1),
    ...lines,
  ];
}

/** What base64 makes of bytes that stand `shift` bytes (modulo 3) into a longer text, whatever is around them. */
function base64Within(bytes: Buffer, shift: number): string[] {
  const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString("base64");
  const own = text.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6));
  if (own.length < LINE_CHARS_MIN) return [];
  return [own, own.replaceAll("+", "-").replaceAll("/", "_")];
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Values nested deeper are replaced: no reader looks there, and each level costs stack. */
const DEPTH_MAX = 64;
const TOO_DEEP = "[nested too deep]";

/** Masks every string in a JSON value, keys included. Anything below {@link DEPTH_MAX} levels is left out. */
export function maskDeep(mask: Mask, value: unknown, depth = 0): unknown {
  if (typeof value === "string") return mask(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth >= DEPTH_MAX) return TOO_DEEP;
  if (Array.isArray(value)) return value.map((item) => maskDeep(mask, item, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [mask(key), maskDeep(mask, item, depth + 1)]));
}

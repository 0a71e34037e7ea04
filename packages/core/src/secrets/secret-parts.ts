import { SECRET_CHARS_MIN } from "./secret-length";

/** Values inside a secret are looked for this deep: JSON that holds a URL that holds a password. */
const DEPTH_MAX = 6;
const PARTS_MAX = 5_000;

/**
 * Returns a secret and the values inside it that are secret too: the leaves of JSON, the password of a URL, the fields of
 * a connection string, a key with its line breaks written differently. Values that are too short are left out.
 */
export function secretParts(secret: string): ReadonlySet<string> {
  const parts = new Set<string>();
  const waiting = [{ text: secret, depth: 0 }];
  for (let next = waiting.pop(); next && parts.size < PARTS_MAX; next = waiting.pop()) {
    const { text, depth } = next;
    if (text.length < SECRET_CHARS_MIN || parts.has(text)) continue;
    parts.add(text);
    if (depth < DEPTH_MAX) for (const inner of valuesIn(text)) waiting.push({ text: inner, depth: depth + 1 });
  }
  return parts;
}

function valuesIn(text: string): readonly string[] {
  const json = parsedJson(text);
  if (json !== undefined) return leavesOf(json);
  return [text.trim(), ...otherLineBreaks(text), ...valuesOfUrl(text), ...valuesOfPairs(text)];
}

function parsedJson(text: string): object | string | undefined {
  if (!/^\s*["[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as object | string;
  } catch {
    return undefined;
  }
}

function leavesOf(json: unknown): string[] {
  const leaves: string[] = [];
  const waiting = [json];
  for (let at = 0; at < waiting.length && leaves.length < PARTS_MAX; at++) {
    const value = waiting[at];
    if (typeof value === "string" || typeof value === "number") leaves.push(String(value));
    else if (typeof value === "object" && value !== null) waiting.push(...Object.values(value).slice(0, PARTS_MAX));
  }
  return leaves;
}

/** A key from a file or from one line of a configuration, as code turns one into the other. */
function otherLineBreaks(text: string): string[] {
  const withBreaks = text.includes("\\n") ? [text.replaceAll("\\r", "").replaceAll("\\n", "\n")] : [];
  if (!/[\r\n]/.test(text)) return withBreaks;
  const body = text.replaceAll(/-----[A-Z ]+-----/g, "").replaceAll(/\s+/g, "");
  return [...withBreaks, ...text.split(/\r?\n/), body];
}

const CREDENTIAL_NAME = /pass|pwd|secret|token|key|sig|auth|cred/i;
/** The last segment of an address that is a secret as a whole, such as that of a webhook. */
const SECRET_SEGMENT = /\/([\w-]{20,})\/?$/;

function valuesOfUrl(text: string): string[] {
  const trimmed = text.trim();
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) || !URL.canParse(trimmed)) return [];
  const url = new URL(trimmed);
  const asWritten = /^[^/]*\/\/([^/?#]*)@/.exec(trimmed)?.[1] ?? "";
  const [user = "", ...password] = asWritten.split(":");
  const hasPassword = password.length > 0;
  const parameters = [...url.searchParams].filter(([name]) => CREDENTIAL_NAME.test(name)).map(([, value]) => value);
  const credential = hasPassword ? [password.join(":"), url.password] : [user, url.username];
  const segment = asWritten === "" ? SECRET_SEGMENT.exec(url.pathname)?.[1] : undefined;
  return [url.href, ...credential, ...credential.map(decoded), ...parameters, ...(segment ? [segment] : [])];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const PAIR_NAME = /^[\w\s.-]+$/;

/** `Server=db;Password=…`, lines of `NAME=value`, and `user:password`. */
function valuesOfPairs(text: string): string[] {
  const pairs = text.split(/[;\r\n]/).flatMap((pair) => {
    const [name = "", ...rest] = pair.split("=");
    const value = rest.join("=").trim();
    return PAIR_NAME.test(name) && CREDENTIAL_NAME.test(name) ? [value, value.replace(/^(["'])(.*)\1$/, "$2")] : [];
  });
  const password = /^[^\s:/]+:([^\s:/]+)$/.exec(text)?.[1];
  return password === undefined ? pairs : [...pairs, password];
}

import { isDeeperThan, storableText } from "@millrace/core";

/** Objects and lists inside each other that are stored; PostgreSQL itself gives up at some thousands. */
const DEPTH_MAX = 200;
const TOO_DEEP = "[nested too deeply]";

/** Escapes that `JSON.stringify` writes for U+0000 and for halves of surrogate pairs, which `jsonb` rejects. */
const UNSTORABLE_ESCAPE = /\\u(0000|d[89a-f])/i;

/**
 * Returns a value as JSON text that PostgreSQL can store: without U+0000 and halves of surrogate pairs, and nested no deeper
 * than {@link DEPTH_MAX}. Everything that comes from users passes through here on its way to the database.
 */
export function storableJson(value: unknown): string {
  const text = jsonText(value);
  return text === undefined || UNSTORABLE_ESCAPE.test(text) ? JSON.stringify(storableCopy(value)) : text;
}

/** Undefined for a value that nests too deeply. */
function jsonText(value: unknown): string | undefined {
  try {
    const text = JSON.stringify(value) ?? "null";
    // Each level takes two characters at least.
    return text.length > 2 * DEPTH_MAX && isDeeperThan(value, DEPTH_MAX) ? undefined : text;
  } catch (error) {
    // The stack overflows.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The same for JSON text. */
export const storableJsonText = (text: string): string =>
  UNSTORABLE_ESCAPE.test(text) ? storableJson(JSON.parse(text)) : text;

type Slot = { readonly value: unknown; readonly depth: number; put(copy: unknown): void };

/** Copies a value part by part, without recursion. */
function storableCopy(value: unknown): unknown {
  let copy: unknown;
  const slots: Slot[] = [
    {
      value,
      depth: 1,
      put: (root) => {
        copy = root;
      },
    },
  ];
  for (let slot = slots.pop(); slot; slot = slots.pop()) slot.put(copyOf(slot, slots));
  return copy;
}

function copyOf({ value, depth }: Slot, slots: Slot[]): unknown {
  if (typeof value === "string") return storableText(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth > DEPTH_MAX) return TOO_DEEP;
  if ("toJSON" in value) return storableText(String((value as Date).toJSON()));
  if (Array.isArray(value)) {
    const list: unknown[] = new Array(value.length).fill(null);
    value.forEach((item, index) => {
      const put = (copied: unknown) => {
        list[index] = copied;
      };
      slots.push({ value: item, depth: depth + 1, put });
    });
    return list;
  }
  const object = {};
  for (const [key, item] of Object.entries(value)) {
    const name = storableText(key);
    // Defined rather than assigned: a key can be `__proto__`.
    const put = (copied: unknown) =>
      Object.defineProperty(object, name, { value: copied, enumerable: true, configurable: true });
    put(null);
    slots.push({ value: item, depth: depth + 1, put });
  }
  return object;
}

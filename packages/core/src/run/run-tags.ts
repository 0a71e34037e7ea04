import { DomainError, type ErrorDetail } from "../errors";
import { LIMITS } from "../limits";
import { isReservedName } from "../own";

export type Tags = Readonly<Record<string, string>>;

/** Tags that only the platform sets. */
const AUTOMATIC = new Set([
  "millrace/code_location",
  "millrace/job",
  "millrace/partition",
  "millrace/schedule",
  "millrace/sensor",
  "millrace/backfill",
  "millrace/run_key",
  "millrace/retry_number",
]);

const isAutomatic = (key: string): boolean => AUTOMATIC.has(key) || key.startsWith("millrace/partition/");

const KEY = new RegExp(
  `^([A-Za-z0-9_.-]{1,${LIMITS.tagPrefixCharsMax}}/)?[A-Za-z0-9_.-]{1,${LIMITS.tagNameCharsMax}}(/[A-Za-z0-9_.-]{1,${LIMITS.tagNameCharsMax}})?$`,
);

/** Tags from the weakest to the strongest: of the definitions, of who launches, of the platform. */
export function mergeTags(ofDefinitions: readonly Tags[], given: Tags, automatic: Tags): Tags {
  const entries = [...[...ofDefinitions].reverse(), given, automatic].flatMap((tags) => Object.entries(tags));
  return Object.fromEntries(entries);
}

/** Throws a DomainError that names every tag that breaks a limit. */
export function checkTags(given: Tags): void {
  const details: ErrorDetail[] = [];
  const refuse = (key: string, code: string, detail: string) =>
    details.push({ pointer: `/tags/${escapePointer(key)}`, code, detail });

  const keys = Object.keys(given);
  if (keys.length > LIMITS.tagsPerRunMax) {
    details.push({
      pointer: "/tags",
      code: "too_many_tags",
      detail: `has ${keys.length} tags; the limit is ${LIMITS.tagsPerRunMax}`,
    });
  }
  for (const [key, value] of Object.entries(given)) {
    if (!KEY.test(key) || isReservedName(key))
      refuse(key, "tag_key", "must be `name` or `prefix/name`, each up to 63 characters");
    if (isAutomatic(key)) refuse(key, "tag_reserved", "is reserved by Millrace");
    if (value.length > LIMITS.tagValueCharsMax) {
      refuse(key, "tag_value", `is ${value.length} characters long; the limit is ${LIMITS.tagValueCharsMax}`);
    }
  }
  const [first] = details;
  if (first) {
    throw new DomainError("invalid", "tags_invalid", `Invalid tags: ${first.pointer.slice(1)} ${first.detail}`, {
      details,
    });
  }
}

/** The tags that a re-run takes over from its parent: all but those that describe the parent's own launch. */
export const inheritedTags = (tags: Tags): Tags =>
  Object.fromEntries(Object.entries(tags).filter(([key]) => !isAutomatic(key)));

/** The tags that say which partitions a run is for. */
export function partitionTags(partitionKeys: readonly string[], dimensions: readonly string[]): Tags {
  const [only] = partitionKeys;
  if (only === undefined || partitionKeys.length > 1) return {};
  const parts = dimensions.length > 0 ? only.split("|") : [];
  return {
    "millrace/partition": only,
    ...Object.fromEntries(parts.map((part, index) => [`millrace/partition/${dimensions[index]}`, part])),
  };
}

const escapePointer = (key: string): string => key.replaceAll("~", "~0").replaceAll("/", "~1");

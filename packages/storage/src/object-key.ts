import { DomainError } from "@millrace/core";

const ORGANIZATION = /^[A-Za-z0-9_-]+$/;
const SEGMENT = /^[A-Za-z0-9._~!$&'()*+,;=:@%[\]-]+$/;
/** Limit that both file systems and S3 support. */
const KEY_BYTES_MAX = 900;
const SEGMENT_BYTES_MAX = 255;

/** Throws for a key that could leave its organization's part of the store. */
export function checkObjectKey(key: string): void {
  const [organization = "", ...rest] = key.split("/");
  if (rest.length === 0 || !ORGANIZATION.test(organization) || !rest.every(isSegment) || key.length > KEY_BYTES_MAX) {
    throw invalidKey(key);
  }
}

/** Throws unless a prefix is an organization's ID, a slash, and the start of a key. */
export function checkObjectPrefix(prefix: string): void {
  const [organization = "", ...rest] = prefix.split("/");
  const whole = rest.slice(0, -1);
  const last = rest.at(-1);
  const lastIsGood = last !== undefined && (last === "" || isSegment(last));
  if (!lastIsGood || !ORGANIZATION.test(organization) || !whole.every(isSegment)) throw invalidKey(prefix);
}

const isSegment = (segment: string): boolean =>
  SEGMENT.test(segment) && segment !== "." && segment !== ".." && segment.length <= SEGMENT_BYTES_MAX;

const invalidKey = (key: string) =>
  new DomainError("invalid", "invalid_object_key", `Invalid object key "${key}". Use <organization>/<path>.`);

export const objectNotFound = (key: string) =>
  new DomainError("notFound", "object_not_found", `Object "${key}" not found.`);

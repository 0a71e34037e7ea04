/** Whose values: keys of one deployment share a prefix, and what does not have it is not theirs. */
export type ValueScope = {
  readonly orgId: string;
  readonly deploymentId: string;
  readonly runId: string;
  readonly attempt: number;
};

export const valuePrefix = ({ orgId, deploymentId }: Pick<ValueScope, "orgId" | "deploymentId">): string =>
  `${orgId}/values/${deploymentId}/`;

/**
 * Where a step's output is stored. Attempts of run and step are part of it, so that a stored value never changes and
 * a worker that lost the run overwrites nothing.
 */
export const valueKey = (scope: ValueScope, step: string, stepAttempt: number, output: string): string =>
  `${valuePrefix(scope)}${scope.runId}/${scope.attempt}/${segment(step)}/${stepAttempt}/${segment(output)}`;

const SEGMENT_CHARS_MAX = 200;

/** A name as one segment of a key. What is too long is shortened and told apart by its length and a checksum. */
export function segment(name: string): string {
  // Half a surrogate pair, which a JSON string may hold, becomes U+FFFD.
  const encoded = encodeURIComponent(Buffer.from(name).toString()).replace(/^\.+$/, (dots) =>
    "%2E".repeat(dots.length),
  );
  if (encoded.length <= SEGMENT_CHARS_MAX && encoded !== "") return encoded;
  return `${encoded.slice(0, SEGMENT_CHARS_MAX - 20)}~${encoded.length}~${checksum(name)}`;
}

/** FNV-1a, 32 bits. */
function checksum(text: string): string {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash.toString(36);
}

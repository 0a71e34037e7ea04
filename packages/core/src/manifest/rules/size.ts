import { LIMITS } from "../../limits";
import type { Manifest } from "../manifest";
import { type ManifestProblem, problem } from "../problem";

/** A manifest that is larger than the platform stores. */
export function tooLarge(manifest: Manifest): ManifestProblem[] {
  const bytes = new TextEncoder().encode(JSON.stringify(manifest)).byteLength;
  if (bytes <= LIMITS.manifestBytesMax) return [];
  const message = `The manifest is ${bytes} bytes, over the limit of ${LIMITS.manifestBytesMax} (manifestBytesMax). Split the code location.`;
  return [problem("error", "manifest_too_large", message)];
}

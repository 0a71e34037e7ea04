import { Manifest } from "./manifest";
import { type ManifestProblem, problem, type Sourced } from "./problem";

/** A description of definitions as it would arrive at the platform, or what is wrong with its form and where. */
export function parseManifest(value: unknown): { manifest: Manifest } | { problems: ManifestProblem[] } {
  const json: unknown = JSON.parse(JSON.stringify(value));
  const parsed = Manifest.safeParse(json);
  if (parsed.success) return { manifest: parsed.data };
  return {
    problems: parsed.error.issues.map(({ path, message }) => {
      const [list = "", index = 0, ...setting] = path as [string?, number?, ...PropertyKey[]];
      const definition = (json as Record<string, Named[] | undefined>)[list]?.[index];
      const who = `${list.replace(/s$/, "")} "${definition?.key ?? definition?.name}"`;
      return problem("error", "manifest_invalid", `${who}: ${setting.join(".")}: ${message}`, definition);
    }),
  };
}

type Named = Sourced & { readonly key?: string; readonly name?: string };

import { DEFAULTS, isDomainError } from "@millrace/core";
import { parseDuration } from "@millrace/core/retry";
import { z } from "zod";

const Globs = z.union([z.string(), z.array(z.string())]).transform((value) => (Array.isArray(value) ? value : [value]));

const LoadTimeout = z.string().superRefine((text, context) => {
  try {
    if (parseDuration(text) <= DEFAULTS.evaluation.authorMaxMs) return;
    context.addIssue("must be at most 5m");
  } catch (error) {
    if (!isDomainError(error)) throw error;
    context.addIssue(error.message);
  }
});

/** What `millrace.config.ts` exports. Paths are relative to its folder. */
export const ProjectConfig = z.strictObject({
  /** The organization's slug; the token decides when it is absent. */
  org: z.string().optional(),
  /** The deployment that `push` activates in; `production` unless set. */
  deployment: z.string().optional(),
  /** The code location's name, unique in the organization. */
  location: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$/, "must be 1 to 63 letters, digits, '_', '-' or '.'"),
  /** The team that owns the location when the first push creates it. */
  team: z.string().optional(),
  /** The modules whose exports are definitions; test files never count. */
  entry: Globs.default(["src/**/*.ts"]),
  /** Files that the code reads: globs; those that start with `node_modules/` are looked up as Node looks up packages. */
  data: Globs.default([]),
  /** Packages to leave outside the bundled file and ship as they are installed, besides native ones. */
  external: z.array(z.string()).default([]),
  /** Maximum time for the server to load a version, such as `"2m"`. Defaults to 60 s, at most 5 minutes. */
  loadTimeout: LoadTimeout.optional(),
});
export type ProjectConfig = z.output<typeof ProjectConfig>;
export type ProjectConfigInput = z.input<typeof ProjectConfig>;

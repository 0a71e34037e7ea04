import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { z } from "zod";

const Profile = z.object({ url: z.string(), token: z.string() });
export type Profile = z.infer<typeof Profile>;

/** Returns the path of the file where `millrace login` saves the URL and the token. Only its owner can read it. */
export const profilePath = (): string =>
  join(process.env.XDG_CONFIG_HOME || join(homedir(), ".config"), "millrace", "profile.json");

export function readProfile(): Profile | undefined {
  if (!existsSync(profilePath())) return undefined;
  const parsed = Profile.safeParse(JSON.parse(readFileSync(profilePath(), "utf8")));
  return parsed.success ? parsed.data : undefined;
}

export function writeProfile(profile: Profile): void {
  mkdirSync(dirname(profilePath()), { recursive: true, mode: 0o700 });
  writeFileSync(profilePath(), `${JSON.stringify(profile, null, 2)}\n`, { mode: 0o600 });
  chmodSync(profilePath(), 0o600);
}

/** Removes the profile. Returns false if there was none. */
export function removeProfile(): boolean {
  const existed = existsSync(profilePath());
  rmSync(profilePath(), { force: true });
  return existed;
}

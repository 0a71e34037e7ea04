/** Every kind of id and its prefix: people read the prefix, the compiler reads the template type. */
const PREFIX = {
  user: "usr",
  session: "ses",
  passkey: "key",
  organization: "org",
  membership: "mem",
  invitation: "inv",
  team: "team",
  destination: "dst",
  token: "tok",
  auditEntry: "aud",
  mail: "mail",
  deployment: "dep",
  location: "loc",
  version: "ver",
  variable: "var",
  limit: "lim",
  run: "run",
  lease: "lease",
  materialization: "mat",
  checkResult: "chk",
  policy: "pol",
  incident: "inc",
  incidentEvent: "ine",
  delivery: "dlv",
  silence: "sil",
  slackInstallation: "slk",
  outbox: "out",
  request: "req",
} as const;

export type IdKind = keyof typeof PREFIX;
export type Id<K extends IdKind> = `${(typeof PREFIX)[K]}_${string}`;

/**
 * A new id: prefix, 9 characters of base-36 milliseconds (so that ids sort by time), 16 random hexadecimal digits.
 * @param nowMs the time to stamp, in milliseconds since 1970
 */
export function newId<K extends IdKind>(kind: K, nowMs: number = Date.now()): Id<K> {
  const time = nowMs.toString(36).padStart(9, "0");
  return `${PREFIX[kind]}_${time}${randomHex(8)}`;
}

function randomHex(bytes: number): string {
  const random = globalThis.crypto.getRandomValues(new Uint8Array(bytes));
  return Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

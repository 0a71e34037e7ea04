/** An unusual place or shell in which the first two commands of the README must work. */
export type Checkout = {
  readonly name: string;
  /** Path of the clone below the folder of the trial. */
  readonly folder: string;
  /** Mode of the folder above the clone. */
  readonly parentMode?: number;
  readonly umask?: number;
  /** The commands run in a symbolic link to the clone. */
  readonly isLinked?: boolean;
  /** The account to run as, if the trial was started as root. Defaults to root. */
  readonly account?: "without rights" | "without rights and home";
};

export const CHECKOUTS: readonly Checkout[] = [
  { name: "parent folder with the mode 0700", folder: "private/millrace", parentMode: 0o700 },
  { name: "spaces and non-ASCII characters in the path", folder: "Größe & Co (1)/mill race" },
  { name: "symbolic link to the clone", folder: "linked/millrace", isLinked: true },
  { name: "umask 077", folder: "umask/millrace", umask: 0o077 },
  { name: "umask 077 below a folder with the mode 0700", folder: "sealed/millrace", umask: 0o077, parentMode: 0o700 },
  { name: "user who isn't root", folder: "user/millrace", account: "without rights" },
  { name: "user without a home", folder: "homeless/millrace", account: "without rights and home" },
];

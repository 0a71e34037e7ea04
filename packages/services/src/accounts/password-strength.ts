import { DomainError } from "@millrace/core";
import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary } from "@zxcvbn-ts/language-common";

/** Powers of ten of guesses that a password must withstand. Below 10^8 a leaked hash falls within days. */
const GUESSES_LOG10_MIN = 9;

let estimator: ZxcvbnFactory | undefined;

/**
 * Rejects passwords that attackers guess first: common ones, keyboard patterns, repetitions, and the person's own name
 * and address. Takes up to 70 ms for 128 characters.
 * @param field the input's field, for the error's pointer
 * @throws DomainError `password_too_common`
 */
export function assertStrongPassword(
  password: string,
  person: { readonly name: string; readonly email: string },
  field = "password",
): void {
  estimator ??= new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
  const { guessesLog10 } = estimator.check(password, wordsOf(person));
  if (guessesLog10 >= GUESSES_LOG10_MIN) return;
  throw new DomainError("invalid", "password_too_common", "This password is too easy to guess. Choose another one.", {
    details: [
      { pointer: `/${field}`, code: "password_too_common", detail: "is too easy to guess. Choose another one." },
    ],
  });
}

const wordsOf = ({ name, email }: { name: string; email: string }): string[] => [
  "millrace",
  name,
  email,
  ...`${name} ${email}`.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length >= 3),
];

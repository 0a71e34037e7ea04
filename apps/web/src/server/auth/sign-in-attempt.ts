import { isSecondFactorRequired } from "@millrace/services/accounts";

/**
 * One request to sign in. next-auth reports only a code to the page, so the ticket of a sign-in that needs a second
 * step is kept here until the response can carry it as a cookie.
 */
export class SignInAttempt {
  /** The ticket to keep in the browser; null to remove it; undefined to leave it as it is. */
  ticket: string | null | undefined;

  /** @param given the ticket that the request carries */
  constructor(readonly given: string | undefined) {}

  /** Returns the code of an error, and keeps the ticket that it may carry. */
  codeOf(error: { readonly code: string }): string {
    if (isSecondFactorRequired(error)) this.ticket = error.ticket;
    return error.code;
  }
}

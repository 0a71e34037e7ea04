import { randomBytes } from "node:crypto";
import { DomainError, isDomainError } from "@millrace/core";
import type { SignInTicket, SignInTicketStore } from "@millrace/core/identity";
import type { Clock } from "../clock";
import { hashSecret } from "./links";

/** How long a person has between the steps of a sign-in, in milliseconds. */
const TICKET_MS = 10 * 60_000;

export type TicketDeps = { signInTickets: SignInTicketStore; clock: Clock };

/** Creates a ticket and returns its secret, which only the browser that signs in gets. */
export async function issueTicket(
  { signInTickets, clock }: TicketDeps,
  ticket: SignInTicket & { readonly challenge?: string },
): Promise<string> {
  const secret = randomBytes(32).toString("base64url");
  await signInTickets.create(hashSecret(secret), ticket, new Date(clock.now().getTime() + TICKET_MS));
  return secret;
}

/** The password is right, and a second factor is missing. No session exists yet. */
export class SecondFactorRequiredError extends DomainError {
  /** The secret that the second step of this sign-in needs. */
  readonly ticket: string;

  constructor(ticket: string) {
    super("unauthorized", "second_factor_required", "Confirm your identity with a second factor.");
    this.ticket = ticket;
  }
}

/** Returns true for a {@link SecondFactorRequiredError} from any copy of this package. */
export const isSecondFactorRequired = (error: unknown): error is SecondFactorRequiredError =>
  isDomainError(error) && error.code === "second_factor_required" && "ticket" in error;

export const ticketInvalid = () =>
  new DomainError("unauthorized", "sign_in_expired", "This sign-in has expired. Enter your password again.");

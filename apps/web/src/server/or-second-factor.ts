import { isDomainError } from "@millrace/core";
import { getTRPCErrorFromUnknown } from "@trpc/server";
import { redirect } from "next/navigation";

/** Leads people to the setup of a second factor if an organization requires one that they don't have. */
export const orSecondFactor = <T>(org: string, call: Promise<T>): Promise<T> =>
  call.catch((error: unknown) => {
    const { cause } = getTRPCErrorFromUnknown(error);
    if (isDomainError(cause) && cause.code === "second_factor_missing") {
      redirect(`/account/security?required=${encodeURIComponent(org)}`);
    }
    throw error;
  });

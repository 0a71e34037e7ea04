"use client";
import { Button, Callout, PageHeader } from "@millrace/ui";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { useTRPC } from "@/lib/trpc";
import { QueryView } from "../../../shared/query-view";
import { AuthenticatorCard } from "./authenticator-card";
import { PasskeysCard } from "./passkeys-card";
import { RecoveryCodesCard } from "./recovery-codes-card";
import { RecoveryCodesDialog } from "./recovery-codes-dialog";

/** Second factors: an authenticator app, passkeys, and recovery codes. */
export function SecurityPage() {
  const trpc = useTRPC();
  const factors = useQuery(trpc.secondFactor.list.queryOptions());
  const requiredBy = useSearchParams().get("required");
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  return (
    <>
      <PageHeader
        actions={
          <Button render={<Link href="/account" />} size="sm">
            Account
          </Button>
        }
        title="Two-factor authentication"
      />
      <QueryView query={factors} what="second factors">
        {(data) => (
          <div className="flex flex-col gap-5">
            {requiredBy && <Required isMet={data.totpAddedAt !== null || data.passkeys.length > 0} org={requiredBy} />}
            <div className="grid items-start gap-5 lg:grid-cols-2">
              <AuthenticatorCard addedAt={data.totpAddedAt} onCodes={setCodes} />
              <PasskeysCard onCodes={setCodes} passkeys={data.passkeys} />
              <RecoveryCodesCard
                hasFactor={data.totpAddedAt !== null || data.passkeys.length > 0}
                left={data.recoveryCodesLeft}
                onCodes={setCodes}
              />
            </div>
          </div>
        )}
      </QueryView>
      <RecoveryCodesDialog codes={codes} onClose={() => setCodes(null)} />
    </>
  );
}

/** Why the person is here, and the way back to the organization. */
function Required({ org, isMet }: { org: string; isMet: boolean }) {
  if (!isMet) {
    return (
      <Callout title={`${org} requires two-factor authentication`} tone="warning">
        Set up an authenticator app or a passkey to open this organization.
      </Callout>
    );
  }
  return (
    <Callout title="Two-factor authentication is on" tone="success">
      <Link className="underline" href={`/o/${encodeURIComponent(org)}`}>
        Open {org}
      </Link>
    </Callout>
  );
}

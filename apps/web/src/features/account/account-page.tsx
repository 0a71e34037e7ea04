"use client";
import { PageHeader } from "@millrace/ui";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/lib/trpc";
import { QueryView } from "../../shared/query-view";
import { EmailCard } from "./email-card";
import { PasswordCard } from "./password-card";
import { ProfileCard } from "./profile-card";
import { SecurityCard } from "./security-card";
import { SessionsCard } from "./sessions-card";

export function AccountPage() {
  const trpc = useTRPC();
  const me = useQuery(trpc.account.me.queryOptions());
  return (
    <>
      <PageHeader title="Account" />
      <QueryView query={me} what="account">
        {(data) => (
          <div className="grid items-start gap-5 lg:grid-cols-2">
            <ProfileCard me={data} />
            <EmailCard me={data} />
            <PasswordCard me={data} />
            <SecurityCard />
            <SessionsCard />
          </div>
        )}
      </QueryView>
    </>
  );
}

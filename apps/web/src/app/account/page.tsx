import type { Metadata } from "next";
import { AccountPage } from "@/components/account/account-page";
import { BackToDashboard } from "@/components/shell/leave-actions";
import { PlainPage } from "@/components/shell/plain-page";
import { requireUser } from "@/server/auth/session";

export const metadata: Metadata = { title: "Account" };

export default async function Page() {
  await requireUser();
  return (
    <PlainPage actions={<BackToDashboard />}>
      <AccountPage />
    </PlainPage>
  );
}

import type { Metadata } from "next";
import { AccountPage } from "@/features/account/account-page";
import { requireUser } from "@/server/auth/session";
import { BackToDashboard } from "@/shell/exit-links";
import { PlainPage } from "@/shell/plain-page";

export const metadata: Metadata = { title: "Account" };

export default async function Page() {
  await requireUser();
  return (
    <PlainPage actions={<BackToDashboard />}>
      <AccountPage />
    </PlainPage>
  );
}

import type { Metadata } from "next";
import { SecurityPage } from "@/features/account/security/security-page";
import { requireUser } from "@/server/auth/session";
import { BackToDashboard } from "@/shell/exit-links";
import { PlainPage } from "@/shell/plain-page";

export const metadata: Metadata = { title: "Account security" };

export default async function Page() {
  await requireUser();
  return (
    <PlainPage actions={<BackToDashboard />}>
      <SecurityPage />
    </PlainPage>
  );
}

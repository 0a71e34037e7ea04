import type { Metadata } from "next";
import { NewOrganization } from "@/components/onboarding/new-organization";
import { SignOut } from "@/components/shell/leave-actions";
import { PlainPage } from "@/components/shell/plain-page";
import { requireUser } from "@/server/auth/session";

export const metadata: Metadata = { title: "New organization" };

export default async function Page() {
  await requireUser();
  return (
    <PlainPage actions={<SignOut />}>
      <NewOrganization />
    </PlainPage>
  );
}

import type { Metadata } from "next";
import { NewOrganization } from "@/features/onboarding/new-organization";
import { requireUser } from "@/server/auth/session";
import { SignOut } from "@/shell/exit-links";
import { PlainPage } from "@/shell/plain-page";

export const metadata: Metadata = { title: "New organization" };

export default async function Page() {
  await requireUser();
  return (
    <PlainPage actions={<SignOut />}>
      <NewOrganization />
    </PlainPage>
  );
}

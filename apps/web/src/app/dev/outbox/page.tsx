import type { Metadata } from "next";
import { Outbox } from "@/features/onboarding/outbox";
import { PlainPage } from "@/shell/plain-page";

export const metadata: Metadata = { title: "Outbox" };

export default function Page() {
  return (
    <PlainPage>
      <Outbox />
    </PlainPage>
  );
}

import { PageHeader } from "@millrace/ui";
import type { ReactNode } from "react";
import { SettingsNav } from "@/features/settings/settings-nav";
import { Page } from "@/shared/page";

export default function SettingsLayout({ children }: { children: ReactNode }) {
  return (
    <Page>
      <PageHeader title="Settings" />
      <SettingsNav />
      {children}
    </Page>
  );
}

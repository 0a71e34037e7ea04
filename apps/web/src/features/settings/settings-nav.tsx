"use client";
import { tabClass, tabListClass, useScrollSelectedIntoView } from "@millrace/ui";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { settingsPages } from "@/lib/paths";
import { useOrg } from "@/lib/scope";

const LABELS: Record<(typeof settingsPages)[number], string> = {
  general: "General",
  members: "Members",
  teams: "Teams",
  tokens: "API tokens",
  deployments: "Deployments",
  variables: "Variables",
  slack: "Slack",
  audit: "Audit log",
};

/** The settings pages, each with its own URL. */
export function SettingsNav() {
  const { paths } = useOrg();
  const pathname = usePathname();
  const strip = useScrollSelectedIntoView<HTMLElement>(pathname);
  return (
    <nav aria-label="Settings" className={`${tabListClass} mb-5`} ref={strip}>
      {settingsPages.map((page) => {
        const href = paths.settings(page);
        return (
          <Link
            aria-current={pathname.startsWith(href) ? "page" : undefined}
            className={tabClass}
            href={href}
            key={page}
          >
            {LABELS[page]}
          </Link>
        );
      })}
    </nav>
  );
}

"use client";
import { Button, IconButton, Sheet, TimePreferencesProvider } from "@millrace/ui";
import { useQuery } from "@tanstack/react-query";
import { Menu as MenuIcon, Search } from "lucide-react";
import { useParams, usePathname, useRouter } from "next/navigation";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { useHotkeys } from "@/lib/hotkeys";
import { deploymentPaths } from "@/lib/paths";
import { useOrg, useOrganization } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";
import { DeploymentDot } from "./deployment-dot";
import { LiveProvider } from "./live/live-provider";
import { NAVIGATION } from "./navigation";
import { Palette } from "./palette";
import { Rail } from "./rail";
import { ShellProvider } from "./shell-context";
import { ShortcutsDialog } from "./shortcuts-dialog";

/** The frame of an organization's pages: rail, palette, shortcuts, live updates, and the focus on route changes. */
export function AppShell({ children }: { children: ReactNode }) {
  const { org, paths } = useOrg();
  const params = useParams<{ deployment?: string }>();
  const organization = useOrganization();
  const me = useQuery(useTRPC().account.me.queryOptions(undefined, { staleTime: 60_000 }));
  const first = organization.data?.deployments[0]?.name ?? "production";
  const deployment = params.deployment ? decodeURIComponent(params.deployment) : first;
  const kind = organization.data?.deployments.find((each) => each.name === deployment)?.kind ?? "standard";
  const [palette, setPalette] = useState(false);
  const [shortcuts, setShortcuts] = useState(false);
  const [drawer, setDrawer] = useState(false);
  const router = useRouter();
  const pathname = usePathname();
  const main = useRef<HTMLElement>(null);
  const previous = useRef(pathname);

  useEffect(() => {
    if (previous.current === pathname) return;
    previous.current = pathname;
    setDrawer(false);
    main.current?.focus({ preventScroll: true });
    main.current?.scrollTo(0, 0);
  }, [pathname]);

  const pages = deploymentPaths(org, deployment);
  useHotkeys({
    "mod+k": () => setPalette((open) => !open),
    "/": () => setPalette(true),
    "?": () => setShortcuts(true),
    "g s": () => router.push(paths.settings("general")),
    ...Object.fromEntries(
      NAVIGATION.flatMap((group) => group.items).map((item) => [`g ${item.key}`, () => router.push(pages[item.id])]),
    ),
  });
  const shell = useMemo(() => ({ openPalette: () => setPalette(true), openShortcuts: () => setShortcuts(true) }), []);

  return (
    <ShellProvider value={shell}>
      <LiveProvider org={org}>
        <a
          className="sr-only rounded-md bg-accent px-3 py-2 text-accent-contrast focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-60"
          href="#main"
        >
          Skip to content
        </a>
        <div className="flex h-dvh flex-col lg:flex-row">
          <aside className="hidden w-58 shrink-0 border-r bg-bg lg:block">
            <Rail deployment={deployment} />
          </aside>
          <header className="flex h-12 shrink-0 items-center gap-2 border-b bg-bg px-2 lg:hidden">
            <Sheet
              onOpenChange={setDrawer}
              open={drawer}
              side="left"
              title="Millrace"
              trigger={
                <Button aria-label="Open navigation" className="h-10 w-10 px-0" variant="ghost">
                  <MenuIcon aria-hidden />
                </Button>
              }
            >
              <Rail deployment={deployment} />
            </Sheet>
            <span className="flex min-w-0 flex-1 items-center gap-2 truncate font-medium text-sm">
              {organization.data?.name ?? org}
              <span className="text-subtle">/</span>
              <DeploymentDot kind={kind} /> {deployment}
            </span>
            <IconButton label="Search" onClick={shell.openPalette} size="lg">
              <Search aria-hidden />
            </IconButton>
          </header>
          <main className="min-h-0 min-w-0 flex-1 overflow-y-auto scroll-thin" id="main" ref={main} tabIndex={-1}>
            <TimePreferencesProvider value={{ timeZone: me.data?.timeZone ?? undefined }}>
              {children}
            </TimePreferencesProvider>
          </main>
        </div>
        <Palette deployment={deployment} onOpenChange={setPalette} open={palette} />
        <ShortcutsDialog onOpenChange={setShortcuts} open={shortcuts} />
      </LiveProvider>
    </ShellProvider>
  );
}

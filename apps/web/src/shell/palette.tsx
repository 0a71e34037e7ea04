"use client";
import { Dialog as Base } from "@base-ui/react/dialog";
import { useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { CornerDownLeft, Moon, Search, Settings, Sun } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useDeferredValue, useEffect, useState } from "react";
import { deploymentPaths, organizationPaths, settingsPages } from "@/lib/paths";
import { useOrg, useOrganization } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";
import { DeploymentDot } from "./deployment-dot";
import { NAVIGATION } from "./navigation";
import { PaletteResults, topResult } from "./palette-results";
import { useTheme } from "./theme-provider";

const itemClass =
  "flex h-9 cursor-default items-center gap-2.5 rounded-md px-2.5 text-sm data-[selected=true]:bg-hover [&_svg]:size-4 [&_svg]:text-subtle";

const groupClass =
  "[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-2xs [&_[cmdk-group-heading]]:text-subtle";

/** Search and commands: pages, assets, jobs, runs by ID, deployments, theme. */
export function Palette(props: { open: boolean; onOpenChange: (open: boolean) => void; deployment: string }) {
  return (
    <Base.Root onOpenChange={(open) => props.onOpenChange(open)} open={props.open}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-overlay" />
        <Base.Popup
          aria-label="Search and commands"
          className="fixed inset-x-3 top-[12vh] z-50 mx-auto max-w-xl overflow-hidden rounded-lg border bg-raised shadow-popup outline-none"
        >
          <PaletteBody deployment={props.deployment} onDone={() => props.onOpenChange(false)} />
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

/** Server results are already matched; commands match by their words. */
function rank(value: string, search: string): number {
  if (/^(asset|job|run|find) /.test(value)) return 1;
  return value.toLowerCase().includes(search.trim().toLowerCase()) ? 0.5 : 0;
}

function PaletteBody({ deployment, onDone }: { deployment: string; onDone: () => void }) {
  const [text, setText] = useState("");
  const query = useDeferredValue(text.trim());
  const router = useRouter();
  const trpc = useTRPC();
  const { org } = useOrg();
  const organization = useOrganization();
  const { setTheme } = useTheme();
  const pages = deploymentPaths(org, deployment);
  const results = useQuery(
    trpc.search.query.queryOptions(
      { org, deployment, text: query },
      { enabled: query.length >= 2, placeholderData: (previous) => previous, retry: false },
    ),
  );
  const [highlighted, setHighlighted] = useState("");
  useEffect(() => {
    if (results.data) setHighlighted(topResult(results.data));
  }, [results.data]);
  const go = (href: string) => {
    onDone();
    router.push(href);
  };
  return (
    <Command
      className="flex max-h-[60vh] flex-col"
      filter={rank}
      label="Search and commands"
      loop
      onValueChange={setHighlighted}
      value={highlighted}
    >
      <div className="flex items-center gap-2.5 border-b px-3.5">
        <Search aria-hidden className="size-4 text-subtle" />
        <Command.Input
          autoFocus
          className="h-11 flex-1 bg-transparent text-base outline-none placeholder:text-subtle"
          onValueChange={setText}
          placeholder="Search assets, jobs, runs, pages…"
          value={text}
        />
      </div>
      <Command.List aria-busy={results.isFetching} className="overflow-y-auto p-1.5 scroll-thin">
        {query.length > 0 && (
          <PaletteResults
            go={go}
            groupClass={groupClass}
            itemClass={itemClass}
            pages={pages}
            results={results.data}
            text={query}
          />
        )}
        <Group heading="Go to">
          {NAVIGATION.flatMap((group) => group.items).map((item) => (
            <Command.Item
              className={itemClass}
              key={item.id}
              onSelect={() => go(pages[item.id])}
              value={`go ${item.label}`}
            >
              <item.icon aria-hidden /> {item.label}
            </Command.Item>
          ))}
          {settingsPages.map((page) => (
            <Command.Item
              className={itemClass}
              key={page}
              onSelect={() => go(organizationPaths(org).settings(page))}
              value={`settings ${page}`}
            >
              <Settings aria-hidden /> Settings: {page}
            </Command.Item>
          ))}
        </Group>
        <Group heading="Switch deployment">
          {(organization.data?.deployments ?? []).map((each) => (
            <Command.Item
              className={itemClass}
              key={each.name}
              onSelect={() => go(deploymentPaths(org, each.name).overview)}
              value={`deployment ${each.name}`}
            >
              <DeploymentDot kind={each.kind} /> {each.name}
            </Command.Item>
          ))}
        </Group>
        <Group heading="Theme">
          <Command.Item className={itemClass} onSelect={() => setTheme("light")} value="theme light">
            <Sun aria-hidden /> Light theme
          </Command.Item>
          <Command.Item className={itemClass} onSelect={() => setTheme("dark")} value="theme dark">
            <Moon aria-hidden /> Dark theme
          </Command.Item>
        </Group>
      </Command.List>
      <p
        aria-hidden
        className="flex items-center gap-1.5 border-t px-3.5 py-2 text-2xs text-subtle pointer-coarse:hidden"
      >
        <CornerDownLeft className="size-3" /> open · ↑ ↓ move · esc close
      </p>
    </Command>
  );
}

function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group className={groupClass} heading={heading}>
      {children}
    </Command.Group>
  );
}

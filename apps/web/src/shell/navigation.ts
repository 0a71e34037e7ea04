import {
  Activity,
  BellRing,
  Boxes,
  CalendarClock,
  GitFork,
  Layers,
  LayoutDashboard,
  ListTree,
  type LucideIcon,
  Package,
  Rows3,
  Siren,
} from "lucide-react";
import type { deploymentPaths } from "@/lib/paths";

type DeploymentPage = Exclude<
  {
    [K in keyof ReturnType<typeof deploymentPaths>]: ReturnType<typeof deploymentPaths>[K] extends string ? K : never;
  }[keyof ReturnType<typeof deploymentPaths>],
  never
>;

export type NavigationItem = { id: DeploymentPage; label: string; icon: LucideIcon; key: string };

/** The navigation rail: stable IDs, and the letter that follows `g`. */
export const NAVIGATION: readonly { label: string | null; items: readonly NavigationItem[] }[] = [
  {
    label: null,
    items: [
      { id: "overview", label: "Overview", icon: LayoutDashboard, key: "o" },
      { id: "runs", label: "Runs", icon: Activity, key: "r" },
    ],
  },
  {
    label: "Catalog",
    items: [
      { id: "assets", label: "Assets", icon: Boxes, key: "a" },
      { id: "lineage", label: "Lineage", icon: GitFork, key: "l" },
      { id: "jobs", label: "Jobs", icon: ListTree, key: "j" },
      { id: "partitionSets", label: "Partition sets", icon: Layers, key: "p" },
      { id: "automation", label: "Automation", icon: CalendarClock, key: "t" },
    ],
  },
  {
    label: "Operate",
    items: [
      { id: "incidents", label: "Incidents", icon: Siren, key: "i" },
      { id: "alerts", label: "Alerts", icon: BellRing, key: "n" },
      { id: "queues", label: "Queues & limits", icon: Rows3, key: "q" },
      { id: "code", label: "Code locations", icon: Package, key: "c" },
    ],
  },
];

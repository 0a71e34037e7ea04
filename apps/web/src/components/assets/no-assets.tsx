"use client";
import { Button, CodeBlock, EmptyState } from "@millrace/ui";
import { Boxes } from "lucide-react";
import Link from "next/link";
import { useOrg } from "@/lib/scope";

const example = `export const orders = asset("orders", {}, fetchOrders);

export const revenue = asset(
  "revenue",
  { deps: { orders } },
  ({ inputs }) => sum(inputs.orders),
);`;

export function NoAssets() {
  const { paths } = useOrg();
  return (
    <EmptyState
      action={
        <Button render={<Link href={paths.onboarding} />} variant="primary">
          Push your first code
        </Button>
      }
      icon={<Boxes />}
      title="No assets here yet"
    >
      <p>
        An asset is something that your code computes and keeps: a table, a file, a model. It names what it depends on,
        and the graph follows.
      </p>
      <CodeBlock code={example} title="src/assets.ts" />
      <p>This page fills by itself as soon as a code location that defines some is pushed to this deployment.</p>
    </EmptyState>
  );
}

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
          Push your code
        </Button>
      }
      icon={<Boxes />}
      title="No assets yet"
    >
      <p>
        An asset is something your code computes and stores: a table, a file, or a model. Declare its dependencies and
        Millrace builds the graph.
      </p>
      <CodeBlock code={example} title="src/assets.ts" />
      <p>Assets appear here as soon as you push a code location that defines them.</p>
    </EmptyState>
  );
}

"use client";
import { Button, Card, CodeBlock, EmptyState } from "@millrace/ui";
import { Package } from "lucide-react";
import Link from "next/link";
import { useOrg } from "@/lib/scope";

export function NothingPushed({ deployment }: { deployment: string }) {
  const { paths } = useOrg();
  return (
    <Card>
      <EmptyState
        action={
          <Button render={<Link href={paths.onboarding} />} variant="primary">
            First steps
          </Button>
        }
        icon={<Package />}
        title={`Nothing is pushed to ${deployment} yet`}
      >
        <p>Incidents, runs and the queue show here once this deployment serves a code location.</p>
        <CodeBlock code={`npx millrace push --deployment ${deployment}`} />
      </EmptyState>
    </Card>
  );
}

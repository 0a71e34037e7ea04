"use client";
import { Button, Card, CodeBlock, EmptyState } from "@millrace/ui";
import { Package } from "lucide-react";
import Link from "next/link";
import { useOrg } from "@/lib/scope";

export function NoCodeYet({ deployment }: { deployment: string }) {
  const { paths } = useOrg();
  return (
    <Card>
      <EmptyState
        action={
          <Button render={<Link href={paths.onboarding} />} variant="primary">
            Get started
          </Button>
        }
        icon={<Package />}
        title={`No code in ${deployment} yet`}
      >
        <p>Incidents, runs, and the queue appear here once a code location is active in this deployment.</p>
        <CodeBlock code={`npx millrace push --deployment ${deployment}`} />
      </EmptyState>
    </Card>
  );
}

import { Button, EmptyState } from "@millrace/ui";
import { SearchX } from "lucide-react";
import Link from "next/link";

export default function NotFound() {
  return (
    <main className="flex min-h-dvh items-center" id="main">
      <EmptyState
        action={
          <Button render={<Link href="/" />} variant="primary">
            To your organization
          </Button>
        }
        icon={<SearchX />}
        title="There is no such page"
      >
        The address may be mistyped, or you may not be a member of the organization that it belongs to.
      </EmptyState>
    </main>
  );
}

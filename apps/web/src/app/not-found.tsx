import { Button, EmptyState } from "@millrace/ui";
import { SearchX } from "lucide-react";
import Link from "next/link";

export default function NotFound() {
  return (
    <main className="flex min-h-dvh items-center" id="main">
      <EmptyState
        action={
          <Button render={<Link href="/" />} variant="primary">
            Go to your organization
          </Button>
        }
        icon={<SearchX />}
        title="Page not found"
      >
        The URL may be wrong, or you may not be a member of this organization.
      </EmptyState>
    </main>
  );
}

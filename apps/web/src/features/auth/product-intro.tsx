import { StatusIcon } from "@millrace/ui";

const code = [
  ["const", " orders = asset(", '"orders"', ", {}, ", "async", " () => fetchOrders());"],
  [],
  ["export const", " revenue = asset("],
  ["", '  "', "revenue", '",'],
  ["", "  { deps: { orders }, owners: [", '"team:finance"', "], retry: { max: 3 } },"],
  ["", "  async ({ inputs, log }) => {"],
  ["", "    const total = sum(inputs.orders.map((o) => o.total));"],
  ["", "    log.info(", '"computed revenue"', ", { total });"],
  ["", "    return total;"],
  ["", "  },"],
  ["", ");"],
];

const steps = [
  ["Write", "Assets, jobs, and checks are plain TypeScript. Inputs are typed from their dependencies."],
  ["Push", "One command. A version that fails to load never replaces the active one."],
  ["Watch", "Live runs, lineage, and logs. The failing step and its error come first."],
  ["Alert", "The owning team gets one Slack message with what they need to fix it."],
] as const;

/** A product summary next to the sign-in form on wide screens. */
export function Pitch() {
  return (
    <aside
      aria-label="About Millrace"
      className="hidden flex-col justify-center gap-10 border-l bg-sunken px-14 py-10 lg:flex"
    >
      <div className="max-w-xl">
        <p className="font-semibold text-2xl tracking-[-0.02em]">Data pipelines you can see into.</p>
        <ol className="mt-6 grid gap-x-8 gap-y-4 sm:grid-cols-2">
          {steps.map(([title, text]) => (
            <li className="flex gap-2.5" key={title}>
              <StatusIcon className="mt-0.5" decorative status="SUCCESS" />
              <div>
                <p className="font-medium text-sm">{title}</p>
                <p className="text-muted text-sm">{text}</p>
              </div>
            </li>
          ))}
        </ol>
      </div>
      <pre className="max-w-xl overflow-x-auto rounded-lg border bg-surface p-5 font-mono text-xs leading-6 shadow-card">
        {code.map((line, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a fixed text
          <div className="min-h-6" key={row}>
            {line.map((part, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a fixed text
              <span className={tone(part, index)} key={index}>
                {part}
              </span>
            ))}
          </div>
        ))}
      </pre>
    </aside>
  );
}

function tone(part: string, index: number): string {
  if (index === 0 || part === "async") return "text-info-text";
  return part.startsWith('"') || part === "revenue" ? "text-success-text" : "";
}

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
  ["Write", "Assets, jobs and checks are plain TypeScript: inputs are typed from what they depend on."],
  ["Push", "One command. A version that does not load never replaces the one that runs."],
  ["Watch", "Runs, lineage and logs, live. The failing step first, its error beside it."],
  ["Be told", "The team that owns what broke hears it on Slack, once, with the way to fix it."],
] as const;

/** What the product is, beside the sign-in form on wide screens. */
export function Pitch() {
  return (
    <aside
      aria-label="About Millrace"
      className="hidden flex-col justify-center gap-10 border-l bg-sunken px-14 py-10 lg:flex"
    >
      <div className="max-w-xl">
        <p className="font-semibold text-2xl tracking-[-0.02em]">Data pipelines that say what they are doing.</p>
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

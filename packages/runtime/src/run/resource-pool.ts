import { ownValue } from "@millrace/core/own";
import type { Definitions, EnvRef, ResourceDef } from "@millrace/sdk";
import { isEnvRef } from "@millrace/sdk";
import { StepError } from "../errors/step-error";
import { parseWith } from "./parse-with";

type AnyResource = ResourceDef<unknown>;

/** Resources of one run. Each is created on first use, shared, and disposed at the end. */
export class ResourcePool {
  readonly #created = new Map<AnyResource, Promise<unknown>>();

  constructor(
    private readonly definitions: Definitions,
    private readonly variables: Readonly<Record<string, string>>,
    private readonly given: Readonly<Record<string, unknown>> = {},
  ) {}

  /** Returns the values of a step's resources, keyed by the names the step uses. */
  async get(wanted: Readonly<Record<string, AnyResource>> = {}): Promise<Record<string, unknown>> {
    const entries = Object.entries(wanted);
    if (entries.length === 0) return {};
    return Object.fromEntries(
      await Promise.all(entries.map(async ([name, resource]) => [name, await this.#one(resource)] as const)),
    );
  }

  #one(resource: AnyResource): Promise<unknown> {
    if (Object.hasOwn(this.given, resource.name)) return Promise.resolve(ownValue(this.given, resource.name));
    let value = this.#created.get(resource);
    if (!value) {
      value = this.#create(resource);
      this.#created.set(resource, value);
      value.catch(() => this.#created.delete(resource));
    }
    return value;
  }

  async #create(resource: AnyResource): Promise<unknown> {
    const subject = `resource "${resource.name}"`;
    const bound = ownValue(this.definitions.location?.resources, resource.name) ?? resource.values;
    const values = resolveEnv(bound, this.variables, subject);
    const config = await parseWith(resource.config, values ?? (resource.config ? {} : undefined), `${subject} config`);
    return resource.create({ config: config as never });
  }

  /** Disposes the created resources, newest first, and returns the errors of those that failed to dispose. */
  async dispose(): Promise<{ resource: string; error: unknown }[]> {
    const failures: { resource: string; error: unknown }[] = [];
    for (const [resource, created] of [...this.#created].reverse()) {
      try {
        const value = await created;
        await resource.dispose?.(value as never);
      } catch (error) {
        failures.push({ resource: resource.name, error });
      }
    }
    this.#created.clear();
    return failures;
  }
}

function resolveEnv(value: unknown, variables: Readonly<Record<string, string>>, subject: string): unknown {
  if (isEnvRef(value)) return readVariable(value, variables, subject);
  if (Array.isArray(value)) return value.map((item) => resolveEnv(item, variables, subject));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, resolveEnv(part, variables, subject)]));
}

function readVariable(
  reference: EnvRef<unknown>,
  variables: Readonly<Record<string, string>>,
  subject: string,
): unknown {
  const text = ownValue(variables, reference.name);
  if (text === undefined) {
    if (reference.optional) return reference.fallback;
    throw new StepError(
      "MISSING_VARIABLE",
      `${subject} requires the variable ${reference.name}, which isn't set. Set it with \`millrace env set ${reference.name} --stdin\`, or in your shell for local runs.`,
      { retry: false },
    );
  }
  return convert(reference, text, subject);
}

function convert({ name, type }: EnvRef<unknown>, text: string, subject: string): unknown {
  const wrong = (what: string): never => {
    throw new StepError("BAD_VARIABLE", `${subject}: the variable ${name} is not ${what}`, { retry: false });
  };
  switch (type) {
    case "string":
      return text;
    case "int":
      return /^[+-]?\d+$/.test(text.trim()) ? Number(text) : wrong("an integer");
    case "float":
      return text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : wrong("a number");
    case "bool": {
      const known: Record<string, boolean> = { true: true, "1": true, yes: true, false: false, "0": false, no: false };
      return ownValue(known, text.trim().toLowerCase()) ?? wrong("true or false");
    }
    case "json":
      try {
        return JSON.parse(text);
      } catch {
        return wrong("JSON");
      }
  }
}

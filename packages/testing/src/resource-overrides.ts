import type { ResourceDef } from "@millrace/sdk";

/** Stand-ins by the names that a function uses. One that was not given throws, by name, when it is used. */
export function resourceOverrides(
  wanted: Readonly<Record<string, ResourceDef<unknown>>> = {},
  given: Readonly<Record<string, unknown>>,
  subject: string,
): Record<string, unknown> {
  const values = {};
  for (const [name, resource] of Object.entries(wanted)) {
    Object.defineProperty(values, name, {
      enumerable: true,
      get: () => {
        if (Object.hasOwn(given, resource.name)) return given[resource.name];
        throw new TypeError(
          `${subject} uses resource "${resource.name}": provide a fake: resources: { ${resource.name}: … }`,
        );
      },
    });
  }
  return values;
}

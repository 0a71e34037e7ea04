import type { ResourceDef } from "@millrace/sdk";

/** Returns fakes by the names a function uses. A missing one throws, by name, when it is used. */
export function resourceOverrides(
  used: Readonly<Record<string, ResourceDef<unknown>>> = {},
  given: Readonly<Record<string, unknown>>,
  subject: string,
): Record<string, unknown> {
  const values = {};
  for (const [name, resource] of Object.entries(used)) {
    Object.defineProperty(values, name, {
      enumerable: true,
      get: () => {
        if (Object.hasOwn(given, resource.name)) return given[resource.name];
        throw new TypeError(
          `${subject} uses resource "${resource.name}". Provide a fake: resources: { ${resource.name}: … }`,
        );
      },
    });
  }
  return values;
}

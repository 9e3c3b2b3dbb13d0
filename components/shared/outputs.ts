import type * as pulumi from "@pulumi/pulumi";

/** The outputs that a component declares; a component without one of them does not compile. */
export type ComponentOutputs<Component> = {
  [
    Name in keyof Component as Name extends keyof pulumi.ComponentResource
      ? never
      : Component[Name] extends pulumi.Output<unknown>
        ? Name
        : never
  ]: Component[Name];
};

/** Assigns every output of a component at once. */
export function assignOutputs<Component extends pulumi.ComponentResource>(
  component: Component,
  outputs: ComponentOutputs<Component>,
): void {
  Object.assign(component, outputs);
}

/**
 * What a component hands out through methods. Pulumi's analyzer publishes every field of a component as an output,
 * private ones too, so these values are kept beside the object.
 */
export class Handles<Component extends object, Value> {
  private readonly values = new WeakMap<Component, Value>();

  /** Called once, by the component's constructor. */
  set(component: Component, value: Value): void {
    this.values.set(component, value);
  }

  /**
   * @throws Error for an object that another copy of the package constructed: two copies cannot hand resources to each
   * other.
   */
  get(component: Component): Value {
    const value = this.values.get(component);
    if (value !== undefined) return value;
    const kind = component.constructor.name;
    throw new Error(
      `This ${kind} was constructed by another copy of the package: install it once.`,
    );
  }
}

/** Names and labels of a Kubernetes object. */
export interface ManifestMetadata {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A Kubernetes object as plain data: what a plan decides and a component transcribes. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ManifestMetadata;
  readonly [field: string]: unknown;
}

/** An object whose `spec` has a known shape. */
export interface TypedManifest<Spec> extends KubernetesObject {
  readonly spec: Spec;
}

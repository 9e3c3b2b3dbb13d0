import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Two namespaces: `shop` talks to `bank` on 8443, and `shop` is closed to the outside. */
export const TWO_NAMESPACES = `
apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {kubernetes.io/metadata.name: shop}}
---
apiVersion: v1
kind: Namespace
metadata: {name: bank, labels: {kubernetes.io/metadata.name: bank}}
---
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop, labels: {app: web}}
spec: {containers: []}
status: {podIP: 10.0.128.7}
---
apiVersion: v1
kind: Pod
metadata: {name: ledger, namespace: bank, labels: {app: ledger}}
spec: {containers: []}
status: {podIP: 10.0.128.9}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: own, namespace: shop}
spec:
  podSelector: {}
  policyTypes: [Ingress, Egress]
  ingress:
    - from: [{podSelector: {}}]
  egress:
    - to: [{podSelector: {}}]
    - to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: bank}}}]
      ports: [{protocol: TCP, port: 8443}, {protocol: UDP, port: 53}]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: from-shop, namespace: bank}
spec:
  podSelector: {}
  policyTypes: [Ingress]
  ingress:
    - from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: shop}}}]
      ports: [{protocol: TCP, port: 8443}]
`;

/** A folder that lasts as long as the tests of a suite. */
export class Workspace {
  readonly folder = mkdtempSync(join(tmpdir(), "bulkhead-"));

  /** Writes a file below the folder and returns its path. */
  file(name: string, text: string): string {
    const path = join(this.folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  }

  /** What a command printed, without the folder. */
  plain(text: string): string {
    return text.replaceAll(`${this.folder}/`, "");
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

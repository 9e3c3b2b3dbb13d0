import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Run } from "../run/state.js";

export interface Certificate {
  readonly certFile: string;
  readonly keyFile: string;
}

interface Wanted {
  readonly name: string;
  readonly authority: Certificate;
  /** As openssl writes it: `/O=group/CN=name`. */
  readonly subject: string;
  readonly usage: "serverAuth" | "clientAuth";
  readonly alternativeNames?: readonly string[];
}

const DAYS = "30";
const ELLIPTIC = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"] as const;

function openssl(args: readonly string[]): void {
  execFileSync("openssl", args, { stdio: ["ignore", "ignore", "pipe"] });
}

/** A folder of certificates for one run. */
export class Certificates {
  private constructor(private readonly folder: string) {}

  static of(run: Run): Certificates {
    const folder = run.path("pki");
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return new Certificates(folder);
  }

  authority(name: string): Certificate {
    const made = this.filesOf(name);
    const usage = "keyUsage=critical,keyCertSign,cRLSign,digitalSignature";
    const constraint = "basicConstraints=critical,CA:true";
    const extensions = ["-addext", usage, "-addext", constraint];
    const out = ["-keyout", made.keyFile, "-out", made.certFile];
    openssl([
      "req",
      "-x509",
      ...ELLIPTIC,
      "-days",
      DAYS,
      "-subj",
      `/CN=${name}`,
      ...out,
      ...extensions,
    ]);
    return made;
  }

  issue({ name, authority, subject, usage, alternativeNames = [] }: Wanted): Certificate {
    const made = this.filesOf(name);
    const asked = path.join(this.folder, `${name}.csr`);
    const extensions = path.join(this.folder, `${name}.extensions`);
    const names =
      alternativeNames.length > 0 ? `subjectAltName=${alternativeNames.join(",")}\n` : "";
    const text = `basicConstraints=CA:false\nkeyUsage=digitalSignature\nextendedKeyUsage=${usage}\n${names}`;
    writeFileSync(extensions, text);
    openssl(["req", ...ELLIPTIC, "-subj", subject, "-keyout", made.keyFile, "-out", asked]);
    const signer = ["-CA", authority.certFile, "-CAkey", authority.keyFile, "-CAcreateserial"];
    const signed = ["-days", DAYS, "-out", made.certFile, "-extfile", extensions];
    openssl(["x509", "-req", "-in", asked, ...signer, ...signed]);
    rmSync(asked);
    rmSync(extensions);
    return made;
  }

  /** The key pair that signs tokens of service accounts. */
  signingKeys(): { readonly privateFile: string; readonly publicFile: string } {
    const privateFile = path.join(this.folder, "service-accounts.key");
    const publicFile = path.join(this.folder, "service-accounts.pub");
    openssl(["genrsa", "-out", privateFile, "2048"]);
    openssl(["rsa", "-in", privateFile, "-pubout", "-out", publicFile]);
    return { privateFile, publicFile };
  }

  /** Where a certificate of that name is, or will be. */
  filesOf(name: string): Certificate {
    const file = path.join(this.folder, name);
    return { certFile: `${file}.crt`, keyFile: `${file}.key` };
  }
}

export function contentOf({ certFile, keyFile }: Certificate): { cert: string; key: string } {
  return { cert: readFileSync(certFile, "utf8"), key: readFileSync(keyFile, "utf8") };
}

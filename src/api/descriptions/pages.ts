/**
 * The project's own pages and the configuration's schema, from which descriptions of the service are made.
 *
 * @module
 */

/** Texts of files. */
export interface Pages {
  /** The reference of the wire protocol. */
  readonly protocol: string;
  /** How pages and programs embed a human. */
  readonly client: string;
  /** The JSON schema of the configuration. */
  readonly config: string;
}

const ROOT = new URL("../../../", import.meta.url);

const FILES = {
  protocol: "src/contract/README.md",
  client: "src/client/README.md",
  config: "config/schema.json",
};

/** Reads the pages. */
export async function readPages(): Promise<Pages> {
  const read = (file: string) => Deno.readTextFile(new URL(file, ROOT));
  const [protocol, client, config] = await Promise.all([read(FILES.protocol), read(FILES.client), read(FILES.config)]);
  return { protocol, client, config };
}

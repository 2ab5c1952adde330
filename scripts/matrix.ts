/**
 * Proves that the service runs on other versions of Deno, deployed as on a hosting platform, and prints a table.
 *
 * @module
 */
import { delay, systemClock } from "../src/contract/clock.ts";
import { messageOf } from "../src/contract/errors.ts";
import { BINARY_SUBPROTOCOL, JSON_SUBPROTOCOL } from "../src/contract/protocol/names.ts";
import { runCommand } from "./lib/command.ts";
import { denoOf } from "./lib/matrix/denos.ts";
import { copyProject, Deployment, install } from "./lib/matrix/deployment.ts";
import { refusalOfFrames, Visitor } from "./lib/matrix/visitor.ts";
import { print } from "./lib/print.ts";

const HELP = `Proves that the service runs on other versions of Deno, deployed as on a hosting platform.

  deno task matrix [version ...]     Default: 2.5.0 2.5.6 2.8.0 2.9.6

Missing versions are installed from npm into $TTH_DENOS, by default ~/.cache/tth-ci/denos.`;

const VERSIONS = ["2.5.0", "2.5.6", "2.8.0", "2.9.6"];

/** An API key of the deployment. */
const KEY = "matrix-0123456789abcdef";

/** Sessions that speak before the memory is read. */
const SESSIONS = 50;

/** Time between their beginnings, ms: users do not begin all at once. */
const JOIN_MS = 40;

/** The most memory that they may take, MB. */
const MEMORY_MB = 400;

const SUBPROTOCOLS = [undefined, JSON_SUBPROTOCOL, BINARY_SUBPROTOCOL];

/** The profiles, and the environment that chooses them. */
const PROFILES: Readonly<Record<string, Record<string, string>>> = {
  edge: {},
  offline_mock: { TTH_PROFILE: "offline_mock" },
};

/** A row of the table. */
interface Row {
  readonly deno: string;
  profile: string;
  install: string;
  handshakes: string;
  frames: string;
  turn: string;
  firstAudio: string;
  memory: string;
  result: string;
}

async function tryProfile(row: Row, deno: string, folder: string): Promise<void> {
  const { profile } = row;
  // Memory is what is measured: a busy machine would refuse some of the sessions.
  const env = { TTH_API_KEYS: KEY, TTH_ADMISSION__ENABLED: "false", ...PROFILES[profile] };
  await using service = await Deployment.start(deno, folder, env);
  if (service.profile !== profile) throw new Error(`the service chose the profile ${service.profile}`);
  const { url } = service;
  for (const subprotocol of SUBPROTOCOLS) {
    using _ = await Visitor.open(url, KEY, subprotocol);
  }
  row.handshakes = `${SUBPROTOCOLS.length} of ${SUBPROTOCOLS.length}`;
  if (profile === "edge") {
    await refusalOfFrames(url, KEY);
    row.frames = "refused";
  }
  {
    using visitor = await Visitor.open(url, KEY, BINARY_SUBPROTOCOL);
    const { poses, audio, firstAudioMs } = await visitor.turn("Hello from the edge.");
    row.turn = `${poses} poses, ${audio} chunks`;
    if (poses === 0 || audio === 0) throw new Error(`a turn had ${row.turn}`);
    row.firstAudio = `${Math.round(firstAudioMs)} ms`;
  }
  row.memory = await memoryOf(service);
}

/** Tries a profile; once more after a failure, which a machine that is busy with other work can cause, and names it. */
async function tryTwice(row: Row, deno: string, folder: string): Promise<void> {
  try {
    await tryProfile(row, deno, folder);
  } catch (error) {
    await tryProfile(row, deno, folder);
    row.result = `ok, after: ${messageOf(error)}`;
  }
}

/** Memory that the service takes while many sessions speak. */
async function memoryOf(service: Deployment): Promise<string> {
  await Promise.all(Array.from({ length: SESSIONS }, async (_, i) => {
    await delay(systemClock, i * JOIN_MS);
    using visitor = await Visitor.open(service.url, KEY, BINARY_SUBPROTOCOL);
    await visitor.turn(`Visitor ${i}.`);
  }));
  const peakMb = await service.peakMb();
  if (peakMb === undefined) return "unknown";
  if (peakMb > MEMORY_MB) throw new Error(`${SESSIONS} sessions took ${peakMb} MB, more than ${MEMORY_MB}`);
  return `${peakMb} MB`;
}

/** Tries a version with every profile, at the same time. */
async function tryVersion(version: string, folder: string, denos: string): Promise<Row[]> {
  let state = "ok";
  const deno = await denoOf(version, denos);
  await install(deno, folder).catch((error) => state = messageOf(error));
  return await Promise.all(
    Object.keys(PROFILES).map(async (profile) => {
      const empty = { handshakes: "", frames: "", turn: "", firstAudio: "", memory: "" };
      const row = { deno: version, profile, install: state === "ok" ? "frozen" : "failed", ...empty, result: state };
      if (state === "ok") await tryTwice(row, deno, folder).catch((error) => row.result = messageOf(error));
      return row;
    }),
  );
}

function printTable(rows: readonly Row[]): void {
  const head = {
    deno: "Deno",
    profile: "profile",
    install: "install",
    handshakes: "handshakes",
    frames: "frames",
    turn: "turn",
    firstAudio: "first audio",
    memory: `${SESSIONS} sessions`,
    result: "result",
  };
  const lines = [head, ...rows].map((row) => Object.values(row).map(String));
  const widths = lines[0]?.map((_, i) => Math.max(...lines.map((cells) => cells[i]?.length ?? 0))) ?? [];
  for (const cells of lines) print(cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join("  ").trimEnd());
}

async function main(versions: readonly string[]): Promise<number> {
  const denos = Deno.env.get("TTH_DENOS") ?? `${Deno.env.get("HOME") ?? "."}/.cache/tth-ci/denos`;
  const folder = await copyProject();
  const rows: Row[] = [];
  try {
    for (const version of versions.length > 0 ? versions : VERSIONS) {
      rows.push(...await tryVersion(version, folder, denos));
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
  printTable(rows);
  return rows.every(({ result }) => result.startsWith("ok")) ? 0 : 1;
}

if (import.meta.main) {
  await runCommand({ help: HELP, options: {}, allowPositionals: true }, (_, versions) => main(versions));
}

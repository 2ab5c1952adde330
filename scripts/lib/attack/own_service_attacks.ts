/**
 * Attacks on a service that is started for them: with few open files, with a model that runs away, or by mistake open to
 * everyone.
 *
 * @module
 */
import { delay, systemClock } from "../../../src/contract/clock.ts";
import { PROJECT_ROOT } from "../../../src/core/project_root.ts";
import { RawStream } from "../load/raw_stream.ts";
import { type Attack, counted, type OwnService } from "./attack.ts";
import { Attacker, patientSession, type Target } from "./attacker.ts";

/** Few enough that an attacker reaches the limit at once. */
const OPEN_FILES = 256;

/** More connections than files, each of which says nothing. */
async function exhaustFiles(target: Target, ms: number): Promise<string> {
  const opened = await Promise.all(Array.from({ length: 2 * OPEN_FILES }, () => Attacker.connect(target)));
  await delay(systemClock, ms / 2);
  const during = await answers(target);
  for (const attacker of opened) attacker?.[Symbol.dispose]();
  await delay(systemClock, 1000);
  const word = (isAnswered: boolean) => isAnswered ? "others are answered" : "OTHERS ARE NOT ANSWERED";
  return `${word(during)} during it, ${word(await answers(target))} after it`;
}

function answers({ elsewhere }: Target): Promise<boolean> {
  return fetch(`${elsewhere}/v1/ready`, { signal: AbortSignal.timeout(2000) }).then(async (response) => {
    await response.body?.cancel();
    return response.ok;
  }, () => false);
}

/** How a model runs away, as server-sent events. */
const RUNAWAYS = {
  "text without end": (send: (text: string) => void) => send(delta({ content: "and so on, ".repeat(1000) })),
  "tiny pieces without end": (send: (text: string) => void) => send(delta({ content: "a" }).repeat(5000)),
  "a line without end": (send: (text: string) => void) => send("x".repeat(100_000)),
  "a tool's argument without end": (send: (text: string) => void) =>
    send(delta({ tool_calls: [{ function: { name: "find", arguments: "x".repeat(10_000) } }] }).repeat(10)),
} as const;

function delta(content: Record<string, unknown>): string {
  return `data: ${JSON.stringify({ choices: [{ delta: content }] })}\n\n`;
}

/** A model server on this machine that runs away in one way, and a service that uses it. */
function runaway(how: keyof typeof RUNAWAYS): OwnService {
  const encoder = new TextEncoder();
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, (request) => {
    if (!request.url.endsWith("/chat/completions")) return Response.json({ data: [{ id: "runaway" }] });
    const body = new ReadableStream<Uint8Array>({
      pull: (out) => RUNAWAYS[how]((text) => out.enqueue(encoder.encode(text))),
    });
    return new Response(body, { headers: { "content-type": "text/event-stream" } });
  });
  const env = {
    // The attack needs its session, also while other programs keep the machine busy.
    TTH_ADMISSION__ENABLED: "false",
    TTH_COMPONENTS__LLM__PRIMARY: "openai_chat",
    TTH_ADAPTERS__OPENAI_CHAT__BASE_URL: `http://127.0.0.1:${server.addr.port}/v1`,
    TTH_ADAPTERS__OPENAI_CHAT__MODEL: "runaway",
  };
  return { options: { env }, [Symbol.asyncDispose]: () => server.shutdown() };
}

/** Asks the model, and says what came of the reply. */
async function askModel(target: Target, ms: number): Promise<string> {
  const session = await patientSession(target);
  if (session === undefined) return "no session";
  let chars = 0;
  let end = "";
  const decoder = new TextDecoder();
  const stream = await RawStream.open(session.url, ({ isText, head }) => {
    if (!isText) return;
    const text = decoder.decode(head);
    if (text.startsWith('{"type":"text_delta"')) chars++;
    end ||= /^\{"type":"error".*"code":"(\w+)"/.exec(text)?.[1] ?? "";
  }, { token: session.token });
  await stream.send({ type: "user_text", text: "Hello?" });
  const ended = (async () => {
    while (await stream.drain());
  })();
  await Promise.race([ended, delay(systemClock, ms)]);
  stream.close();
  await ended;
  return `${chars} messages of text, ${end || "cut or still spoken"}`;
}

/** Addresses that mean every interface of the machine. */
const OPEN_HOSTS = ["0", "00", "0x0", "0.0", "0.0.0.0", "::", "[::]"];

/** Starts the service on every address, without keys; counts the exit codes. */
async function startOpen(): Promise<string> {
  const counts = new Map<string, number>();
  for (const host of OPEN_HOSTS) {
    const child = new Deno.Command(Deno.execPath(), {
      args: ["run", "-P", "--quiet", "src/api/main.ts"],
      cwd: PROJECT_ROOT,
      env: { TTH_HOST: host, TTH_PORT: "0", TTH_API_KEYS: "", TTH_PROFILE: "offline_mock" },
      stdout: "null",
      stderr: "null",
    }).spawn();
    const timer = setTimeout(() => child.kill("SIGKILL"), 20_000);
    const { code, signal } = await child.status;
    clearTimeout(timer);
    const answer = signal === null ? `exit code ${code}` : "it started";
    counts.set(answer, (counts.get(answer) ?? 0) + 1);
  }
  return counted(counts);
}

/** See the module. */
export const OWN_SERVICE_ATTACKS: readonly Attack[] = [
  {
    name: `${2 * OPEN_FILES} connections, and ${OPEN_FILES} open files`,
    run: exhaustFiles,
    own: () => ({ options: { openFiles: OPEN_FILES }, [Symbol.asyncDispose]: () => Promise.resolve() }),
  },
  ...(Object.keys(RUNAWAYS) as (keyof typeof RUNAWAYS)[]).map((how): Attack => ({
    name: `a model that sends ${how}`,
    run: askModel,
    own: () => runaway(how),
  })),
  { name: `a start on ${OPEN_HOSTS.join(", ")} without keys`, run: startOpen },
];

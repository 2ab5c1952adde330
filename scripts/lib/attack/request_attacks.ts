/**
 * Attacks with complete requests: floods, guesses, and names and origins that are not the service's.
 *
 * @module
 */
import { type Attack, calls, counted } from "./attack.ts";
import { Attacker, authorizationLine, authorizationOf, sessionOf, type Target } from "./attacker.ts";

function create(target: Target, body: string): Promise<Response> {
  return fetch(`${target.url}/v1/sessions`, { method: "POST", body, headers: authorizationOf(target) });
}

/** Requests that try to be taken for those of the service's own page: line and headers, `KEY` is the key's header. */
const TRICKS: readonly string[] = [
  "POST /v1/sessions\r\nHost: 127.0.0.1\r\nOrigin: http://evil.example\r\nKEY",
  "POST /v1/sessions\r\nHost: 127.0.0.1\r\nOrigin: null\r\nKEY",
  "POST /v1/sessions\r\nHost: 127.0.0.1\r\nOrigin: chrome-extension://127.0.0.1\r\nKEY",
  "POST /v1/sessions\r\nHost: 127.0.0.1\r\nOrigin: ftp://127.0.0.1\r\nKEY",
  "POST /v1/sessions\r\nHost: 127.0.0.1/v1/personas?\r\nKEY",
  "POST /v1/sessions\r\nHost: user:password@127.0.0.1\r\nKEY",
  "POST /v1/sessions\r\nHost: evil.example\r\nOrigin: http://evil.example\r\n",
  "POST /v1/sessions\r\nHost: 127.0.0.1\r\nX-Forwarded-Host: evil.example\r\nX-Original-URL: /v1/ready\r\n",
  "POST http://evil.example/v1/sessions\r\nHost: 127.0.0.1\r\n",
  "POST /v1/../v1/sessions\r\nHost: 127.0.0.1\r\n",
  "GET /v1/ready\r\nHost: 127.0.0.1\r\nX-HTTP-Method-Override: DELETE\r\n",
  "POST /v1/sessions\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\nKEY",
  "POST /v1/sessions\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\nContent-Length: 3\r\nKEY",
];

async function answersToTricks(target: Target): Promise<string> {
  const counts = new Map<string, number>();
  for (const trick of TRICKS) {
    using attacker = await Attacker.connect(target);
    const [line = "", ...headers] = trick.replace("KEY", authorizationLine(target)).split("\r\n");
    await attacker?.send(`${line} HTTP/1.1\r\n${headers.join("\r\n")}${headers.at(-1) === "" ? "" : "\r\n"}\r\n{}`);
    const answer = (await attacker?.read(1000))?.slice(9, 12) || "nothing";
    counts.set(answer, (counts.get(answer) ?? 0) + 1);
  }
  return counted(counts);
}

/** A body of about 60 kB. */
const DEEP_BODY = `{"person":${'{"a":'.repeat(10_000)}1${"}".repeat(10_001)}`;

/** See the module. */
export const REQUEST_ATTACKS: readonly Attack[] = [
  { name: "names and origins that are not the service's", run: answersToTricks },
  {
    name: "guessed keys",
    run: ({ url }, ms) =>
      calls(ms, (i) => fetch(`${url}/v1/models`, { headers: { authorization: `Bearer guessed-key-number-${i}` } })),
  },
  { name: "sessions without end", run: (target, ms) => calls(ms, () => create(target, "{}")) },
  {
    name: "sessions created and ended",
    async run(target, ms) {
      let count = 0;
      const endsAt = performance.now() + ms;
      while (performance.now() < endsAt) {
        const session = await sessionOf(target);
        if (session === undefined) break;
        const id = session.path.split("/")[3];
        const headers = authorizationOf(target);
        await (await fetch(`${target.url}/v1/sessions/${id}`, { method: "DELETE", headers })).body?.cancel();
        count++;
      }
      return `${count} created and ended`;
    },
  },
  { name: "bodies of 10,000 nested objects", run: (target, ms) => calls(ms, () => create(target, DEEP_BODY)) },
  {
    name: "bodies of 1 MB",
    run: (target, ms) => calls(ms, () => create(target, `{"persona_id":"${"x".repeat(1_000_000)}"}`)),
  },
  { name: "calls without end, no key", run: ({ url }, ms) => calls(ms, () => fetch(`${url}/docs`)) },
];

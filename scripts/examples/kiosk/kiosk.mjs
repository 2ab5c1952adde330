// A kiosk in a terminal, for Node 20 and later: each line that a visitor types is answered, word by word as it is heard.
// A program that plays sound may follow: node kiosk.mjs http://127.0.0.1:8000 aplay -q -f S16_LE -r 24000
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { createSession } from "@tth/tth/client";
import { WebSocket } from "ws";

const [url = "http://127.0.0.1:8000", player, ...playerArgs] = process.argv.slice(2);
const speaker = player && spawn(player, playerArgs, { stdio: ["pipe", "ignore", "inherit"] }).stdin;

const session = await createSession({ url, video: { mode: "none" }, extras: ["word"], webSocket: WebSocket });
let text = "";
let shown = 0;
session.on("turn_started", () => {
  text = "";
  shown = 0;
});
session.on("text_delta", ({ token }) => text += token);
session.on("word", ({ char_end }) => show(char_end));
session.on("turn_complete", () => show(text.length));
session.on("audio_chunk", ({ data }) => speaker?.write(data));

function show(end) {
  process.stdout.write(text.slice(shown, end));
  shown = end;
}

await session.say("Welcome! Ask me anything.").done;
process.stdout.write("\n> ");
for await (const line of createInterface({ input: process.stdin })) {
  if (line.trim() === "") continue;
  await session.ask(line).done;
  process.stdout.write("\n> ");
}
speaker?.end();
await session.end();

/**
 * Code that brings what the studio shows into other programs. Pure.
 *
 * @module
 */
import type { EmotionControl } from "../../contract/controls.ts";

/** What is on screen. */
export interface EmbedView {
  /** The address of the service. */
  readonly url: string;
  /** Whether the service asks for API keys. */
  readonly keyed: boolean;
  readonly persona: string;
  /** The feeling; `null`: that of the persona. */
  readonly emotion: Pick<EmotionControl, "label" | "intensity"> | null;
  readonly mode: "pose" | "frames" | "none";
}

/** A piece of code. */
export interface Snippet {
  readonly name: "Element" | "React" | "curl" | "Python";
  /** What else it needs, in one sentence. */
  readonly note: string;
  readonly code: string;
}

/** What the human says first. */
const GREETING = "Hello, I am glad to see you.";

/** The code for what is on screen, in four languages. */
export function snippets(view: EmbedView): Snippet[] {
  const service = { ...view, url: view.url.replace(/\/$/, "") };
  const grant = service.keyed
    ? "Keep the key on your server: it answers a POST to /grant with a session of the service."
    : "A page of another origin has to be allowed, with TTH_SERVER__CORS_ORIGINS.";
  const key = service.keyed ? " Set TTH_API_KEY to one of the service's keys." : "";
  return [
    { name: "Element", note: grant, code: elementCode(service) },
    { name: "React", note: "`deno task npm` makes the package.", code: reactCode(service) },
    { name: "curl", note: `Open stream_url of the answer as a WebSocket.${key}`, code: curlCode(service) },
    { name: "Python", note: `pip install ./scripts/python${key && "."}${key}`, code: pythonCode(service) },
  ];
}

function elementCode(view: EmbedView): string {
  return [
    `<script type="module" src="${escaped(view.url)}/element.js"></script>`,
    `<talking-human ${attributesOf(view, "grant-url")} captions></talking-human>`,
  ].join("\n");
}

function reactCode(view: EmbedView): string {
  return [
    `import { TalkingHuman, useHuman } from "@tth/tth/react";`,
    "",
    "export function Greeter() {",
    "  const human = useHuman();",
    "  return (",
    "    <>",
    `      <TalkingHuman human={human} ${attributesOf(view, "grantUrl")} captions />`,
    `      <button onClick={() => human.say("${GREETING}")}>Greet</button>`,
    "    </>",
    "  );",
    "}",
  ].join("\n");
}

function curlCode({ url, keyed, persona, emotion, mode }: EmbedView): string {
  const body = JSON.stringify({ persona_id: persona, ...(emotion && { emotion }), video: { mode } });
  return [
    `curl -s -X POST ${inShell(`${url}/v1/sessions`)} \\`,
    ...(keyed ? [`  -H "authorization: Bearer $TTH_API_KEY" \\`] : []),
    `  -d ${inShell(body)}`,
  ].join("\n");
}

function pythonCode({ url, keyed, persona, emotion, mode }: EmbedView): string {
  const options = [
    JSON.stringify(url),
    ...(keyed ? [`api_key=os.environ["TTH_API_KEY"]`] : []),
    `persona=${JSON.stringify(persona)}`,
    ...(emotion ? [`emotion={"label": "${emotion.label}", "intensity": ${emotion.intensity}}`] : []),
    `video=${JSON.stringify(mode)}`,
  ];
  return [
    "import asyncio",
    ...(keyed ? ["import os"] : []),
    "import tth",
    "",
    "async def main() -> None:",
    `    async with tth.connect(${options.join(", ")}) as human:`,
    `        turn = await human.say("${GREETING}")`,
    "        await turn.done",
    `        turn.audio.save_wav("hello.wav")`,
    "",
    "asyncio.run(main())",
  ].join("\n");
}

function attributesOf({ url, keyed, persona, emotion, mode }: EmbedView, grantUrl: string): string {
  const attributes = [
    keyed ? [grantUrl, "/grant"] : ["src", url],
    ["persona", persona],
    ...(emotion ? [["emotion", `${emotion.label} ${emotion.intensity}`]] : []),
    ["mode", mode],
  ];
  return attributes.map(([name, value = ""]) => `${name}="${escaped(value)}"`).join(" ");
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}

function inShell(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/**
 * Makes a film of a person who says a text, or its sound, its captions, a picture, or its events.
 *
 * @module
 */
import { EMOTION_LABELS } from "../src/contract/emotions.ts";
import { runCommand, userPath, type Values, warn } from "./lib/command.ts";
import { makeFilm } from "./lib/film/film.ts";
import { FILM_OPTIONS, readOrder } from "./lib/film/order.ts";
import { FilmFailure } from "./lib/film/performers/performers.ts";
import { print } from "./lib/print.ts";

const HELP = `Makes a film of a person who says a text, faster than real time.

  deno task say "Hello, I am glad to see you." --persona casual --emotion happy -o hello.webm
  deno task say --file letter.txt -o letter.wav
  echo "Look [nod] here." | deno task say --background "#203040" -o look.webm
  deno task say --script talk.txt --captions burn -o talk.webm
  deno task say "Hi!" --transparent --size 512 -o hi.webp
  deno task say "Hello from afar." --server https://human.example -o afar.webm

The ending of the file says what is made:

  .webm          film: VP8 and Opus
  .mp4           film: H.264 and AAC, where ffmpeg is installed
  .gif  .webp    animation without sound
  .wav           sound alone
  .vtt  .srt     captions
  .png           a picture of the person while it speaks
  .json          all events of the protocol, one per line

What is said:

  TEXT                the arguments; without them and without a file, standard input is read
  -f, --file FILE     a text file
  --script FILE       a dialogue, one turn per line; "[pause 400]" on a line is silence in ms, "# …" a comment:
                        ava: Hello! [happy] Did you sleep well?
                        leo: [sad] Not really.

Who says it, and how:

  --persona NAME      who speaks: an id or a name, such as casual or Mira (default: the configuration's)
  --emotion LABEL     ${EMOTION_LABELS.join(", ")}
  --intensity N       how strong the emotion is, 0..1 (default: 0.7; without --emotion, the persona's)
  --profile NAME      the configuration's profile (default: TTH_PROFILE, else embedded)
  --server URL        a running service speaks, at its own pace; the environment's TTH_API_KEY is its key

How it looks:

  -o, --out FILE      where to write it
  --size PIXELS       of one person's picture, 128..1024, even: 256 or 640x480 (default: 256)
  --fps N             pictures per second, 10..60, in a .gif 10..50 (default: 25)
  --layout LAYOUT     of a dialogue: side-by-side (the default for up to four people), or cuts to the one who speaks
  --background B      a colour ("#203040"), colours from top to bottom ("#203040,#8090a0"), or the name of a picture
                      in config/backgrounds (default: the persona's)
  --transparent       no background: .webm (browsers show it, many players do not), .webp, .gif (without soft edges),
                      .png
  --captions burn     write the captions into the picture

Marks in the text, such as [happy], [pause 400] and [nod], direct voice and face. Ctrl-C ends the film early and keeps
what is made. The exit code is 2 if the arguments or the text are invalid, 1 if the work failed, and 130 after
Ctrl-C.
`;

const EXIT_FAILED = 1;
const EXIT_INTERRUPTED = 130;

async function main(given: Values<typeof FILM_OPTIONS>, positionals: readonly string[]): Promise<number> {
  const values = { ...given };
  for (const name of ["out", "file", "script"] as const) {
    const path = given[name];
    if (path !== undefined) values[name] = userPath(path);
  }
  const order = await readOrder({ values, positionals }, {
    readFile: (path) => Deno.readFile(path),
    readStdin() {
      if (Deno.stdin.isTerminal()) warn("write the text, and end it with Ctrl-D:\n");
      return new Response(Deno.stdin.readable).bytes();
    },
  });
  const stopped = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) Deno.addSignalListener(signal, () => stopped.abort());
  const began = performance.now();
  const screen = { isTerminal: Deno.stderr.isTerminal(), write: warn };
  const film = await makeFilm(order, { screen, signal: stopped.signal }).catch((error: unknown) => {
    if (error instanceof FilmFailure) return error;
    throw error;
  });
  if (film instanceof FilmFailure) {
    warn(`${film.message}\n`);
    return stopped.signal.aborted ? EXIT_INTERRUPTED : EXIT_FAILED;
  }
  const { durationMs, warnings } = film;
  for (const warning of warnings) warn(`${warning}\n`);
  const tookS = (performance.now() - began) / 1000;
  const length = order.kind === "png" ? "" : `${(durationMs / 1000).toFixed(1)} s, `;
  print(`${order.out}: ${length}made in ${tookS.toFixed(1)} s`);
  return stopped.signal.aborted ? EXIT_INTERRUPTED : 0;
}

if (import.meta.main) await runCommand({ help: HELP, options: FILM_OPTIONS, allowPositionals: true }, main);

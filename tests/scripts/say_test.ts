import assert from "node:assert/strict";
import { runScript, withFolder } from "./support.ts";

const say = (args: readonly string[], input?: Uint8Array<ArrayBuffer>) => runScript("say", args, input);

/** ffprobe's output for a file; `undefined`: it is not installed. */
async function probe(
  path: string,
  entries = "stream=codec_name,start_time:format=duration",
): Promise<string | undefined> {
  try {
    const args = ["-v", "error", "-show_entries", entries, "-of", "csv=p=0", path];
    const { stdout } = await new Deno.Command("ffprobe", { args }).output();
    return new TextDecoder().decode(stdout);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

const hasFfprobe = await probe("/dev/null") !== undefined;
for (const [ending, codecs] of [["webm", ["vp8", "opus"]], ["mp4", ["h264", "aac"]]] as const) {
  Deno.test(
    `say makes a .${ending} film whose sound and picture begin together${
      hasFfprobe ? "" : " (skipped: no ffprobe, install ffmpeg)"
    }`,
    {
      ignore: !hasFfprobe,
    },
    () =>
      withFolder(async (folder) => {
        const path = `${folder}/new/x.${ending}`;
        const { code, out, said } = await say(["Good morning.", "--persona", "Mira", "--size", "128", "-o", path]);
        assert.equal(code, 0, said);
        const seconds = Number(/: (\d+\.\d) s/.exec(out)?.[1]);
        const rows = (await probe(path))?.trim().split("\n") ?? [];
        assert.deepEqual(rows.slice(0, 2), codecs.map((codec) => `${codec},0.000000`));
        if (ending === "mp4") {
          const colors = await probe(path, "stream=color_range,color_space,color_transfer,color_primaries");
          assert.equal(
            colors?.split("\n", 1)[0],
            "tv,smpte170m,iec61966-2-1,bt709",
            "players need not guess its colours",
          );
        }
        assert.ok(Math.abs(Number(rows[2]) - seconds) < 0.1, `${rows[2]} s, not ${seconds} s`);
        assert.deepEqual(await Array.fromAsync(Deno.readDir(`${folder}/new`), ({ name }) => name), [`x.${ending}`]);
      }),
  );
}

Deno.test("say leaves no file and one clear line behind when the persona is unknown", () =>
  withFolder(async (folder) => {
    const { code, said } = await say(["Hello.", "--persona", "casul", "-o", `${folder}/x.wav`]);
    assert.equal(code, 2);
    assert.match(said, /^[^\n]*casul[^\n]*did you mean "casual"\?\n$/);
    assert.deepEqual(await Array.fromAsync(Deno.readDir(folder)), []);
  }));

for (const ending of ["wav", "mp4"]) {
  const missing = hasFfprobe || ending !== "mp4" ? "" : " (skipped: no ffmpeg)";
  Deno.test(`say leaves no .${ending} file and one clear line behind when the disk is full${missing}`, {
    ignore: missing !== "" || Deno.build.os !== "linux",
  }, () =>
    withFolder(async (folder) => {
      // A limit on the size of files, in KiB, stands for the disk.
      const limited = 'trap "" XFSZ; ulimit -f 8; exec "$0" "$@"';
      const program = [Deno.execPath(), "run", "-P=scripts", "--quiet", "--no-check", "scripts/say.ts"];
      const text = "Good morning to all of you.";
      const { code, stderr } = await new Deno.Command("bash", {
        args: ["-c", limited, ...program, text, "--size", "128", "-o", `${folder}/x.${ending}`],
        env: { TTH_PROFILE: "offline_mock" },
      }).output();
      const last = new TextDecoder().decode(stderr).trimEnd().split("\n").at(-1);
      assert.equal(code, 1, last);
      assert.match(last ?? "", /^(cannot write|ffmpeg cannot make the MP4).*File too large/);
      assert.deepEqual(await Array.fromAsync(Deno.readDir(folder)), []);
    }));
}

/**
 * A drawn human face that speaks, feels and lives: poses for clients that draw, or pictures drawn here.
 *
 * @module
 */
import { remedyFor } from "../../../core/suggest.ts";
import { LOOKS } from "../../../face/looks/built_in.ts";
import { defineAdapter, type PersonaWishes, type WishProblem, type WishStock } from "../../../contract/adapter.ts";
import { FaceAvatar } from "./face_avatar.ts";
import { Options } from "./options.ts";

function checkPersona({ look, background }: PersonaWishes, _: Options, stock: WishStock): WishProblem[] {
  const problems: WishProblem[] = [];
  const looks = [...Object.keys(LOOKS), ...stock.looks];
  if (look !== undefined && !looks.includes(look)) {
    problems.push({ field: "look", message: `unknown look "${look}", ${remedyFor(look, looks)}` });
  }
  const image = background?.image;
  if (image !== undefined && !stock.images.includes(image)) {
    const message = `config/backgrounds holds no "${image}", ${remedyFor(image, stock.images)}`;
    problems.push({ field: "background", message });
  }
  return problems;
}

export default defineAdapter({
  kind: "avatar",
  name: "face",
  summary: "A drawn human face that speaks, feels and lives; as pictures, or as poses for a client that draws",
  options: Options,
  checkPersona,
  create: (options, host) => new FaceAvatar(options, host),
});

import assert from "node:assert/strict";
import { LISTS } from "../../src/reading/words/names/spoken_names.ts";
import { openReader } from "./support.ts";

const reader = await openReader();

/** What each text must hold among its phonemes, in order. */
function checkSounds(cases: Readonly<Record<string, readonly string[]>>): void {
  for (const [text, sounds] of Object.entries(cases)) {
    const { phonemes } = reader.read(text);
    let at = 0;
    for (const sound of sounds) {
      const found = phonemes.indexOf(sound, at);
      assert.ok(found >= 0, `${text}: ${phonemes} lacks ${sound}`);
      at = found + sound.length;
    }
  }
}

Deno.test("names whose spelling does not tell their sound are said as English speakers say them", () => {
  checkSounds({
    "Nguyen, Siobhan and Niamh": ["wˈɪn", "ʃəvˈɔn", "nˈiv"],
    "Siobhan's friend met Dvořák's sister.": ["ʃəvˈɔnz", "dəvˈɔɹʒæks"],
    "Goethe, Łódź and São Paulo": ["ɡˈɜɹTə", "wˈuʤ", "sˈW"],
    "jalapeño, crème fraîche": ["hˌɑləpˈAnjO", "kɹˈɛm", "fɹˈɛʃ"],
    "From Loughborough to Southwark": ["lˈʌfbəɹə", "sˈʌðəɹk"],
    "NGUYEN WON THE GAME": ["wˈɪn"],
    "MCDONALD'S IS OPEN": ["məkdˈɑnᵊldz"],
    "A coup d'état, déjà vu": ["dAtˈɑ", "dˌAʒˈɑ"],
    "The CAI group": ["sˌiˌAˈI"],
    "Freud, Yeats and Gandhi met Chloe in Rochester.": ["fɹˈYd", "jˈAts", "ɡˈɑndi", "klˈOi", "ɹˈɑʧɛstəɹ"],
    "Monet's and Scorsese's Champs-Élysées": ["mOnˈAz", "skɔɹsˈAziz", "ʃˌɑnzAlizˈA"],
    "They nestle; Nestlé nests.": ["nˈɛsᵊl", "nˈɛsli"],
    "The first comer met James Comer.": ["kˈʌməɹ", "kˈOməɹ"],
    "Bon appétit! Bon voyage, Bon Jovi": ["ˌæpətˈi", "bˈɔn vwɑjˈɑʒ", "bˈɑn"],
    "¿Cómo estás? Muy bien.": ["kˈOmO", "mwˈi bjˈɛn"],
    "Wie geht es, c'est la vie": ["vˈi ɡˈAt", "lˌɑ vˈi"],
    "à la carte, en route, mise en place": ["ˌɑ", "ɑn ɹˈut", "mˈiz ɑn plˈɑs"],
    "Pierre and Jean-Luc met Buttigieg, Walz and Obi-Wan.": ["piˈɛɹ", "ʒˌɑnlˈuk", "bˈuTɪʤɪʤ", "wˈɔlz", "ˌObiwˈɑn"],
    "Take Ozempic or atorvastatin with foie gras.": ["Ozˈɛmpɪk", "ətˌɔɹvəstˈætᵊn", "fwˈɑ", "ɡɹˈɑ"],
  });
});

Deno.test("each listed name has phonemes of the model, and stands in its lists once", () => {
  const entries = LISTS.flatMap((list) => list.split(" "));
  const wrong = entries.filter((entry) =>
    !/^[\p{L}'-]+=[AIOQWYTabdefhijklmnopstuvwzæðŋɑɐɔəɛɜɡɪɹʃʊʌʒʤʧˈˌθᵊᵻ]+$/u.test(entry)
  );
  assert.deepEqual(wrong, []);
  assert.equal(new Set(entries.map((entry) => entry.replace(/=.*/, ""))).size, entries.length);
});

Deno.test("a word that no dictionary has is said by the words that it is made of", () => {
  checkSounds({
    "a chatbot's docstring": ["ʧˈætbˌɑts", "dˈɑkstɹˌɪŋ"],
    "MacPorts, but MacArthur": ["mˈæk pˈɔɹts", "məkˈɑɹθəɹ"],
    "redownload, unoptimized, a misclick": ["ɹˌidˈWnlˌOd", "ˌʌnˈɑptəmˌIzd", "mˌɪsklˈɪk"],
    "a subtask to autofill": ["sˈʌbtˌæsk", "ˈɔTOfˌɪl"],
    "serverless and nullable": ["sˈɜɹvəɹləs", "nˈʌləbᵊl"],
    "nonrefundable, rewatchable": ["nˌɑnɹəfˈʌndəbəl", "ɹiwˈɑʧəbᵊl"],
    "to tokenise, dialysed, ischaemia": ["tˈOkənˌIz", "dˈIəlˌIzd", "ɪskˈimiə"],
  });
});

Deno.test("frequent names have the stress and the vowels that people give them", () => {
  checkSounds({
    "Simon, Nathan and Evan met Nicole.": ["sˈImən", "nˈAθən", "ˈɛvən", "nɪkˈOl"],
    "Karen and Beth, Jared and Elias": ["kˈɛɹən", "bˈɛθ", "ʤˈɛɹəd", "əlˈIəs"],
    "The Reynolds' friend drives a Toyota.": ["ɹˈɛnᵊldz", "tOjˈOTə"],
    "The karen people and Karen": ["kəɹˈɛn", "kˈɛɹən"],
    "Mr. McGee, McAllister, O'Sullivan and O'Brien's son": ["məɡˈi", "məkˈæl", "Osˈʌl", "ObɹˈIənz"],
    "Boeck suffers from diarrhoea.": ["bˈOk", "dˌIəɹˈiə"],
  });
});

Deno.test("-ing belongs to a verb in -e where the dictionary has one", () => {
  checkSounds({ "automating, rerating, revisiting": ["ˈɔTəmˌATɪŋ", "ɹˈATɪŋ", "vˈɪzɪTɪŋ"] });
});

Deno.test("Chinese names are said by their syllables", () => {
  checkSounds({
    "Qiang and Zhuang went from Xiangshan to Zhuhai.": ["ʧjˈɑŋ", "ʤwˈɑŋ", "ʃjˌɑŋʃˈɑn", "ʤˌuhˈI"],
    "Xiaohongshu, Quanzhou and the river Ru in Zhushi": ["ʃˌWhˌʊŋʃˈu", "ʧwˌɛnʤˈO", "ʤˌuʃˈɜɹ"],
  });
});

Deno.test("a plural possessive sounds like its plural", () => {
  checkSounds({ "The students' colonels' houses' doors": ["stˈudᵊnts", "kˈɜɹnᵊlz", "hˈWzᵻz"] });
});

Deno.test("plurals in -ths and houses are voiced", () => {
  checkSounds({ "Houses, mouths, oaths and youths": ["hˈWzᵻz", "mˈWðz", "ˈOðz", "jˈuðz"] });
});

Deno.test("a doubled r is one sound", () => {
  assert.ok(!reader.read("sulphuric harissa in Akihabara").phonemes.includes("ɹɹ"));
});

Deno.test("contractions of two endings and dialect are said as in speech", () => {
  checkSounds({
    "They'd've come; I'd've stayed.": ["ðˈAdəv", "ˈIdəv"],
    "'Tis true, why'd you ask?": ["tˈɪz", "wˈId"],
    "rock 'n' roll, nothin' else": ["ən ɹˈOl", "nˈʌθɪn"],
    "d'you like ol' songs?": ["ʤˈu", "ˈOl"],
  });
});

Deno.test("heteronyms are told apart by the words around them", () => {
  checkSounds({
    "Four is an even number. My hands grew number.": ["ˈivən nˈʌmbəɹ", "ɡɹˈu nˈʌməɹ"],
    "I read it last night; now I read daily.": ["ɹˈɛd", "ɹˈid"],
    "House the poor in a house.": ["hˈWz", "hˈWs"],
    "They house refugees.": ["hˈWz"],
    "The invalid has an invalid pass.": ["ˈɪnvələd", "ɪnvˈælɪd"],
    "Minute flaws show in a minute.": ["mInˈut", "mˈɪnət"],
    "We pick up refuse.": ["ɹˈɛfjˌus"],
    "We had a row last night in the front row.": ["ɹˈW", "ɹˈO"],
    "He sings bass and fishes for bass.": ["bˈAs", "bˈæs"],
    "The Book of Job is no job.": ["ʤˈOb", "ʤˈɑb"],
    "The nice people of Nice": ["nˈIs", "nˈis"],
    "She lives in Reading and likes reading.": ["ɹˈɛdɪŋ", "ɹˈidɪŋ"],
    "Entrance the crowd at the entrance.": ["ɪntɹˈæns", "ˈɛntɹəns"],
    "An appropriate fund; appropriate it.": ["əpɹˈOpɹiət", "əpɹˈOpɹiˌAt"],
    "Escort the escort.": ["ɪskˈɔɹt", "ˈɛskˌɔɹt"],
    "Polish it until it shines; Polish food.": ["pˈɑlɪʃ", "pˈOlɪʃ"],
    "Their just deserts in the deserts": ["dəzˈɜɹts", "dˈɛzəɹts"],
    "Guided tours start in Tours.": ["tˈʊɹz", "tˈʊɹ."],
    "Soy sauce, sake and mirin, for her sake": ["sˈɑki", "sˈAk"],
    "Insert the key in the insert.": ["ɪnsˈɜɹt", "ˈɪnsˌɜɹt"],
    "Rebel against the rebel.": ["ɹəbˈɛl", "ɹˈɛbᵊl"],
    "His dogged work, dogged by rain": ["dˈɔɡᵻd", "dˈɔɡd"],
    "Associate with an associate.": ["əsˈOʃiˌAt", "əsˈOʃiət"],
    "A lead-lined box; the road wound on.": ["lˌɛdlˈInd", "wˈWnd"],
    "We close by five, close by the sea.": ["klˈOz", "klˈOs"],
    "Nice, France, inter alia": ["nˈis", "ˌɪntəɹ"],
  });
});

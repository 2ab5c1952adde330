/**
 * Names, foreign words and contractions whose spelling does not follow the rules of English, as English speakers say
 * them.
 *
 * @module
 */

/** Words with irregular pronunciation, in small letters. */
export const UNUSUAL: Readonly<Record<string, string>> = {
  "qur'an": "kəɹˈɑn",
  kubernetes: "kˌubəɹnˈɛTiz",
  regex: "ɹˈɛʤˌɛks",
  regexes: "ɹˈɛʤˌɛksᵻz",
  async: "ˈAsˌɪŋk",
  enum: "ˈinˌʌm",
  enums: "ˈinˌʌmz",
  latex: "lˈAtˌɛks",
  toefl: "tˈOfᵊl",
  wysiwyg: "wˈɪziwˌɪɡ",
  nan: "nˈæn",
  voip: "vˈYp",
  saas: "sˈæs",
  paas: "pˈæs",
  iaas: "ˈIæs",
  moma: "mˈOmə",
  "'tis": "tˈɪz",
  "they'd've": "ðˈAdəv",
  "i'd've": "ˈIdəv",
  "you'd've": "jˈudəv",
  "we'd've": "wˈidəv",
  "he'd've": "hˈidəv",
  "she'd've": "ʃˈidəv",
  "shouldn't've": "ʃˈʊdᵊntəv",
  "couldn't've": "kˈʊdᵊntəv",
  "wouldn't've": "wˈʊdᵊntəv",
  "y'all'd've": "jˈɔldəv",
  "why'd": "wˈId",
  "where're": "wˈɛɹəɹ",
  "d'you": "ʤˈu",
  ol: "ˈOl",
  "nothin'": "nˈʌθɪn",
  nothin: "nˈʌθɪn",
  "fo'c's'le": "fˈOksᵊl",
  "bo's'n": "bˈOsᵊn",
  "'n'": "ən",
  "'n": "ən",
};

/** Words that differ from others only in their accents. */
export const ACCENTED: Readonly<Record<string, string>> = {
  "résumé": "ɹˈɛzəmˌA",
  "resumé": "ɹˈɛzəmˌA",
  "résumés": "ɹˈɛzəmˌAz",
  "exposé": "ˌɛkspOzˈA",
  "rosé": "ɹOzˈA",
  "pâté": "pɑtˈA",
  "touché": "tuʃˈA",
  "attaché": "ˌætəʃˈA",
  "lamé": "lɑmˈA",
  "maté": "mˈɑtA",
  "sautéed": "sɔtˈAd",
};

/** `name=phonemes`, in small letters without accents. */
const PEOPLE =
  "nguyen=wˈɪn huynh=hwˈɪn phuong=fˈuŋ thuy=twˈi siobhan=ʃəvˈɔn niamh=nˈiv saoirse=sˈɜɹʃə caoimhe=kˈivə aoife=ˈifə " +
  "sinead=ʃənˈAd ciara=kˈiɹə eoin=ˈOən oisin=əʃˈin grainne=ɡɹˈɔnjə padraig=pˈɔdɹɪɡ cillian=kˈɪliən roisin=ɹOʃˈin " +
  "eilidh=ˈAli seamus=ʃˈAməs sean=ʃˈɔn joaquin=wɑkˈin javier=hˌɑviˈɛɹ jorge=hˈɔɹhA jose=hOzˈA " +
  "guillermo=ɡijˈɛɹmO ximena=himˈAnə anais=ˌɑnɑˈis jorgen=jˈɜɹɡən hakon=hˈɔkᵊn hermione=həɹmˈIəni " +
  "daenerys=dənˈɛɹɪs xiao=ʃˈW xi=ʃˈi jinping=ʤˌɪnpˈɪŋ zhang=ʤˈɑŋ zhao=ʤˈW zheng=ʤˈʌŋ zhou=ʤˈO xu=ʃˈu xue=ʃwˈA " +
  "hsu=ʃˈu qiu=ʧjˈO jiang=ʤjˈɑŋ cai=tsˈI cao=tsˈW pichai=pɪʧˈI nadella=nədˈɛlə " +
  "beyonce=biˈɑnsA pepys=pˈips beauchamp=bˈiʧəm dalziel=diˈɛl cholmondeley=ʧˈʌmli " +
  "featherstonehaugh=fˈænʃɔ torvalds=tˈɔɹvɑlts knuth=kənˈuθ " +
  "goethe=ɡˈɜɹTə schrodinger=ʃɹˈOdɪŋəɹ beethoven=bˈATOvən mozart=mˈOtsɑɹt haydn=hˈIdᵊn wagner=vˈɑɡnəɹ " +
  "dvorak=dəvˈɔɹʒæk chopin=ʃˈOpæn tchaikovsky=ʧIkˈɔfski rachmaninoff=ɹɑkmˈɑnənˌɔf rachmaninov=ɹɑkmˈɑnənˌɔf " +
  "prokofiev=pɹəkˈOfiˌɛf mussorgsky=məsˈɔɹɡski dostoevsky=dˌɑstəjˈɛfski " +
  "solzhenitsyn=sˌOlʒənˈitsən tolstoy=tˈOlstY chekhov=ʧˈɛkɔf khrushchev=kɹˈusʧɛf nabokov=nəbˈOkəf " +
  "navalny=nəvˈɑlni zelenskyy=zəlˈɛnski zelensky=zəlˈɛnski putin=pˈutɪn " +
  "bartok=bˈɑɹtɑk kodaly=kˈOdI janacek=jˈɑnəʧɛk sibelius=səbˈAliəs bizet=bizˈA debussy=dˌAbjusˈi " +
  "ravel=ɹəvˈɛl poulenc=pulˈæŋk satie=sɑtˈi berlioz=bˈɛɹliˌOz saens=sˈɑns puccini=puʧˈini vivaldi=vɪvˈɑldi " +
  "verdi=vˈɛɹdi stravinsky=stɹəvˈɪnski camus=kæmˈu proust=pɹˈust rousseau=ɹusˈO foucault=fukˈO rimbaud=ɹæmbˈO " +
  "derrida=dˌɛɹidˈɑ moliere=mOljˈɛɹ baudelaire=bˌOdəlˈɛɹ kierkegaard=kˈɪɹkəɡˌɑɹd hegel=hˈAɡᵊl " +
  "leibniz=lˈIbnɪts wittgenstein=vˈɪtɡənʃtˌIn euler=ˈYləɹ laplace=ləplˈɑs lagrange=ləɡɹˈɑnʒ " +
  "cauchy=kOʃˈi poincare=pwˌæŋkɑɹˈA galois=ɡælwˈɑ poisson=pwɑsˈOn bezier=bˈɛziˌA fourier=fˈʊɹiA " +
  "huygens=hˈIɡənz mbappe=əmbˈɑpA modric=mˈOdɹɪʧ djokovic=ʤˈOkəvɪʧ ozil=ˈOzɪl " +
  "ibrahimovic=ˌibɹəhˈiməvɪʧ swiatek=ʃfjˈɔntɛk alcaraz=ˈɑlkəɹɑz lewandowski=lˌɛvəndˈɔfski zidane=zidˈɑn nadal=nədˈɑl " +
  "mourinho=mɔɹˈinjO federer=fˈɛdəɹəɹ verstappen=vəɹstˈɑpən bezos=bˈAzOs";

const PLACES =
  "loughborough=lˈʌfbəɹə southwark=sˈʌðəɹk bicester=bˈɪstəɹ towcester=tˈOstəɹ alnwick=ˈænɪk warwick=wˈɔɹɪk " +
  "norwich=nˈɔɹɪʤ derbyshire=dˈɑɹbiʃəɹ belvoir=bˈivəɹ mousehole=mˈWzᵊl frome=fɹˈum holborn=hˈObəɹn ruislip=ɹˈIslɪp " +
  "plaistow=plˈɑstO clapham=klˈæpəm marylebone=mˈɑɹləbən magdalen=mˈɔdlən caius=kˈiz beaulieu=bjˈuli " +
  "launceston=lˈɔnstən hawarden=hˈɑɹdən kirkcudbright=kəɹkˈubɹi milngavie=məlɡˈI culzean=kəlˈAn strathaven=stɹˈAvən " +
  "llanelli=lænˈɛθli yosemite=jOsˈɛməTi schuylkill=skˈukᵊl moines=mˈYn sequim=skwˈɪm " +
  "puyallup=pjuˈæləp natchitoches=nˈækəTəʃ mackinac=mˈækənˌɔ sault=sˈu quincy=kwˈɪnzi haverhill=hˈAvɹəl " +
  "d'alene=dəlˈAn yakima=jˈækəmˌɔ gila=hˈilə jolla=hˈYə kyiv=kˈiv lviv=ləvˈiv oulu=ˈWlu arles=ˈɑɹl aix=ˈɛks " +
  "nimes=nˈim lyon=liˈOn liege=liˈAʒ nijmegen=nˈImAɡən scheveningen=skˈAvənɪŋən " +
  "geneve=ʒənˈɛv gruyere=ɡɹujˈɛɹ curacao=kjˈʊɹəsˌW juarez=wˈɑɹɛz gottingen=ɡˈɜɹTɪŋən goteborg=jˌɜɹTəbˈɔɹɡ " +
  "munchen=mˈɪnʃən wurzburg=vˈʊɹtsbɜɹɡ braunschweig=bɹˈWnʃvIk lodz=wˈuʤ wroclaw=vɹˈɔtslɑf " +
  "tromso=tɹˈɑmsO hangzhou=hˌɑŋʤˈO shenzhen=ʃˌʌnʤˈɛn medellin=mˌɛdəjˈin " +
  "xi'an=ʃiˈɑn bogota=bˌOɡətˈɑ cordoba=kˈɔɹdəbə";

const BRANDS = "huawei=wˈɑwA xiaomi=ʃˈWmi hyundai=hˈʌndA porsche=pˈɔɹʃə peugeot=pˈuʒO renault=ɹənˈO citroen=sˈɪtɹOən " +
  "lamborghini=lˌæmbəɹɡˈini koenigsegg=kˈɜɹnɪɡzˌɛɡ subaru=sˈubəɹu daewoo=dˈAwu " +
  "mercedes=məɹsˈAdiz chanel=ʃənˈɛl hermes=ɛɹmˈɛz givenchy=ʒivˈɑnʃi versace=vəɹsˈɑʧi vuitton=vwitˈɑn " +
  "bvlgari=bˈʊlɡəɹi loewe=lˈOwˈA balenciaga=bəlˌɛnsiˈɑɡə moschino=mɔskˈinO l'oreal=lˌɔɹiˈæl lancome=lɑnkˈOm " +
  "hublot=ublˈO heuer=hˈYəɹ audemars=ˌOdəmˈɑɹ piguet=piɡˈA garnier=ɡˌɑɹniˈA moet=mOˈɛt veuve=vˈɜɹv clicquot=klˈikO " +
  "nestle=nˈɛsli guinness=ɡˈɪnəs hoegaarden=hˈuɡɑɹdən asus=ˈAsus adidas=ədˈidəs chipotle=ʧɪpˈOtlA " +
  "redis=ɹˈɛdɪs vite=vˈit wget=dˈʌbᵊljuɡˌɛt debian=dˈɛbiən laravel=lˈɑɹəvɛl qwen=kwˈɛn " +
  "emacs=ˈimæks postgres=pˈOstɡɹɛs mistral=mɪstɹˈɑl ansible=ˈænsəbᵊl";

const FOREIGN =
  "jalapeno=hˌɑləpˈAnjO jalapenos=hˌɑləpˈAnjOz creme=kɹˈɛm fraiche=fɹˈɛʃ brulee=bɹulˈA habanero=hˌɑbənˈɛɹO " +
  "gyro=jˈɪɹO gyros=jˈɪɹOz ciabatta=ʧəbˈɑTə tagliatelle=tˌɑljətˈɛli " +
  "d'oeuvre=dˈɜɹv d'oeuvres=dˈɜɹvz hors=ˈɔɹ d'etat=dAtˈɑ deja=dˌAʒˈɑ d'etre=dˈɛtɹə raison=ɹˌAzˈOn joie=ʒwˈɑ " +
  "vivre=vˈivɹə vis-a-vis=vˌizəvˈi c'est=sˈA acai=ˌɑsɑˈi";

const parsed = (list: string) =>
  list.split(" ").map((entry): [name: string, phonemes: string] => {
    const [name = "", phonemes = ""] = entry.split("=");
    return [name, phonemes];
  });

const NAMES: ReadonlyMap<string, string> = new Map([PEOPLE, PLACES, BRANDS, FOREIGN].flatMap(parsed));
/** Short words in capitals are acronyms rather than names. */
const MIN_CAPITALS = 5;

/**
 * How a name is said.
 *
 * @param written The name as written.
 * @param small The same in small letters without accents.
 */
export function nameSounds(written: string, small: string): string | undefined {
  const isAcronym = written.length < MIN_CAPITALS && written.length > 1 && written === written.toUpperCase();
  return isAcronym ? undefined : NAMES.get(small);
}

/**
 * English words that the dictionary lacks or says wrongly. `name=phonemes` in small letters without accents; one
 * with a capital is a word of another kind in small letters.
 *
 * @module
 */

/** Words, and inflected forms that no rule makes right. */
export const WORDS =
  "alfredo=ælfɹˈAdO ankara=ˈæŋkəɹə Anna=ˈænə aquifer=ˈækwəfəɹ aquifers=ˈækwəfəɹz argmax=ˈɑɹɡmˌæks attache=ˌæTəʃˈA " +
  "avant=əvˈɑnt backend=bˈækˌɛnd backpropagation=bˌækpɹɑpəɡˈAʃən bailed=bˈAld bandana=bændˈænə bandanas=bændˈænəz " +
  "banged=bˈæŋd bifida=bˈɪfədə binance=bˈInæns breathed=bɹˈiðd callable=kˈɔləbᵊl caricatures=kˈɛɹɪkəʧˌʊɹz " +
  "chiropractic=kˌIɹəpɹˈæktɪk communique=kəmjˈunəkˌA conjure=kˈɑnʤəɹ conjured=kˈɑnʤəɹd conjures=kˈɑnʤəɹz " +
  "conjuring=kˈɑnʤəɹɪŋ coroutine=kˈOɹutˌin couched=kˈWʧt curing=kjˈʊɹɪŋ defi=dˈifˌI definately=dˈɛfənətli " +
  "delulu=dəlˈulu demos=dˈɛmOz denormalized=dˌinˈɔɹməlˌIzd deserters=dəzˈɜɹTəɹz dives=dˈIvz doin=dˈuən doin'=dˈuən " +
  "ecommerce=ˈikˌɑmɜɹs embalmed=ɛmbˈɑmd enquiries=ɛnkwˈIəɹiz enquiry=ɛnkwˈIəɹi enroute=ɑnɹˈut entree=ˈɑntɹˌA " +
  "entrees=ˈɑntɹˌAz eschewed=ɛsʧˈud etcetera=ˌɛtsˈɛTəɹə ethereum=əθˈɪɹiəm etudes=ˈAtˌudz " +
  "explainability=ɪksplˌAnəbˈɪləTi exported=ɪkspˈɔɹTᵻd exporters=ɪkspˈɔɹTəɹz facedown=fˈAsdˌWn fiance=fiˌɑnsˈA " +
  "fiancee=fiˌɑnsˈA fjords=fjˈɔɹdz floridians=fləɹˈɪdiənz fungicides=fˈʌnʤəsˌIdz gaussian=ɡˈWsiən " +
  "genotypes=ʤˈɛnətˌIps golang=ɡˈOlæŋ golgi=ɡˈOlʤi goroutine=ɡˈOɹutˌin gyatt=ɡjˈɑt hardwired=hˌɑɹdwˈIəɹd " +
  "hashtable=hˈæʃtˌAbᵊl helical=hˈɛləkᵊl Hera=hˈɪɹə houseguests=hˈWsɡˌɛsts hypothermia=hˌIpəθˈɜɹmiə " +
  "idempotency=ˌIdɛmpˈOtᵊnsi imagines=ɪmˈæʤənz imma=ˈImə inkjet=ˈɪŋkʤˌɛt keras=kˈɛɹəs kris=kɹˈɪs kwargs=kwˈɑɹɡz " +
  "Lena=lˈinə logit=lˈOʤɪt lyons=lˈIənz maniacal=mənˈIəkᵊl matplotlib=mˈætplɑtlˌɪb mesenchymal=məzˈɛnkəməl " +
  "midjourney=mˈɪdʤˌɜɹni mis=mˈɪs misdiagnosed=mɪsdˈIəɡnˌOst mixtral=mɪkstɹˈɑl mm-hm=ˌʌmhˈʌm mm-hmm=ˌʌmhˈʌm " +
  "monger=mˈʌŋɡəɹ mongers=mˈʌŋɡəɹz moreso=mˈɔɹsO mortis=mˈɔɹTəs mullahs=mˈʌləz napoleonic=nəpˌOliˈɑnɪk " +
  "nematodes=nˈɛmətˌOdz nuh-uh=nˈʌˌʌ numpy=nˈʌmpˌI ochre=ˈOkəɹ ollama=Olˈɑmə ouija=wˈiʤə " +
  "parallelization=pˌæɹəlˌɛləzˈAʃən parallelize=pˈæɹəlɛlˌIz passe=pæsˈA pharisees=fˈɛɹəsˌiz phoenician=fənˈiʃən " +
  "phoenicians=fənˈiʃənz pipenv=pˈɪpˌɛnv preheat=pɹˌihˈit preheated=pɹˌihˈiTᵻd protege=pɹˈOTəʒˌA " +
  "protestations=pɹˌɑTəstˈAʃənz protestors=pɹˈOtˌɛstəɹz quasi=kwˈɑzi racehorses=ɹˈAshˌɔɹsᵻz racquet=ɹˈækət " +
  "racquets=ɹˈækəts realloc=ɹˌiˈælɑk rebase=ɹˌibˈAs rhesus=ɹˈisəs Rowan=ɹˈOən sapiens=sˈApiənz saute=sɔtˈA " +
  "scallops=skˈæləps scikit=sˈIkɪt scipy=sˈIpˌI serrated=sˈɛɹˌATᵻd shea=ʃˈA signup=sˈInˌʌp signups=sˈInˌʌps " +
  "soiree=swɑɹˈA soirees=swɑɹˈAz solana=sOlˈɑnə stipulate=stˈɪpjəlˌAt stipulated=stˈɪpjəlˌATᵻd " +
  "sweatshops=swˈɛtʃˌɑps synch=sˈɪŋk takin'=tˈAkən tanh=tˈænʧ terminate=tˈɜɹmənˌAt terracotta=tˌɛɹəkˈɑTə " +
  "that'd=ðˈæTəd there'd=ðˈɛɹəd toiled=tˈYld touche=tuʃˈA udio=jˈudiO utero=jˈuTəɹˌO veo=vˈAO veritable=vˈɛɹəTəbᵊl " +
  "visualize=vˈɪʒəwəlˌIz visualized=vˈɪʒəwəlˌIzd viva=vˈivə vuex=vjˈuˌɛks whiter=hwˈITəɹ who'll=hˈul who've=hˈuv " +
  "woohoo=wˌuhˈu wrongdoings=ɹˈɔŋdˌuɪŋz xtra=ˈɛkstɹə yoyo=jˈOjO";

/**
 * English words that the dictionary lacks or says wrongly. `name=phonemes` in small letters without accents; one
 * with a capital is a word of another kind in small letters.
 *
 * @module
 */

/** Words, and inflected forms that no rule makes right. */
export const WORDS =
  "attache=ˌæTəʃˈA avant=əvˈɑnt bailed=bˈAld bandana=bændˈænə bandanas=bændˈænəz banged=bˈæŋd bifida=bˈɪfədə " +
  "breathed=bɹˈiðd caricatures=kˈɛɹɪkəʧˌʊɹz communique=kəmjˈunəkˌA conjure=kˈɑnʤəɹ conjured=kˈɑnʤəɹd " +
  "conjures=kˈɑnʤəɹz conjuring=kˈɑnʤəɹɪŋ couched=kˈWʧt curing=kjˈʊɹɪŋ demos=dˈɛmOz deserters=dəzˈɜɹTəɹz " +
  "embalmed=ɛmbˈɑmd enroute=ɑnɹˈut entree=ˈɑntɹˌA entrees=ˈɑntɹˌAz eschewed=ɛsʧˈud etcetera=ˌɛtsˈɛTəɹə " +
  "etudes=ˈAtˌudz exported=ɪkspˈɔɹTᵻd exporters=ɪkspˈɔɹTəɹz fiance=fiˌɑnsˈA fiancee=fiˌɑnsˈA fjords=fjˈɔɹdz " +
  "floridians=fləɹˈɪdiənz gaussian=ɡˈWsiən genotypes=ʤˈɛnətˌIps golgi=ɡˈOlʤi hardwired=hˌɑɹdwˈIəɹd " +
  "houseguests=hˈWsɡˌɛsts hypothermia=hˌIpəθˈɜɹmiə imagines=ɪmˈæʤənz inkjet=ˈɪŋkʤˌɛt maniacal=mənˈIəkᵊl " +
  "mesenchymal=məzˈɛnkəməl mis=mˈɪs misdiagnosed=mɪsdˈIəɡnˌOst monger=mˈʌŋɡəɹ mongers=mˈʌŋɡəɹz mortis=mˈɔɹTəs " +
  "mullahs=mˈʌləz napoleonic=nəpˌOliˈɑnɪk nematodes=nˈɛmətˌOdz ochre=ˈOkəɹ passe=pæsˈA pharisees=fˈɛɹəsˌiz " +
  "phoenician=fənˈiʃən phoenicians=fənˈiʃənz protege=pɹˈOTəʒˌA protestations=pɹˌɑTəstˈAʃənz " +
  "protestors=pɹˈOtˌɛstəɹz quasi=kwˈɑzi racehorses=ɹˈAshˌɔɹsᵻz racquet=ɹˈækət racquets=ɹˈækəts rhesus=ɹˈisəs " +
  "sapiens=sˈApiənz saute=sɔtˈA scallops=skˈæləps soiree=swɑɹˈA soirees=swɑɹˈAz synch=sˈɪŋk terminate=tˈɜɹmənˌAt " +
  "terracotta=tˌɛɹəkˈɑTə that'd=ðˈæTəd there'd=ðˈɛɹəd toiled=tˈYld touche=tuʃˈA utero=jˈuTəɹˌO " +
  "veritable=vˈɛɹəTəbᵊl visualize=vˈɪʒəwəlˌIz visualized=vˈɪʒəwəlˌIzd whiter=hwˈITəɹ who'll=hˈul who've=hˈuv " +
  "wrongdoings=ɹˈɔŋdˌuɪŋz xtra=ˈɛkstɹə yoyo=jˈOjO";

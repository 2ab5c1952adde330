/**
 * Names of places whose spelling does not follow the rules of English. `name=phonemes` in small letters without accents; one with a capital is a word of
 * another kind in small letters.
 *
 * @module
 */

/** Towns, regions, sights. */
export const PLACES =
  "aires=ˈIɹɪs aix=ˈɛks akihabara=ˌɑkihəbˈɑɹə allegheny=ˌæləɡˈAni alnwick=ˈænɪk annecy=ˌænəsˈi antibes=ɑntˈib " +
  "arezzo=əɹˈɛtsO arles=ˈɑɹl asakusa=ɑsˈɑkusə asmara=æzmˈɑɹə asuncion=ˌɑsunsiˈOn augsburg=ˈWɡzbʊɹɡ aviv=əvˈiv " +
  "balham=bˈæləm beaulieu=bjˈuli belvoir=bˈivəɹ berwick=bˈɛɹɪk besancon=bəzˌɑnsˈOn bicester=bˈɪstəɹ bogota=bˌOɡətˈɑ " +
  "boulogne=bulˈOn braunschweig=bɹˈWnʃvIk buenos=bwˈAnOs busan=bˈusɑn cagliari=kˈɑljəɹi caius=kˈiz cancun=kæŋkˈun " +
  "carcassonne=kˌɑɹkəsˈɔn cebu=sebˈu chamonix=ʃˌæmənˈi champs-elysees=ʃˌɑnzAlizˈA cheltenham=ʧˈɛltnəm chennai=ʧənˈI " +
  "chiang=ʧjˈɑŋ chichen=ʧiʧˈɛn chisinau=kˌiʃinˈW chiswick=ʧˈɪzɪk cinque=ʧˈɪŋkwA cirencester=sˈIɹənsɛstəɹ " +
  "clapham=klˈæpəm cluj=klˈuʒ Como=kˈOmO cordoba=kˈɔɹdəbə culzean=kəlˈAn curacao=kjˈʊɹəsˌW cusco=kˈuskO " +
  "d'alene=dəlˈAn derbyshire=dˈɑɹbiʃəɹ dhabi=dˈɑbi eiger=ˈIɡəɹ essaouira=ˌɛsəwˈɪɹə frome=fɹˈum fulham=fˈʊləm " +
  "gaudi=ɡWdˈi gdansk=ɡədˈɑnsk geneve=ʒənˈɛv gila=hˈilə ginza=ɡˈɪnzə goteborg=jˌɜɹTəbˈɔɹɡ gottingen=ɡˈɜɹTɪŋən " +
  "grosvenor=ɡɹˈOvnəɹ gruyere=ɡɹujˈɛɹ gyeongbokgung=ɡjˌʌŋbˈɔkɡuŋ hagia=hˈɑʤiə hangzhou=hˌɑŋʤˈO haverhill=hˈAvɹəl " +
  "hawarden=hˈɑɹdən holborn=hˈObəɹn ipanema=ˌɪpənˈAmə janeiro=ʒənˈɛɹO jeju=ʤˈAʤu jerez=həɹˈɛz jolla=hˈYə " +
  "joseon=ʤˈOsʌn juarez=wˈɑɹɛz keswick=kˈɛzɪk kirkcudbright=kəɹkˈubɹi krakow=kɹˈɑkW kyiv=kˈiv launceston=lˈɔnstən " +
  "lewisham=lˈuɪʃəm liege=liˈAʒ llanelli=lænˈɛθli lodz=wˈuʤ loughborough=lˈʌfbəɹə lucca=lˈukə lviv=ləvˈiv " +
  "lyon=liˈOn mackinac=mˈækənˌɔ magdalen=mˈɔdlən mainz=mˈInts marrakesh=mˌæɹəkˈɛʃ marylebone=mˈɑɹləbən " +
  "medellin=mˌɛdəjˈin merida=mˈɛɹidə michoacan=mˌiʧəwɑkˈɑn milngavie=məlɡˈI minoan=mənˈOən moines=mˈYn " +
  "monongahela=mənˌɑŋɡəhˈilə mousehole=mˈWzᵊl munchen=mˈɪnʃən n'djamena=ənʤˈɑmənə naboo=nəbˈu natchitoches=nˈækəTəʃ " +
  "niagara=nIˈæɡɹə nijmegen=nˈImAɡən nimes=nˈim norwich=nˈɔɹɪʤ notre-dame=nˌOtɹədˈɑm nottingham=nˈɑTɪŋəm " +
  "okeechobee=ˌOkəʧˈObi oulu=ˈWlu panem=pˈænˌɛm phnom=pənˈɔm picchu=pˈiʧu plaistow=plˈɑstO plzen=pˈʌlzᵊn " +
  "popocatepetl=pˌOpəkˈætəpˌɛTᵊl portofino=pˌɔɹTəfˈinO poznan=pˈOznæn puyallup=pjuˈæləp quincy=kwˈɪnzi " +
  "recife=ɹəsˈifə regensburg=ɹˈAɡənzbɜɹɡ rochester=ɹˈɑʧɛstəɹ ruislip=ɹˈIslɪp sacre-coeur=sˌɑkɹəkˈɜɹ saone=sˈOn " +
  "sault=sˈu scheveningen=skˈAvənɪŋən schuylkill=skˈukᵊl sequim=skwˈɪm sforza=sfˈɔɹtsə shenzhen=ʃˌʌnʤˈɛn " +
  "shinjuku=ʃɪnʤˈuku skagen=skˈɑɡən snoqualmie=snOkwˈɑlmi southwark=sˈʌðəɹk stavanger=stəvˈæŋəɹ strathaven=stɹˈAvən " +
  "streatham=stɹˈɛTəm szeged=sˈɛɡɛd tatooine=tˌætuˈin terre=tˈɛɹA thessaloniki=θˌɛsələnˈiki titicaca=tˌɪTɪkˈɑkə " +
  "toledo=təlˈidO tottenham=tˈɑtᵊnəm towcester=tˈOstəɹ trastevere=tɹɑstˈAvəɹA tromso=tɹˈɑmsO tubingen=tˈubɪŋən " +
  "tulum=tulˈum twickenham=twˈɪkənəm uffizi=ufˈitsi valencia=vəlˈɛnsiə valparaiso=vˌælpəɹˈIzO warwick=wˈɔɹɪk " +
  "westeros=wˈɛstəɹˌOs wieliczka=vˌiəlˈɪʧkə windhoek=vˈɪnthʊk wroclaw=vɹˈɔtslɑf wurzburg=vˈʊɹtsbɜɹɡ xi'an=ʃiˈɑn " +
  "yakima=jˈækəmˌɔ yaounde=jˌWndˈA yosemite=jOsˈɛməTi zermatt=zɜɹmˈɑt";

/**
 * Names of places whose spelling does not follow the rules of English. `name=phonemes` in small letters without accents; one
 * with a capital is a word of another kind in small letters.
 *
 * @module
 */

/** Towns, regions, sights. */
export const PLACES =
  "adirondack=ˌædəɹˈɑndæk aires=ˈIɹɪs aix=ˈɛks akihabara=ˌɑkihəbˈɑɹə allegheny=ˌæləɡˈAni alnwick=ˈænɪk " +
  "anacostia=ˌænəkˈɑstiə angeles=ˈænʤələs annecy=ˌænəsˈi antibes=ɑntˈib arapahoe=əɹˈæpəhO arezzo=əɹˈɛtsO " +
  "argyll=ɑɹɡˈIl arles=ˈɑɹl asakusa=ɑsˈɑkusə asean=ˈɑsiˌɑn asmara=æzmˈɑɹə asuncion=ˌɑsunsiˈOn augsburg=ˈWɡzbʊɹɡ " +
  "aviv=əvˈiv ayodhya=əjˈOdjə baja=bˈɑhɑ balham=bˈæləm beaulieu=bjˈuli belvoir=bˈivəɹ berwick=bˈɛɹɪk " +
  "besancon=bəzˌɑnsˈOn bicester=bˈɪstəɹ biscayne=bɪskˈAn bogota=bˌOɡətˈɑ boulogne=bulˈOn bowdoin=bˈOdᵊn " +
  "braunschweig=bɹˈWnʃvIk buenos=bwˈAnOs busan=bˈusɑn cagliari=kˈɑljəɹi caius=kˈiz cancun=kæŋkˈun " +
  "carcassonne=kˌɑɹkəsˈɔn cebu=sebˈu chamonix=ʃˌæmənˈi champs-elysees=ʃˌɑnzAlizˈA chatham=ʧˈæTəm " +
  "cheltenham=ʧˈɛltnəm chennai=ʧənˈI chiang=ʧjˈɑŋ chichen=ʧiʧˈɛn chichester=ʧˈɪʧɪstəɹ chisinau=kˌiʃinˈW " +
  "chiswick=ʧˈɪzɪk cinque=ʧˈɪŋkwA cirencester=sˈIɹənsɛstəɹ ciudad=sjudˈɑd clapham=klˈæpəm cluj=klˈuʒ Como=kˈOmO " +
  "copacabana=kˌOpəkəbˈænə cordoba=kˈɔɹdəbə culzean=kəlˈAn curacao=kjˈʊɹəsˌW cusco=kˈuskO d'alene=dəlˈAn " +
  "dagenham=dˈæɡᵊnəm derbyshire=dˈɑɹbiʃəɹ devonshire=dˈɛvənʃəɹ dhabi=dˈɑbi duquesne=dukˈAn dusseldorf=dˈusəldˌɔɹf " +
  "eiger=ˈIɡəɹ ellesmere=ˈɛlzmɪɹ essaouira=ˌɛsəwˈɪɹə frome=fɹˈum fulham=fˈʊləm galapagos=ɡəlˈɑpəɡəs gaudi=ɡWdˈi " +
  "gdansk=ɡədˈɑnsk geneve=ʒənˈɛv genoa=ʤˈɛnOə gila=hˈilə ginza=ɡˈɪnzə goteborg=jˌɜɹTəbˈɔɹɡ gottingen=ɡˈɜɹTɪŋən " +
  "govan=ɡˈʌvᵊn grosvenor=ɡɹˈOvnəɹ gruyere=ɡɹujˈɛɹ guadalupe=ɡwˌɑdəlˈup guantanamo=ɡwɑntˈɑnəmˌO gwinnett=ɡwɪnˈɛt " +
  "gyeongbokgung=ɡjˌʌŋbˈɔkɡuŋ hagia=hˈɑʤiə hangzhou=hˌɑŋʤˈO haverhill=hˈAvɹəl hawarden=hˈɑɹdən " +
  "herzegovina=hˌɜɹtsəɡOvˈinə holborn=hˈObəɹn ipanema=ˌɪpənˈAmə italia=ɪtˈɑljə janeiro=ʒənˈɛɹO jeju=ʤˈAʤu " +
  "jerez=həɹˈɛz jolla=hˈYə joseon=ʤˈOsʌn juarez=wˈɑɹɛz judea=ʤudˈiə kanawha=kənˈɔə keswick=kˈɛzɪk " +
  "kilimanjaro=kˌɪləmənʤˈɑɹO kirkcudbright=kəɹkˈubɹi krakow=kɹˈɑkW kyiv=kˈiv launceston=lˈɔnstən lehigh=lˈihˌI " +
  "lewisham=lˈuɪʃəm liege=liˈAʒ llanelli=lænˈɛθli lodz=wˈuʤ loughborough=lˈʌfbəɹə lucca=lˈukə lumpur=lʊmpˈʊɹ " +
  "lviv=ləvˈiv lyon=liˈOn mackinac=mˈækənˌɔ magdalen=mˈɔdlən mainz=mˈInts manassas=mənˈæsəs manitowoc=mˈænətəwˌɑk " +
  "marrakesh=mˌæɹəkˈɛʃ marseille=mɑɹsˈA marylebone=mˈɑɹləbən medellin=mˌɛdəjˈin merida=mˈɛɹidə " +
  "michoacan=mˌiʧəwɑkˈɑn milngavie=məlɡˈI minoan=mənˈOən moines=mˈYn monmouth=mˈɑnməθ monongahela=mənˌɑŋɡəhˈilə " +
  "mousehole=mˈWzᵊl multnomah=mʌltnˈOmə munchen=mˈɪnʃən n'djamena=ənʤˈɑmənə naboo=nəbˈu natchitoches=nˈækəTəʃ " +
  "niagara=nIˈæɡɹə nijmegen=nˈImAɡən nimes=nˈim norwich=nˈɔɹɪʤ notre-dame=nˌOtɹədˈɑm nottingham=nˈɑTɪŋəm " +
  "okeechobee=ˌOkəʧˈObi oulu=ˈWlu panem=pˈænˌɛm papua=pˈæpuə phnom=pənˈɔm picchu=pˈiʧu plaistow=plˈɑstO " +
  "plzen=pˈʌlzᵊn pocono=pˈOkənˌO popocatepetl=pˌOpəkˈætəpˌɛTᵊl portofino=pˌɔɹTəfˈinO poznan=pˈOznæn " +
  "pradesh=pɹədˈɛʃ puget=pjˈuʤɪt purdue=pəɹdˈu puyallup=pjuˈæləp qaeda=kˈIdə quincy=kwˈɪnzi raton=ɹətˈOn " +
  "recife=ɹəsˈifə regensburg=ɹˈAɡənzbɜɹɡ rochester=ɹˈɑʧɛstəɹ ruislip=ɹˈIslɪp rutgers=ɹˈʌtɡəɹz " +
  "sacre-coeur=sˌɑkɹəkˈɜɹ salzburg=sˈɔltsbəɹɡ sanaa=sənˈɑ saone=sˈOn sault=sˈu scheveningen=skˈAvənɪŋən " +
  "schuylkill=skˈukᵊl sequim=skwˈɪm sforza=sfˈɔɹtsə shenzhen=ʃˌʌnʤˈɛn shinjuku=ʃɪnʤˈuku skagen=skˈɑɡən " +
  "snohomish=snOhˈOmɪʃ snoqualmie=snOkwˈɑlmi southwark=sˈʌðəɹk srebrenica=sɹˌɛbɹənˈitsə staten=stˈætᵊn " +
  "stavanger=stəvˈæŋəɹ strathaven=stɹˈAvən streatham=stɹˈɛTəm szeged=sˈɛɡɛd talladega=tˌælədˈAɡə tatooine=tˌætuˈin " +
  "terre=tˈɛɹA thessaloniki=θˌɛsələnˈiki tiananmen=tjˈɛnənmˌɛn titicaca=tˌɪTɪkˈɑkə toledo=təlˈidO " +
  "tottenham=tˈɑtᵊnəm towcester=tˈOstəɹ trafalgar=tɹəfˈælɡəɹ trastevere=tɹɑstˈAvəɹA tribeca=tɹIbˈɛkə " +
  "tromso=tɹˈɑmsO tubingen=tˈubɪŋən tulane=tulˈAn tulum=tulˈum twickenham=twˈɪkənəm uffizi=ufˈitsi " +
  "valencia=vəlˈɛnsiə valparaiso=vˌælpəɹˈIzO villanova=vˌɪlənˈOvə warwick=wˈɔɹɪk westeros=wˈɛstəɹˌOs " +
  "westmoreland=wɛstmˈɔɹlənd wieliczka=vˌiəlˈɪʧkə windhoek=vˈɪnthʊk wroclaw=vɹˈɔtslɑf wurzburg=vˈʊɹtsbɜɹɡ " +
  "xi'an=ʃiˈɑn yakima=jˈækəmˌɔ yaounde=jˌWndˈA yosemite=jOsˈɛməTi zermatt=zɜɹmˈɑt";

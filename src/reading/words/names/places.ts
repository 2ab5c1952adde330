/**
 * Names of places whose spelling does not follow the rules of English. `name=phonemes` in small letters without accents; one
 * with a capital is a word of another kind in small letters.
 *
 * @module
 */

/** Towns, regions, sights. */
export const PLACES =
  "adirondack=ˌædəɹˈɑndæk agadez=ˈæɡədˌɛz ahmedabad=ˈɑmədəbˌɑd aires=ˈIɹɪs aix=ˈɛks akihabara=ˌɑkihəbˈɑɹə " +
  "allegheny=ˌæləɡˈAni almeria=ˌælməɹˈiə alnwick=ˈænɪk amalfi=əmˈɑlfi anacostia=ˌænəkˈɑstiə angeles=ˈænʤələs " +
  "Angers=ɑnʒˈA annecy=ˌænəsˈi antibes=ɑntˈib arapahoe=əɹˈæpəhO arezzo=əɹˈɛtsO argyll=ɑɹɡˈIl arles=ˈɑɹl " +
  "asakusa=ɑsˈɑkusə asean=ˈɑsiˌɑn asmara=æzmˈɑɹə asuncion=ˌɑsunsiˈOn augsburg=ˈWɡzbʊɹɡ aviv=əvˈiv ayodhya=əjˈOdjə " +
  "badajoz=bˌɑdəhˈOz baja=bˈɑhɑ balham=bˈæləm balochistan=bəlˌOʧɪstˈɑn bariloche=bˌɑɹilˈOʧA " +
  "basingstoke=bˈAzɪŋstˌOk beaulieu=bjˈuli belem=bəlˈɛm belvoir=bˈivəɹ bergamo=bˈɛɹɡəmˌO berwick=bˈɛɹɪk " +
  "besancon=bəzˌɑnsˈOn betws-y-coed=bˌɛTəsəkˈYd bicester=bˈɪstəɹ biscayne=bɪskˈAn boerne=bˈɜɹni bogota=bˌOɡətˈɑ " +
  "boulogne=bulˈOn bowdoin=bˈOdᵊn brasov=bɹɑʃˈOv braunschweig=bɹˈWnʃvIk bregenz=bɹˈAɡɛnts buenos=bwˈAnOs " +
  "busan=bˈusɑn caceres=kˈɑsəɹˌɛs caernarfon=kəɹnˈɑɹvən cagliari=kˈɑljəɹi caius=kˈiz cancun=kæŋkˈun " +
  "carcassonne=kˌɑɹkəsˈɔn cascais=kɑʃkˈIʃ castellon=kˌæstɛljˈOn cebu=sebˈu chamonix=ʃˌæmənˈi " +
  "champs-elysees=ʃˌɑnzAlizˈA chatham=ʧˈæTəm cheltenham=ʧˈɛltnəm chennai=ʧənˈI chiang=ʧjˈɑŋ chichen=ʧiʧˈɛn " +
  "chichester=ʧˈɪʧɪstəɹ chisinau=kˌiʃinˈW chiswick=ʧˈɪzɪk cinque=ʧˈɪŋkwA cirencester=sˈIɹənsɛstəɹ ciudad=sjudˈɑd " +
  "clapham=klˈæpəm cluj=klˈuʒ cluj-napoca=klˌuʒnəpˈOkə cobh=kˈOv Como=kˈOmO compostela=kˌɑmpəstˈɛlə " +
  "concepcion=kənsˌɛpsiˈOn conshohocken=kˌɑnʃəhˈɑkən copacabana=kˌOpəkəbˈænə cordoba=kˈɔɹdəbə coruna=kəɹˈunjə " +
  "cotuit=kətˈuɪt culzean=kəlˈAn curacao=kjˈʊɹəsˌW cusco=kˈuskO d'alene=dəlˈAn dagenham=dˈæɡᵊnəm " +
  "derbyshire=dˈɑɹbiʃəɹ devonshire=dˈɛvənʃəɹ dhabi=dˈɑbi donostia=dənˈOstiə drogheda=dɹˈɔədə duquesne=dukˈAn " +
  "dusseldorf=dˈusəldˌɔɹf eiger=ˈIɡəɹ ellesmere=ˈɛlzmɪɹ essaouira=ˌɛsəwˈɪɹə evora=ˈɛvəɹə " +
  "florianopolis=flˌɔɹiənˈɑpəlɪs fowey=fˈY frome=fɹˈum fulham=fˈʊləm galapagos=ɡəlˈɑpəɡəs gaudi=ɡWdˈi " +
  "gdansk=ɡədˈɑnsk geneve=ʒənˈɛv genoa=ʤˈɛnOə gijon=hihˈOn gila=hˈilə ginza=ɡˈɪnzə girona=ʤɪɹˈOnə goiania=ɡYˈAniə " +
  "goteborg=jˌɜɹTəbˈɔɹɡ gottingen=ɡˈɜɹTɪŋən govan=ɡˈʌvᵊn grosvenor=ɡɹˈOvnəɹ gruene=ɡɹˈin gruyere=ɡɹujˈɛɹ " +
  "guadalupe=ɡwˌɑdəlˈup guantanamo=ɡwɑntˈɑnəmˌO gwinnett=ɡwɪnˈɛt gyeongbokgung=ɡjˌʌŋbˈɔkɡuŋ hagia=hˈɑʤiə " +
  "hangzhou=hˌɑŋʤˈO haverhill=hˈAvɹəl hawarden=hˈɑɹdən herzegovina=hˌɜɹtsəɡOvˈinə holborn=hˈObəɹn houma=hˈOmə " +
  "huelva=wˈɛlvə iasi=jˈɑʃ iguacu=ˌiɡwəsˈu invercargill=ˌɪnvəɹkˈɑɹɡɪl ipanema=ˌɪpənˈAmə iquique=ikˈikA " +
  "islington=ˈɪzlɪŋtən italia=ɪtˈɑljə janeiro=ʒənˈɛɹO jeju=ʤˈAʤu jerez=həɹˈɛz jolla=hˈYə joseon=ʤˈOsʌn " +
  "juarez=wˈɑɹɛz judea=ʤudˈiə kanawha=kənˈɔə keswick=kˈɛzɪk kilimanjaro=kˌɪləmənʤˈɑɹO kirkcaldy=kəɹkˈɔdi " +
  "kirkcudbright=kəɹkˈubɹi klagenfurt=klˈɑɡənfˌʊɹt kosice=kˈɔʃɪtsə krakow=kɹˈɑkW kyiv=kˈiv laoghaire=lˈɛɹə " +
  "launceston=lˈɔnstən lazio=lˈɑtsiO lecce=lˈɛʧA lehigh=lˈihˌI lewisham=lˈuɪʃəm liege=liˈAʒ llandudno=lændˈɪdnO " +
  "llanelli=lænˈɛθli lodz=wˈuʤ loughborough=lˈʌfbəɹə lucca=lˈukə lumpur=lʊmpˈʊɹ lviv=ləvˈiv lyon=liˈOn " +
  "machynlleth=məhˈʌnləθ mackinac=mˈækənˌɔ magdalen=mˈɔdlən mainz=mˈInts malmo=mˈælmO manassas=mənˈæsəs " +
  "manitowoc=mˈænətəwˌɑk marrakesh=mˌæɹəkˈɛʃ marseille=mɑɹsˈA marylebone=mˈɑɹləbən matera=mətˈɛɹə " +
  "mayaguez=mˌIəɡwˈɛz medellin=mˌɛdəjˈin merida=mˈɛɹidə mexia=məhˈAə michoacan=mˌiʧəwɑkˈɑn milngavie=məlɡˈI " +
  "minoan=mənˈOən moines=mˈYn monmouth=mˈɑnməθ monongahela=mənˌɑŋɡəhˈilə montego=mɑntˈiɡO mousehole=mˈWzᵊl " +
  "multnomah=mʌltnˈOmə munchen=mˈɪnʃən munster=mˈʌnstəɹ n'djamena=ənʤˈɑmənə naboo=nəbˈu natchitoches=nˈækəTəʃ " +
  "niagara=nIˈæɡɹə nijmegen=nˈImAɡən nimes=nˈim norwich=nˈɔɹɪʤ notre-dame=nˌOtɹədˈɑm nottingham=nˈɑTɪŋəm " +
  "nurnberg=nˈɜɹnbɜɹɡ oconomowoc=əkˈɑnəməwˌɑk okeechobee=ˌOkəʧˈObi oulu=ˈWlu panem=pˈænˌɛm papua=pˈæpuə pecs=pˈAʧ " +
  "penrith=pˈɛnɹɪθ perpignan=pˌɛɹpɪnjˈɑn pflugerville=flˈuɡəɹvˌɪl phnom=pənˈɔm picchu=pˈiʧu plaistow=plˈɑstO " +
  "plzen=pˈʌlzᵊn pocono=pˈOkənˌO popocatepetl=pˌOpəkˈætəpˌɛTᵊl port-au-prince=pˌɔɹtOpɹˈɪns portofino=pˌɔɹTəfˈinO " +
  "poznan=pˈOznæn pradesh=pɹədˈɛʃ puget=pjˈuʤɪt purdue=pəɹdˈu puyallup=pjuˈæləp pwllheli=pʊθˈɛli qaeda=kˈIdə " +
  "queretaro=kəɹˈɛTəɹˌO quetzaltenango=kɛtsˌɑltənˈɑŋɡO quincy=kwˈɪnzi raton=ɹətˈOn recife=ɹəsˈifə " +
  "regensburg=ɹˈAɡənzbɜɹɡ rochester=ɹˈɑʧɛstəɹ rotorua=ɹˌOTəɹˈuə ruislip=ɹˈIslɪp rutgers=ɹˈʌtɡəɹz " +
  "sacre-coeur=sˌɑkɹəkˈɜɹ salzburg=sˈɔltsbəɹɡ sanaa=sənˈɑ saone=sˈOn sault=sˈu schenectady=skənˈɛktədi " +
  "schengen=ʃˈɛŋən scheveningen=skˈAvənɪŋən schuylkill=skˈukᵊl sequim=skwˈɪm sforza=sfˈɔɹtsə shenzhen=ʃˌʌnʤˈɛn " +
  "shinjuku=ʃɪnʤˈuku skagen=skˈɑɡən skagit=skˈæʤət skaneateles=skˌæniˈætləs snohomish=snOhˈOmɪʃ " +
  "snoqualmie=snOkwˈɑlmi southwark=sˈʌðəɹk srebrenica=sɹˌɛbɹənˈitsə staten=stˈætᵊn stavanger=stəvˈæŋəɹ " +
  "strathaven=stɹˈAvən streatham=stɹˈɛTəm szeged=sˈɛɡɛd talladega=tˌælədˈAɡə tarragona=tˌæɹəɡˈOnə " +
  "tatooine=tˌætuˈin terre=tˈɛɹA thessaloniki=θˌɛsələnˈiki tiananmen=tjˈɛnənmˌɛn timisoara=tˌimiʃwˈɑɹə " +
  "titicaca=tˌɪTɪkˈɑkə toledo=təlˈidO toowoomba=təwˈʊmbə tottenham=tˈɑtᵊnəm towcester=tˈOstəɹ trafalgar=tɹəfˈælɡəɹ " +
  "trastevere=tɹɑstˈAvəɹA tribeca=tɹIbˈɛkə tromso=tɹˈɑmsO tubingen=tˈubɪŋən tulane=tulˈAn tulum=tulˈum " +
  "twickenham=twˈɪkənəm tydfil=tˈɪdvɪl ubud=ˈubud udaipur=udˈIpʊɹ udine=ˈudinA uffizi=ufˈitsi uttar=ˈʊtəɹ " +
  "valencia=vəlˈɛnsiə valparaiso=vˌælpəɹˈIzO villanova=vˌɪlənˈOvə warwick=wˈɔɹɪk warwickshire=wˈɔɹɪkʃəɹ " +
  "westeros=wˈɛstəɹˌOs westmoreland=wɛstmˈɔɹlənd whakatane=fˌɑkətˈɑnA wieliczka=vˌiəlˈɪʧkə " +
  "wilkes-barre=wˈɪlksbˌæɹi willamette=wəlˈæmət windhoek=vˈɪnthʊk woolwich=wˈʊlɪʧ wroclaw=vɹˈɔtslɑf " +
  "wurzburg=vˈʊɹtsbɜɹɡ xi'an=ʃiˈɑn yakima=jˈækəmˌɔ yaounde=jˌWndˈA yosemite=jOsˈɛməTi youghal=jˈɔl zadar=zˈɑdɑɹ " +
  "zermatt=zɜɹmˈɑt zihuatanejo=zˌiwɑtənˈAhO";

/**
 * Names of people, A to K, whose spelling does not follow the rules of English. `name=phonemes` in small letters without accents; one
 * with a capital is a word of another kind in small letters.
 *
 * @module
 */

/** First names and family names. */
export const PEOPLE_A_TO_K =
  "aaliyah=əlˈiə abbas=əbˈɑs abbe=æbˈA abdallah=əbdˈælə abdul=ɑbdˈʊl abdulaziz=ˌɑbdʊləzˈiz abdullah=æbdˈʌlə " +
  "aber=ˈæbəɹ abernathy=ˈæbəɹnˌæθi abner=ˈæbnəɹ abrams=ˈAbɹəmz achebe=əʧˈAbA acheson=ˈæʧəsən acosta=əkˈɔstə " +
  "adcock=ˈædkɑk ade=ˈAd adebayo=ˌɑdəbˈIO adelson=ˈædəlsən adichie=ɑdˈiʧA adnan=ˈædnɑn adolf=ˈAdɑlf adolph=ˈAdɔlf " +
  "adriana=ˌAdɹiˈɑnə adrienne=ˌAdɹiˈɛn aer=ˈɛɹ affleck=ˈæflɛk agarwal=ˈʌɡəɹwˌɑl agatha=ˈæɡəθə aggies=ˈæɡiz " +
  "agrippa=əɡɹˈɪpə aguero=əɡwˈɛɹO aguilar=ˈɑɡilˌɑɹ aguilera=ˌæɡəlˈɛɹə aguirre=əɡˈɪɹA agustin=ˌɑɡustˈin ahab=ˈAhæb " +
  "ahmed=ˈɑmɛd aida=Iˈidə aileen=Ilˈin aisha=Iˈiʃə aitken=ˈAtkən ajay=ɑʤˈA aki=ˈɑki alana=əlˈɑnə alanis=əlˈænɪs " +
  "alastair=ˈæləstəɹ alban=ˈɔlbən albrecht=ˈɔlbɹɛkt albright=ˈɔlbɹIt alcaraz=ˈɑlkəɹɑz alegre=ɑlˈɛɡɹA " +
  "alejandro=ˌɑləhˈɑndɹO aleksandr=ˌæləksˈɑndəɹ alessandra=ˌæləsˈændɹə alessandro=ˌɑləsˈɑndɹO alessia=əlˈɛsiə " +
  "alexandre=ˌæləksˈɑndɹə alfie=ˈælfi alford=ˈɔlfəɹd alisa=əlˈisə alistair=ˈæləstəɹ allende=ɑjˈɛndA allman=ˈɔlmən " +
  "almeida=ɑlmˈAdə aloysius=ˌælOˈɪʃəs alphonse=ælfˈɑns alston=ˈɔlstən althea=ælθˈiə alun=ˈælən alvarez=ˈælvəɹˌɛz " +
  "alvaro=ˈælvəɹˌO alves=ˈælvɛs alzheimer=ˈɑltshˌIməɹ amadeus=ˌɑmədˈAəs amalia=əmˈɑljə amar=əmˈɑɹ amara=əmˈɑɹə " +
  "amaya=əmˈIə amelia=əmˈiljə amelie=ˌɑməlˈi amin=ɑmˈin amis=ˈAmɪs amit=ˈɑmɪt amodei=ˌɑmədˈA amon=ˈɑmən " +
  "amore=ɑmˈɔɹA amory=ˈAməɹi anais=ˌɑnɑˈis anatoly=ˌænətˈOli andre=ˈɑndɹA andreas=ɑndɹˈAəs andrei=ˈɑndɹA " +
  "andrej=ˈɑndɹA andres=ɑndɹˈAs andros=ˈændɹəs andrzej=ˈɑndʒA angela=ˈænʤələ angelo=ˈænʤəlˌO angelou=ˈænʤəlˌO " +
  "anja=ˈɑnjə annabelle=ˈænəbˌɛl anneliese=ˈɑnəlˌis ansel=ˈænsᵊl antetokounmpo=ˌɑntATəkˈumpO antoine=ɑntwˈɑn " +
  "antoinette=ˌæntwənˈɛt anya=ˈɑnjə aoife=ˈifə aoki=AˈOki appel=əpˈɛl aquinas=əkwˈInəs aquino=əkˈinO araki=əɹˈɑki " +
  "archibald=ˈɑɹʧəbˌɔld aren=ˈɛɹən aretha=əɹˈiθə ariana=ˌɑɹiˈɑnə ariane=ˌɑɹiˈɑn arianna=ˌɑɹiˈɑnə " +
  "aristide=ˌæɹɪstˈid ariza=əɹˈizə arjun=ˈɑɹʤən arkady=ɑɹkˈɑdi armando=ɑɹmˈɑndO arnaud=ɑɹnˈO arnault=ɑɹnˈO " +
  "arnett=ɑɹnˈɛt arora=əɹˈɔɹə arturo=ɑɹtˈʊɹO ary=ˈɛɹi asa=ˈAsə asbury=ˈæzbˌɛɹi asha=ˈɑʃə ashish=ɑʃˈiʃ ashok=əʃˈOk " +
  "ashwin=ˈɑʃwɪn aslan=ˈæzlən asquith=ˈæskwɪθ assad=əsˈɑd asta=ˈæstə aston=ˈæstən attenborough=ˈætᵊnbəɹə " +
  "attlee=ˈætli audubon=ˈɔdəbˌɑn augustin=ɔɡˈʌstɪn aung=ˈWŋ aurelia=ɔɹˈiliə ava=ˈAvə avanti=əvˈɑnti avery=ˈAvəɹi " +
  "azhar=ˈæzhɑɹ aziz=əzˈiz babar=bˈɑbɑɹ bacall=bəkˈɔl badu=bɑdˈu baer=bˈɛɹ baez=bIˈɛz ballantyne=bˈæləntˌIn " +
  "balzac=bˈɔlzæk banderas=bændˈɛɹəs banerjee=bˈænəɹʤi baptiste=bɑptˈist barack=bəɹˈɑk barak=bəɹˈɑk " +
  "barnabas=bˈɑɹnəbəs barnett=bɑɹnˈɛt barone=bəɹˈOn barrington=bˈɛɹɪŋtən barrios=bˈɑɹiˌOs bartholomew=bɑɹθˈɑləmjˌu " +
  "bartok=bˈɑɹtɑk bartolo=bˈɑɹTəlO bashar=bəʃˈɑɹ bashir=bəʃˈɪɹ baudelaire=bˌOdəlˈɛɹ baudrillard=bˌOdɹijˈɑɹ " +
  "bauman=bˈWmən baumann=bˈWmən bausch=bˈWʃ bautista=bWtˈistə beardsley=bˈɪɹdzli beatriz=bˈAətɹˌis " +
  "beauchamp=bˈiʧəm bebe=bˈibi beebe=bˈibi beethoven=bˈATOvən belafonte=bˌɛləfˈɑnti belo=bˈɛlO bengio=bˈɛnʤiO " +
  "benitez=bənˈitɛz benning=bˈɛnɪŋ benoit=bənwˈɑ benz=bˈɛnz bergeron=bˈɜɹʒəɹˌɔn berkowitz=bˈɜɹkəwˌɪts " +
  "berlioz=bˈɛɹliˌOz Beth=bˈɛθ bethune=bəθjˈun beyonce=biˈɑnsA bezier=bˈɛziˌA bezos=bˈAzOs " +
  "bhattacharya=bˌɑTəʧˈɑɹjə bhutto=bˈuTO bianca=biˈɑŋkə bianchi=biˈɑŋki bianco=biˈɑŋkO bibi=bˈibi bigelow=bˈɪɡəlˌO " +
  "bingley=bˈɪŋli bizet=bizˈA blanca=blˈɑŋkə blasio=blˈɑziO bligh=blˈI blum=blˈum boaz=bˈOæz bois=bwˈɑ " +
  "boland=bˈOlənd boleyn=bəlˈɪn bolin=bˈOlən bolshoi=bOlʃˈY bonham=bˈɑnəm borges=bˈɔɹhAs boro=bˈɜɹO botha=bˈOTə " +
  "bothwell=bˈɑθwɛl bouchard=buʃˈɑɹd boucher=buʃˈA brahe=bɹˈɑhi brandeis=bɹˈændIs bremer=bɹˈiməɹ bridgette=bɹˈɪʤɪt " +
  "broderick=bɹˈɑdəɹɪk brodeur=bɹOdˈɜɹ brokaw=bɹˈOkɔ bronte=bɹˈɑnti brophy=bɹˈOfi brough=bɹˈʌf broussard=bɹusˈɑɹd " +
  "bruyne=bɹˈYnə brzezinski=bɹəzˈɪnski buchan=bˈʌkən buchanan=bjukˈænən bueno=bwˈAnO bukowski=bjukˈWski " +
  "bunuel=bunwˈɛl burgoyne=bəɹɡˈYn burnett=bəɹnˈɛt burrell=bəɹˈɛl burroughs=bˈɜɹOz buttigieg=bˈuTɪʤɪʤ bynum=bˈInəm " +
  "byrd=bˈɜɹd byrne=bˈɜɹn byrnes=bˈɜɹnz cabello=kəbˈAO cabo=kˈɑbO cabrera=kəbɹˈɛɹə cahill=kˈAhɪl Cai=tsˈI " +
  "calhoun=kælhˈun callaghan=kˈæləhˌæn calle=kˈɑjA calvert=kˈælvəɹt camacho=kəmˈɑʧO camila=kəmˈilə camille=kəmˈil " +
  "camilleri=kˌæmɪlˈɛɹi camus=kæmˈu canelo=kɑnˈɛlO cantrell=kæntɹˈɛl cao=tsˈW caoimhe=kˈivə capaldi=kəpˈɑldi " +
  "capote=kəpˈOTi caputo=kəpˈuTO cara=kˈɛɹə carew=kəɹˈu carleton=kˈɑɹltən carlos=kˈɑɹlOs carlotta=kɑɹlˈɑTə " +
  "carmelo=kɑɹmˈɛlO caron=kəɹˈɑn carrasco=kəɹˈɑskO carrera=kəɹˈɛɹə carruthers=kəɹˈʌðəɹz carvajal=kˌɑɹvəhˈɑl " +
  "carvalho=kɑɹvˈɑljO casanova=kˌæsənˈOvə catharine=kˈæθɹɪn cato=kˈATO cauchy=kOʃˈi cece=sˈisi cech=ʧˈɛk " +
  "cecil=sˈisᵊl cecile=səsˈil cecilia=səsˈiliə celestine=sˈɛləstˌin celia=sˈiljə celine=səlˈin centauri=sɛntˈɔɹi " +
  "cera=sˈɛɹə cervantes=səɹvˈɑntAs cesar=sˈAzɑɹ cesare=ʧˈAzəɹA cesaro=səzˈɑɹO cespedes=sˈɛspədɛs cezanne=sAzˈɑn " +
  "chae=ʧˈA chagall=ʃəɡˈɑl chaim=hˈIəm chalamet=ʃˈæləmˌA chamberlin=ʧˈAmbəɹlən chandra=ʧˈʌndɹə " +
  "chandrasekhar=ʧˌʌndɹəʃˈAkəɹ chantal=ʃɑntˈɑl chapelle=ʃəpˈɛl chappelle=ʃəpˈɛl charizard=ʧˈɑɹɪzˌɑɹd " +
  "charlene=ʃɑɹlˈin charlize=ʃɑɹlˈiz charmaine=ʃɑɹmˈAn chastain=ʧˈæstAn chatterjee=ʧˈæTəɹʤi chau=ʧˈW " +
  "chaudhry=ʧˈWdɹi chavez=ʧˈɑvɛz che=ʧˈA cheadle=ʧˈidᵊl chekhov=ʧˈɛkɔf cheney=ʧˈAni cheri=ʃəɹˈi cherie=ʃəɹˈi " +
  "cheryl=ʃˈɛɹəl chiara=kiˈɑɹə chien=ʧjˈɛn chihiro=ʧihˈɪɹO childers=ʧˈɪldəɹz chirac=ʃɪɹˈɑk chisholm=ʧˈɪzəm " +
  "chiu=ʧˈu chiwetel=ʧˈuətɛl chloe=klˈOi cholmondeley=ʧˈʌmli chopin=ʃˈOpæn chowdhury=ʧˈWdəɹi " +
  "christensen=kɹˈɪstənsən christiana=kɹˌɪstiˈænə christiane=kɹˌɪstiˈɑn christine=kɹɪstˈin christophe=kɹistˈɔf " +
  "chua=ʧwˈɑ chuan=ʧwˈɑn ciara=kˈiɹə cillian=kˈɪliən clara=klˈɛɹə clarice=klɛɹˈis claro=klˈɑɹO claudine=klɔdˈin " +
  "claus=klˈɔz clausen=klˈWsən clemence=klAmˈɑns clemente=kləmˈɛntA clermont=klˈɛɹmɑnt clough=klˈʌf coburn=kˈObəɹn " +
  "coelho=kwˈAlju coen=kˈOən cohen=kˈOən colm=kˈɑləm colman=kˈOlmən colson=kˈOlsən colvin=kˈOlvɪn Comer=kˈOməɹ " +
  "conan=kˈOnən conant=kˈOnənt conchita=kənʧˈiTə condit=kˈɑndɪt conley=kˈɑnli conlon=kˈɑnlən connell=kˈɑnᵊl " +
  "connolly=kˈɑnəli conrad=kˈɑnɹæd conroy=kˈɑnɹY constantin=kˈɑnstəntˌin contreras=kəntɹˈɛɹəs conyers=kˈɑnjəɹz " +
  "copernicus=kəpˈɜɹnɪkəs cordelia=kɔɹdˈiljə cordell=kɔɹdˈɛl corinne=kəɹˈin cornelia=kɔɹnˈiljə " +
  "cornwallis=kɔɹnwˈɑləs correa=kəɹˈAə corsa=kˈɔɹsə cortes=kɔɹtˈɛz cortez=kɔɹtˈɛz costanza=kəstˈænzə " +
  "cottrell=kɑtɹˈɛl coughlin=kˈɑɡlɪn cousteau=kustˈO covington=kˈʌvɪŋtən cowell=kˈWəl cramer=kɹˈAməɹ " +
  "crittenden=kɹˈɪtᵊndən cronin=kɹˈOnɪn crowell=kɹˈOəl crowther=kɹˈWðəɹ cruz=kɹˈuz cthulhu=kəθˈulu cuaron=kwɑɹˈOn " +
  "cunningham=kˈʌnɪŋhˌæm curtis=kˈɜɹTɪs cusack=kjˈusæk cyrano=sˈɪɹənˌO d'artagnan=dɑɹtˈænjən dae=dˈA " +
  "daenerys=dənˈɛɹɪs dafydd=dˈævɪð daisuke=dˈIskA dalia=dˈɑljə daly=dˈAli dalziel=diˈɛl damian=dˈAmiən dana=dˈAnə " +
  "daniela=dɑnjˈɛlə daniella=dˌænjˈɛlə daria=dˈɑɹiə darin=dˈɛɹən dario=dˈɑɹiO darius=dəɹˈIəs darren=dˈɛɹən " +
  "daryl=dˈɛɹəl daugherty=dˈɔɹTi davide=dˈɑvidA davina=dəvˈinə davison=dˈAvəsən daya=dˈIə deakin=dˈikɪn " +
  "deangelo=diˈænʤəlO deanna=diˈænə debussy=dˌAbjusˈi Degas=dAɡˈɑ degeneres=dəʤˈɛnəɹəs degrasse=dəɡɹˈɑs " +
  "dekalb=dəkˈælb dela=dˈɛlə delacroix=dˌɛləkɹwˈɑ delany=dəlˈAni delia=dˈiljə delores=dəlˈɔɹəs delphine=dɛlfˈin " +
  "demarcus=dəmˈɑɹkəs demis=dˈɛmɪs deneuve=dənˈuv denise=dənˈis deo=dˈAO deon=dˈiɑn depardieu=dˌApɑɹdjˈu " +
  "depeche=dəpˈɛʃ derrida=dˌɛɹidˈɑ desai=dəsˈI desantis=dəsˈæntɪs deschamps=dAʃˈɑm devereux=dˈɛvəɹˌu dewitt=dəwˈɪt " +
  "diablo=diˈɑblO diario=diˈɑɹiO diaz=dˈiɑz dicaprio=dɪkˈæpɹiO diderot=dˌidəɹˈO didi=dˈidi didier=dˈidiˌA " +
  "diego=diˈAɡO dieter=dˈiTəɹ dietrich=dˈitɹɪk dietz=dˈits dimaggio=dəmˈɑʤiO dimitri=dəmˈitɹi dinah=dˈInə " +
  "dinesh=dɪnˈɛʃ dion=diˈɑn dionne=diˈɑn dionysus=dˌIənˈIsəs disraeli=dɪzɹˈAli djokovic=ʤˈOkəvɪʧ dmitri=dəmˈitɹi " +
  "dolan=dˈOlən dolores=dəlˈɔɹəs dolph=dˈɔlf domenico=dəmˈɛnɪkˌO dominic=dˈɑmənɪk dominick=dˈɑmənɪk donald=dˈɑnᵊld " +
  "donaldson=dˈɑnᵊldsən doncic=dˈɑnʧɪʧ donne=dˈʌn doran=dˈɔɹən doreen=dɔɹˈin dorothea=dˌɔɹəθˈiə " +
  "dostoevsky=dˌɑstəjˈɛfski dougie=dˈʌɡi drago=dɹˈɑɡO dre=dɹˈA drury=dɹˈʊɹi duane=dwˈAn duarte=dwˈɑɹtA dubois=dubwˈɑ " +
  "duchamp=duʃˈɑn dugan=dˈuɡən dukakis=dukˈɑkəs dulcinea=dˌʊlsɪnˈAə dulles=dˈʌləs dumbledore=dˈʌmbᵊldˌɔɹ " +
  "dumont=dˈumɑnt dupree=dupɹˈi duran=dəɹˈæn durand=dəɹˈænd duras=dʊɹˈɑ durer=dˈʊɹəɹ duval=duvˈɔl duvall=duvˈɔl " +
  "dvorak=dəvˈɔɹʒæk dyck=dˈIk dylan=dˈɪlən earp=ˈɜɹp ebenezer=ˌɛbənˈizəɹ eda=ˈidə edith=ˈidɪθ edouard=ˈɛdwɑɹ " +
  "eduard=ˈɛdwɑɹd eduardo=ɛdwˈɑɹdO egan=ˈiɡən egerton=ˈɛʤəɹtən ehlers=ˈAləɹz ehrlich=ˈɛɹlɪk ehud=Ahˈud " +
  "eileen=Ilˈin eilidh=ˈAli ejiofor=ˈɛʤiəfˌɔɹ eko=ˈɛkO ela=ˈɛlə eldon=ˈɛldən eleanor=ˈɛlənəɹ " +
  "electrolux=əlˈɛktɹəlˌʌks elena=ˈɛlənə elias=əlˈIəs elie=ˈɛli elinor=ˈɛlənˌɔɹ eliot=ˈɛliət elisa=əlˈisə " +
  "elise=əlˈis eliud=ˈɛliˌud eliza=əlˈIzə ellis=ˈɛlɪs elon=ˈilɑn elvira=ɛlvˈIɹə ema=ˈɛmə emanuel=ɪmˈænjuəl " +
  "emerson=ˈɛməɹsən emil=Amˈil emile=Amˈil emilio=əmˈiliO emory=ˈɛməɹi emre=ˈɛmɹA ena=ˈinə enfield=ˈɛnfˌild " +
  "engel=ˈɛŋɡᵊl engels=ˈɛŋɡəlz engle=ˈɛŋɡᵊl englewood=ˈɛŋɡəlwˌʊd ennis=ˈɛnɪs eno=ˈinO enos=ˈinəs enrique=ɛnɹˈikA " +
  "entre=ˈɑntɹə enya=ˈɛnjə eoin=ˈOən eowyn=ˈAOwɪn ephraim=ˈifɹəm erdogan=ˈɛɹdəwˌɑn erdos=ˈɛɹdɪʃ erich=ˈɛɹɪk " +
  "erling=ˈɜɹlɪŋ esper=ˈɛspəɹ espinoza=ˌɛspənˈOzə este=ˈɛstA estes=ˈɛstiz ethan=ˈiθən ethel=ˈɛθᵊl " +
  "etheridge=ˈɛθəɹɪʤ etienne=ˌAtiˈɛn eugenie=juʤˈini euler=ˈYləɹ evan=ˈɛvən evans=ˈɛvənz evelyn=ˈɛvəlɪn " +
  "fabio=fˈɑbiO fabrizio=fəbɹˈitsiO fagan=fˈAɡən falcone=fælkˈOni fallin=fˈælɪn fallon=fˈælən farquhar=fˈɑɹkwəɹ " +
  "farrar=fəɹˈɑɹ fatou=fˈɑtu fauci=fˈWʧi favre=fˈɑɹv fazio=fˈɑziO featherstonehaugh=fˈænʃɔ federer=fˈɛdəɹəɹ " +
  "feinberg=fˈInbəɹɡ feingold=fˈInɡOld feinstein=fˈInstIn felice=fəlˈis felicia=fəlˈiʃə felipe=fəlˈipA " +
  "felix=fˈilɪks fergie=fˈɜɹɡi fernand=fɜɹnˈɑn fernandes=fəɹnˈændɛs fernandez=fəɹnˈændɛz ferreira=fəɹˈAɹə " +
  "fibonacci=fˌɪbənˈɑʧi fides=fˈIdiz fifi=fˈifi figaro=fˈɪɡəɹˌO fila=fˈilə filippo=fəlˈipO fitzgerald=fɪtsʤˈɛɹəld " +
  "fitzpatrick=fɪtspˈætɹɪk flaherty=flˈæəɹTi flaubert=flObˈɛɹ fleischer=flˈIʃəɹ fleur=flˈɜɹ fleury=flˈʊɹi " +
  "fonseca=fɔnsˈAkə fontaine=fɑntˈAn forsyth=fˈɔɹsˌIθ forsythe=fˈɔɹsˌIθ fortuna=fɔɹtˈunə foucault=fukˈO " +
  "fourier=fˈʊɹiA francesca=fɹænʧˈɛskə francesco=fɹænʧˈɛskO francine=fɹænsˈin francois=fɹɑnswˈɑ franz=fɹˈɑnts " +
  "frasier=fɹˈAʒəɹ frazier=fɹˈAʒəɹ frederic=fɹˈɛdɹɪk frei=fɹˈI freud=fɹˈYd friedman=fɹˈidmən friedrich=fɹˈidɹɪk " +
  "fuchs=fjˈuks fuentes=fwˈɛntAs fumio=fˈumiO fyodor=fjˈOdəɹ gabor=ɡəbˈɔɹ gabriela=ɡˌɑbɹiˈɛlə gabriele=ɡˌɑbɹiˈAlA " +
  "gabriella=ɡˌæbɹiˈɛlə gaby=ɡˈæbi gadot=ɡədˈOt gagnon=ɡˈænjɑn galadriel=ɡəlˈɑdɹiˌɛl galle=ɡˈɔl galois=ɡælwˈɑ " +
  "gamal=ɡəmˈɑl gandhi=ɡˈɑndi garcia=ɡɑɹsˈiə gardiner=ɡˈɑɹdnəɹ gauguin=ɡOɡˈæn gaultier=ɡˌOtiˈA gazeta=ɡəzˈɛTə " +
  "geffen=ɡˈɛfən gehrig=ɡˈɛɹɪɡ geiger=ɡˈIɡəɹ geller=ɡˈɛləɹ generale=ʤˌɛnəɹˈæl genghis=ɡˈɛŋɡɪs gennady=ɡənˈɑdi " +
  "gennaro=ʤənˈɑɹO geoffrey=ʤˈɛfɹi georg=ɡˈAɔɹɡ georgi=ɡiˈɔɹɡi georgiana=ʤˌɔɹʤiˈænə geraldine=ʤˌɛɹəldˈin " +
  "geraldo=həɹˈɑldO gerard=ʤəɹˈɑɹd gerber=ɡˈɜɹbəɹ gerda=ɡˈɜɹdə gere=ɡˈɪɹ gerhard=ɡˈɛɹhɑɹt gerhardt=ɡˈɛɹhɑɹt " +
  "germaine=ʤəɹmˈAn gershwin=ɡˈɜɹʃwən gertrude=ɡˈɜɹtɹud gervais=ʤəɹvˈAz gerwig=ɡˈɜɹwɪɡ geyer=ɡˈIəɹ ghulam=ɡulˈɑm " +
  "giacomo=ʤˈɑkəmˌO gian=ʤˈɑn giancarlo=ʤɑnkˈɑɹlO gianna=ʤiˈɑnə gianni=ʤˈɑni giannis=jˈɑnɪs gigi=ʤˈiʤi " +
  "gilberto=ʤɪlbˈɛɹTO gilead=ɡˈɪliəd gillard=ɡˈɪlɑɹd gilles=ʒˈil gillespie=ɡəlˈɛspi gillian=ʤˈɪliən gillis=ɡˈɪlɪs " +
  "gilmour=ɡˈɪlmɔɹ gingrich=ɡˈɪŋɡɹɪʧ ginsberg=ɡˈɪnzbɜɹɡ ginsburg=ɡˈɪnzbəɹɡ giordano=ʤɔɹdˈɑnO giorgia=ʤˈɔɹʤə " +
  "giorgio=ʤˈɔɹʤiO giovanni=ʤˌiəvˈɑni girard=ʤəɹˈɑɹd girolamo=ʤɪɹˈɑləmO giroux=ʒɪɹˈu giselle=ʤɪzˈɛl giulia=ʤˈuliə " +
  "giuliani=ʤˌuliˈɑni giuliano=ʤuljˈɑnO giulio=ʤˈuljO giuseppe=ʤusˈɛpi godard=ɡOdˈɑɹ godin=ɡˈOdɪn godot=ɡədˈO " +
  "goethe=ɡˈɜɹTə goetz=ɡˈɛts gogh=ɡˈO golan=ɡˈOlɑn gomes=ɡˈOmɛs gonzales=ɡənzˈɑləs gonzalez=ɡənzˈɑləs " +
  "gonzalo=ɡənzˈɑlO gopal=ɡOpˈɑl gorbachev=ɡˈɔɹbəʧˌɔf gough=ɡˈɔf gould=ɡˈuld goulding=ɡˈuldɪŋ graeme=ɡɹˈAəm " +
  "grainger=ɡɹˈAnʤəɹ grainne=ɡɹˈɔnjə gramercy=ɡɹˈæməɹsi gramsci=ɡɹˈɑmʃi grantham=ɡɹˈænθəm greig=ɡɹˈɛɡ " +
  "grinnell=ɡɹənˈɛl grosse=ɡɹˈOs gruber=ɡɹˈubəɹ gruffudd=ɡɹˈɪfɪð guardia=ɡwˈɑɹdiə guevara=ɡəvˈɑɹə " +
  "guggenheim=ɡˈuɡənhˌIm guillaume=ɡijˈOm guillen=ɡijˈɛn guillermo=ɡijˈɛɹmO gustav=ɡˈʊstɑv gustave=ɡˈʊstɑv " +
  "gustavo=ɡustˈɑvO gutenberg=ɡˈutᵊnbˌɜɹɡ gutierrez=ɡutjˈɛɹɛz gwyneth=ɡwˈɪnəθ gyllenhaal=ʤˈɪlənhˌɔl habib=həbˈib " +
  "hadid=hədˈid hagan=hˈAɡən hager=hˈAɡəɹ hajime=hˈɑʤimA hakan=hˈɑkɑn hakon=hˈɔkᵊn haldeman=hˈɔldəmən " +
  "halloran=hˈæləɹən hamel=hˈæmᵊl hamer=hˈAməɹ hamid=həmˈid haneke=hˈɑnəkə harald=hˈɛɹᵊld haruka=hɑɹˈukə " +
  "hasan=hˈɑsən hassabis=həsˈɑbɪs hassan=həsˈɑn hauser=hˈWzəɹ haut=ˈO havel=hˈɑvᵊl haverford=hˈævəɹfəɹd hayao=hIˈW " +
  "hayashi=həjˈɑʃi haydn=hˈIdᵊn hearst=hˈɜɹst heber=hˈibəɹ hegel=hˈAɡᵊl heidegger=hˈIdɪɡəɹ heinrich=hˈInɹɪk " +
  "helene=həlˈin henrique=ɛnɹˈikA herbert=hˈɜɹbəɹt hermione=həɹmˈIəni hernando=hɜɹnˈɑndO herrera=həɹˈɛɹə " +
  "hesse=hˈɛsə heung-min=hˌʌŋmˈɪn hideo=hˈidAO hilliard=hˈɪljəɹd hillsborough=hˈɪlzbˌɜɹO hindley=hˈɪndli " +
  "hines=hˈInz hiram=hˈIɹəm hiro=hˈɪɹO hoffmann=hˈɔfmən hogarth=hˈOɡɑɹθ holbrook=hˈOlbɹʊk holcomb=hˈOlkəm " +
  "hollis=hˈɑlɪs hons=ˈɑnz horatio=həɹˈAʃiˌO horowitz=hˈɔɹəwˌɪts houellebecq=wˈɛlbɛk hough=hˈʌf hsiao=ʃˈW hsu=ʃˈu " +
  "hulme=hjˈum husain=husˈAn hussain=husˈAn hussein=husˈAn huygens=hˈIɡənz huynh=hwˈɪn hwa=hwˈɑ hwang=hwˈæŋ " +
  "hyun=hjˈʌn iago=iˈɑɡO iain=ˈiən ibanez=ibˈɑnjəz ibrahim=ˈibɹəhˌim ibrahimovic=ˌibɹəhˈiməvɪʧ ichiro=ˈiʧɪɹO " +
  "iglesias=ɪɡlˈAsiəs ignacio=ɪɡnˈɑsiO ignatius=ɪɡnˈAʃəs igor=ˈiɡɔɹ ilan=ilˈɑn immanuel=ɪmˈænjuəl imogen=ˈɪməʤən " +
  "ina=ˈinə inarritu=ɪnjˈɑɹiTu ince=ˈɪns ines=inˈɛs inga=ˈɪŋɡə inge=ˈɪŋə ingersoll=ˈɪŋɡəɹsˌɔl ingham=ˈɪŋəm " +
  "inglis=ˈɪŋɡlɪs ingram=ˈɪŋɡɹəm ingrid=ˈɪŋɡɹɪd inigo=ˈiniɡO innes=ˈɪnɪs inoue=inOˈA ioan=jˈOən Ira=ˈIɹə " +
  "irena=iɹˈAnə irene=Iɹˈin irina=ɪɹˈinə isa=ˈisə ishida=iʃˈidə ishii=ˈiʃi isobel=ˈɪzəbˌɛl italiano=ɪtˌɑljˈɑnO " +
  "iva=ˈIvə ivanov=ivˈɑnəf iwo=ˈiwO iyer=ˈIjəɹ izumi=izˈumi jabbar=ʤəbˈɑɹ jaclyn=ʤˈæklən jacobi=ʤəkˈObi " +
  "jacoby=ʤəkˈObi jacques=ʒˈɑk jae=ʤˈA jaffe=ʤˈæfi jager=jˈAɡəɹ jaime=hˈImi jama=ʤˈɑmə jamal=ʤəmˈɑl " +
  "jamieson=ʤˈAməsən jamison=ʤˈAməsən janacek=jˈɑnəʧɛk janelle=ʤənˈɛl janine=ʤənˈin janis=ʤˈænɪs jannik=jˈɑnɪk " +
  "janos=jˈɑnOʃ jared=ʤˈɛɹəd jarrod=ʤˈɛɹəd javier=hˌɑviˈɛɹ jaya=ʤˈIə jean-luc=ʒˌɑnlˈuk jean-paul=ʒˌɑnpˈɔl " +
  "jean-pierre=ʒˌɑnpiˈɛɹ jeanine=ʤənˈin jemima=ʤəmˈImə jeong=ʤˈʌŋ jermaine=ʤəɹmˈAn jerome=ʤəɹˈOm jeter=ʤˈiTəɹ " +
  "jian=ʤiˈɑn jiang=ʤjˈɑŋ jie=ʤjˈɛ jimenez=himˈɛnɛz jinping=ʤˌɪnpˈɪŋ joachim=jˈOəkɪm joann=ʤOˈæn joao=ʒuˈW " +
  "joaquin=wɑkˈin jocelyn=ʤˈɑsəlɪn johan=jˈOhɑn johann=jˈOhɑn johannes=jOhˈɑnəs johansen=ʤOhˈænsən " +
  "johansson=ʤOhˈænsᵊn jokic=jˈOkɪʧ jolene=ʤOlˈin jolie=ʒOlˈi jorge=hˈɔɹhA jorgen=jˈɜɹɡən jorgensen=jˈɔɹɡənsən " +
  "jose=hOzˈA josef=jˈOsɛf josephus=ʤOsˈifəs joubert=ʒubˈɛɹ jourdan=ʒʊɹdˈɑn juan=wˈɑn juanita=wɑnˈiTə judeo=ʤudˈAO " +
  "jung=jˈʊŋ jurgen=jˈɜɹɡən kafka=kˈɑfkə kagan=kˈAɡən kailash=kIlˈɑʃ kain=kˈAn kaine=kˈAn kamal=kəmˈɑl " +
  "kamehameha=kəmˈAəmˈAə kaori=kIˈɔɹi kapoor=kəpˈʊɹ kardashian=kɑɹdˈæʃiən Karen=kˈɛɹən karim=kəɹˈim karin=kˈɛɹɪn " +
  "karthik=kˈɑɹTɪk kasich=kˈAsɪk katarina=kˌæTəɹˈinə katharine=kˈæθɹɪn katherine=kˈæθɹɪn kathleen=kæθlˈin " +
  "katia=kˈɑtjə katja=kˈɑtjə katya=kˈɑtjə kavanagh=kˈævənˌɔ kazuo=kˈɑzuO keanu=kiˈɑnu keir=kˈɪɹ keira=kˈɪɹə " +
  "kemal=kəmˈɑl kenobi=kənˈObi kenyon=kˈɛnjən keogh=kjˈO keppel=kˈɛpᵊl kerouac=kˈɛɹuˌæk kerr=kˈɜɹ keynes=kˈAnz " +
  "keyser=kˈIzəɹ khadija=kədˈiʤə khaled=kˈɑlɪd khaleesi=kəlˈisi khalid=kɑlˈid khalifa=kəlˈifə khalil=kəlˈil " +
  "khamenei=kɑmˈAnA khanna=kˈɑnə khomeini=kOmˈAni khrushchev=kɹˈusʧɛf kieran=kˈɪɹən kierkegaard=kˈɪɹkəɡˌɑɹd " +
  "kiki=kˈiki kilbride=kɪlbɹˈId kilburn=kˈɪlbəɹn kilgore=kˈɪlɡɔɹ killian=kˈɪliən kincaid=kɪnkˈAd kingsley=kˈɪŋzli " +
  "kinsella=kɪnsˈɛlə kipchoge=kɪpʧˈOɡA kirchner=kˈɜɹʃnəɹ kirkpatrick=kəɹkpˈætɹɪk kishida=kiʃˈidə kishore=kɪʃˈɔɹ " +
  "klee=klˈA klein=klˈIn kleiner=klˈInəɹ knowles=nˈOlz knudsen=kənˈudsən knut=kənˈut knuth=kənˈuθ " +
  "kobayashi=kˌObəjˈɑʃi koch=kˈOk kodaly=kˈOdI koenig=kˈAnɪɡ koichi=kOˈiʧi kojima=kOʤˈimə kol=kˈOl kolb=kˈOlb " +
  "kovacs=kˈOvæks kowalski=kəwˈɑlski krauss=kɹˈWs krieger=kɹˈiɡəɹ kristina=kɹɪstˈinə kristine=kɹɪstˈin " +
  "kristoff=kɹˈɪstɔf kroll=kɹˈOl krueger=kɹˈuɡəɹ kruger=kɹˈuɡəɹ kumar=kumˈɑɹ kundera=kˈʊndəɹə kurtis=kˈɜɹTɪs " +
  "kwame=kwˈɑmA kwan=kwˈɑn kwang=kwˈɑŋ kwazulu=kwɑzˈulu kwon=kwˈɔn kylian=kˈɪliən kyo=kjˈO kyu=kjˈu";

/**
 * Names of people, A to K, whose spelling does not follow the rules of English. `name=phonemes` in small letters without accents; one
 * with a capital is a word of another kind in small letters.
 *
 * @module
 */

/** First names and family names. */
export const PEOPLE_A_TO_K =
  "aaliyah=əlˈiə abbas=əbˈɑs abbe=æbˈA abdallah=əbdˈælə abdul=ɑbdˈʊl abdulaziz=ˌɑbdʊləzˈiz abdulla=əbdˈʊlə " +
  "abdullah=æbdˈʌlə abebe=ɑbˈAbA abednego=əbˈɛdnəɡˌO aber=ˈæbəɹ abernathy=ˈæbəɹnˌæθi abimelech=əbˈɪməlˌɛk " +
  "abner=ˈæbnəɹ abrams=ˈAbɹəmz absalom=ˈæbsələm absolut=ˌæbsəlˈut accio=ˈækiˌO accutane=ˈækjətˌAn " +
  "acevedo=ˌɑsəvˈAdO achebe=əʧˈAbA acheson=ˈæʧəsən acosta=əkˈɔstə adcock=ˈædkɑk ade=ˈAd adebayo=ˌɑdəbˈIO " +
  "adebayor=ˌɑdəbˈIɔɹ adelson=ˈædəlsən adichie=ɑdˈiʧA adina=ədˈinə aditya=ɑdˈɪtjə adlai=ˈædlA adnan=ˈædnɑn " +
  "adolf=ˈAdɑlf adolph=ˈAdɔlf adriana=ˌAdɹiˈɑnə adrien=ˌAdɹiˈɛn adrienne=ˌAdɹiˈɛn advait=ˈʌdvAt aer=ˈɛɹ " +
  "affleck=ˈæflɛk agarwal=ˈʌɡəɹwˌɑl agatha=ˈæɡəθə agee=ˈAʤi aggies=ˈæɡiz agincourt=ˈæʤɪnkˌɔɹt agnieszka=ɑɡnjˈɛʃkə " +
  "agrawal=ˈʌɡɹəwˌɑl agrippa=əɡɹˈɪpə aguero=əɡwˈɛɹO aguilar=ˈɑɡilˌɑɹ aguilera=ˌæɡəlˈɛɹə aguirre=əɡˈɪɹA " +
  "agustin=ˌɑɡustˈin ahab=ˈAhæb ahasuerus=əhˌæzjuˈɪɹəs ahmed=ˈɑmɛd ahmet=ˈɑmɛt aida=Iˈidə aiko=ˈIkO aileen=Ilˈin " +
  "aine=ˈɔnjə aisha=Iˈiʃə aishwarya=ˌIʃwˈɑɹjə aitken=ˈAtkən aitor=ˈItɔɹ ajay=ɑʤˈA akhmatova=ɑkmˈɑtəvə aki=ˈɑki " +
  "akio=ˈɑkiO alana=əlˈɑnə alanis=əlˈænɪs alanna=əlˈænə alastair=ˈæləstəɹ alban=ˈɔlbən albanese=ˌælbənˈAzi " +
  "albers=ˈælbəɹz albrecht=ˈɔlbɹɛkt albright=ˈɔlbɹIt alcaraz=ˈɑlkəɹɑz alcock=ˈɔlkɑk alcorn=ˈɔlkɔɹn alegre=ɑlˈɛɡɹA " +
  "alejandra=ˌɑləhˈɑndɹə alejandro=ˌɑləhˈɑndɹO aleksander=ˌæləksˈændəɹ aleksandr=ˌæləksˈɑndəɹ aleksei=əlˈɛksA " +
  "alena=əlˈAnə alessandra=ˌæləsˈændɹə alessandro=ˌɑləsˈɑndɹO alessia=əlˈɛsiə alexandre=ˌæləksˈɑndɹə alfie=ˈælfi " +
  "alford=ˈɔlfəɹd alisa=əlˈisə alistair=ˈæləstəɹ allende=ɑjˈɛndA allgemeine=ˈɑlɡəmˌInə allman=ˈɔlmən allred=ˈɔlɹɛd " +
  "almeida=ɑlmˈAdə almodovar=ˌælmOdˈOvɑɹ alois=ˈɑlOˌIs aloysius=ˌælOˈɪʃəs alphonse=ælfˈɑns alston=ˈɔlstən " +
  "althea=ælθˈiə althusser=ˌɔltʊsˈɛɹ alun=ˈælən alvarez=ˈælvəɹˌɛz alvaro=ˈælvəɹˌO alves=ˈælvɛs " +
  "alzheimer=ˈɑltshˌIməɹ amadeus=ˌɑmədˈAəs amalia=əmˈɑljə amanda=əmˈændə amar=əmˈɑɹ amara=əmˈɑɹə amato=əmˈɑTO " +
  "amaya=əmˈIə ameen=əmˈin amelia=əmˈiljə amelie=ˌɑməlˈi americorps=əmˈɛɹəkˌɔɹ amico=əmˈikO amidala=ˌæmədˈɑlə " +
  "amin=ɑmˈin amina=əmˈinə amis=ˈAmɪs amit=ˈɑmɪt amodei=ˌɑmədˈA amon=ˈɑmən amore=ɑmˈɔɹA amory=ˈAməɹi " +
  "amundsen=ˈɑmənsən anais=ˌɑnɑˈis anatoly=ˌænətˈOli andrade=ɑndɹˈɑdA andre=ˈɑndɹA andrea=ˈændɹiə andreas=ɑndɹˈAəs " +
  "andrei=ˈɑndɹA andrej=ˈɑndɹA andres=ɑndɹˈAs andriy=ˈɑndɹi andros=ˈændɹəs andrzej=ˈɑndʒA angela=ˈænʤələ " +
  "angelika=ænʤˈɛləkə angelo=ˈænʤəlˌO angelou=ˈænʤəlˌO anja=ˈɑnjə annabelle=ˈænəbˌɛl annan=ˈænən " +
  "anneliese=ˈɑnəlˌis ansel=ˈænsᵊl antetokounmpo=ˌɑntATəkˈumpO antipholus=æntˈɪfələs antoine=ɑntwˈɑn " +
  "antoinette=ˌæntwənˈɛt antonioni=ɑntˌOniˈOni anya=ˈɑnjə aoife=ˈifə aoki=AˈOki appel=əpˈɛl aquinas=əkwˈInəs " +
  "aquino=əkˈinO araki=əɹˈɑki aramis=ˈɛɹəmɪs arbuthnot=ɑɹbˈʌθnət archibald=ˈɑɹʧəbˌɔld aren=ˈɛɹən arendt=ˈɛɹənt " +
  "aretha=əɹˈiθə ariana=ˌɑɹiˈɑnə ariane=ˌɑɹiˈɑn arianna=ˌɑɹiˈɑnə arielle=ˌɑɹiˈɛl arista=əɹˈistə aristide=ˌæɹɪstˈid " +
  "ariza=əɹˈizə arjun=ˈɑɹʤən arkady=ɑɹkˈɑdi armando=ɑɹmˈɑndO arnaud=ɑɹnˈO arnault=ɑɹnˈO arnett=ɑɹnˈɛt arora=əɹˈɔɹə " +
  "arrieta=ˌɑɹiˈɛTə arrington=ˈɛɹɪŋtən arturo=ɑɹtˈʊɹO ary=ˈɛɹi asa=ˈAsə asbury=ˈæzbˌɛɹi asha=ˈɑʃə ashish=ɑʃˈiʃ " +
  "ashok=əʃˈOk ashwin=ˈɑʃwɪn aslan=ˈæzlən asquith=ˈæskwɪθ assad=əsˈɑd asta=ˈæstə aston=ˈæstən " +
  "attenborough=ˈætᵊnbəɹə attlee=ˈætli attwood=ˈætwʊd atwell=ˈætwɛl audubon=ˈɔdəbˌɑn augustin=ɔɡˈʌstɪn aung=ˈWŋ " +
  "aurelia=ɔɹˈiliə aurelie=ˌɔɹəlˈi aurelien=ɔɹˌAljˈɛn aurelio=WɹˈAliO ava=ˈAvə avanti=əvˈɑnti averill=ˈAvəɹəl " +
  "averroes=əvˈɛɹOˌiz avery=ˈAvəɹi avila=ˈɑvɪlə avram=ˈɑvɹəm aylmer=ˈAlməɹ ayse=ˈIʃə azevedo=ˌɑzəvˈAdO " +
  "azhar=ˈæzhɑɹ aziz=əzˈiz azkaban=ˈæzkəbˌæn babar=bˈɑbɑɹ babatunde=bˌɑbətˈundA bacall=bəkˈɔl bacharach=bˈækəɹˌæk " +
  "badu=bɑdˈu baek=bˈɛk baer=bˈɛɹ baez=bIˈɛz ballantyne=bˈæləntˌIn ballesteros=bˌIəstˈɛɹOs ballinger=bˈælɪnʤəɹ " +
  "ballou=bəlˈu balrog=bˈælɹɔɡ balzac=bˈɔlzæk banderas=bændˈɛɹəs banerjee=bˈænəɹʤi bansal=bˈʌnsəl " +
  "baptiste=bɑptˈist barabbas=bəɹˈæbəs barack=bəɹˈɑk barak=bəɹˈɑk barbieri=bɑɹbjˈɛɹi bardem=bɑɹdˈɛm baris=bˈɑɹɪʃ " +
  "barnabas=bˈɑɹnəbəs barnett=bɑɹnˈɛt barone=bəɹˈOn barrera=bəɹˈɛɹə barrington=bˈɛɹɪŋtən barrios=bˈɑɹiˌOs " +
  "barros=bˈɑɹOs barthes=bˈɑɹt bartholomew=bɑɹθˈɑləmjˌu bartok=bˈɑɹtɑk bartoli=bɑɹtˈOli bartolo=bˈɑɹTəlO " +
  "bartolomeo=bˌɑɹTOləmˈAO bashar=bəʃˈɑɹ bashir=bəʃˈɪɹ basile=bəzˈil basquiat=bˈɑskiˌɑ battaglia=bətˈɑljə " +
  "battista=bətˈistə baudelaire=bˌOdəlˈɛɹ baudrillard=bˌOdɹijˈɑɹ bauman=bˈWmən baumann=bˈWmən bausch=bˈWʃ " +
  "bautista=bWtˈistə beardsley=bˈɪɹdzli beatriz=bˈAətɹˌis beauchamp=bˈiʧəm beauxbatons=bˌObɑtˈɔn bebe=bˈibi " +
  "bechtel=bˈɛktᵊl beebe=bˈibi beethoven=bˈATOvən behr=bˈɛɹ belafonte=bˌɛləfˈɑnti belen=bəlˈɛn " +
  "bellatrix=bəlˈAtɹɪks belo=bˈɛlO belushi=bəlˈuʃi bemis=bˈimɪs bengio=bˈɛnʤiO bengt=bˈɛŋkt benitez=bənˈitɛz " +
  "benning=bˈɛnɪŋ benoit=bənwˈɑ benvolio=bɛnvˈOliˌO benz=bˈɛnz benzema=bˈɛnzəmˌɑ bergeron=bˈɜɹʒəɹˌɔn " +
  "bergin=bˈɜɹɡɪn bergson=bˈɛɹɡsən berkowitz=bˈɜɹkəwˌɪts berlioz=bˈɛɹliˌOz besiktas=bˌɛʃɪktˈɑʃ " +
  "betelgeuse=bˈiTᵊlʤˌuz Beth=bˈɛθ bethune=bəθjˈun beyonce=biˈɑnsA bezier=bˈɛziˌA bezos=bˈAzOs bhagavad=bˈʌɡəvəd " +
  "bhatia=bˈɑtiə bhattacharya=bˌɑTəʧˈɑɹjə bhutto=bˈuTO bianca=biˈɑŋkə bianchi=biˈɑŋki bianco=biˈɑŋkO bibi=bˈibi " +
  "bigelow=bˈɪɡəlˌO bilal=bɪlˈɑl billingsley=bˈɪlɪŋzli bingley=bˈɪŋli biro=bˈɪɹO bizet=bizˈA blanca=blˈɑŋkə " +
  "blasio=blˈɑziO blastoise=blˈæstˌYz bligh=blˈI blum=blˈum bluth=blˈuθ boaz=bˈOæz boethius=bOˈiθiəs " +
  "bohdan=bOhdˈɑn bohm=bˈOm bois=bwˈɑ bojangles=bOʤˈæŋɡəlz bolan=bˈOlən boland=bˈOlənd boleyn=bəlˈɪn " +
  "bolger=bˈOlʤəɹ bolin=bˈOlən bolshoi=bOlʃˈY bolsonaro=bˌOlsənˈɑɹO bonham=bˈɑnəm borges=bˈɔɹhAs boro=bˈɜɹO " +
  "borodin=bˈɔɹədˌin botha=bˈOTə bothwell=bˈɑθwɛl bouchard=buʃˈɑɹd boucher=buʃˈA boudreau=budɹˈO boulez=bulˈɛz " +
  "bounou=bˈunu bourdieu=bʊɹdjˈu bourque=bˈɜɹk brahe=bɹˈɑhi brancusi=bɹæŋkˈuzi brandeis=bɹˈændIs braque=bɹˈɑk " +
  "brazile=bɹəzˈil bremer=bɹˈiməɹ bridgette=bɹˈɪʤɪt brielle=bɹiˈɛl broderick=bɹˈɑdəɹɪk brodeur=bɹOdˈɜɹ " +
  "brokaw=bɹˈOkɔ brolin=bɹˈOlɪn bronte=bɹˈɑnti brophy=bɹˈOfi brough=bɹˈʌf broussard=bɹusˈɑɹd brubaker=bɹˈubˌAkəɹ " +
  "bruckner=bɹˈʊknəɹ brunelleschi=bɹˌunəlˈɛski brunet=bɹunˈA bruyne=bɹˈYnə brzezinski=bɹəzˈɪnski buchan=bˈʌkən " +
  "buchanan=bjukˈænən buchholz=bˈʊkhOlts bueno=bwˈAnO buhari=buhˈɑɹi bui=bwˈi bukowski=bjukˈWski " +
  "bulgakov=bʊlɡˈɑkəf bunuel=bunwˈɛl buono=bwˈOnO burak=bˈʊɹɑk burgoyne=bəɹɡˈYn burnett=bəɹnˈɛt burrell=bəɹˈɛl " +
  "burroughs=bˈɜɹOz buscemi=buʃˈɛmi busquets=buskˈɛts bustamante=bˌustəmˈɑntA buttigieg=bˈuTɪʤɪʤ bynum=bˈInəm " +
  "byrd=bˈɜɹd byrne=bˈɜɹn byrnes=bˈɜɹnz cabello=kəbˈAO cabo=kˈɑbO cabrera=kəbɹˈɛɹə cadogan=kədˈʌɡən cahill=kˈAhɪl " +
  "Cai=tsˈI caiaphas=kˈIəfəs calabrese=kˌæləbɹˈAzi calaveras=kˌæləvˈɛɹəs calhoun=kælhˈun calista=kəlˈɪstə " +
  "callaghan=kˈæləhˌæn calle=kˈɑjA calvert=kˈælvəɹt calvo=kˈɑlvO camacho=kəmˈɑʧO camila=kəmˈilə camille=kəmˈil " +
  "camilleri=kˌæmɪlˈɛɹi camoes=kəmˈYnʃ camus=kæmˈu canandaigua=kˌænəndˈAɡwə canelo=kɑnˈɛlO cantrell=kæntɹˈɛl " +
  "cao=tsˈW caoimhe=kˈivə capaldi=kəpˈɑldi capote=kəpˈOTi caputo=kəpˈuTO cara=kˈɛɹə carbone=kɑɹbˈOni carew=kəɹˈu " +
  "carissa=kəɹˈɪsə carleton=kˈɑɹltən carlos=kˈɑɹlOs carlotta=kɑɹlˈɑTə carmelo=kɑɹmˈɛlO caron=kəɹˈɑn " +
  "carrasco=kəɹˈɑskO carrera=kəɹˈɛɹə carruthers=kəɹˈʌðəɹz carvajal=kˌɑɹvəhˈɑl carvalho=kɑɹvˈɑljO caryl=kˈɛɹəl " +
  "carys=kˈɛɹɪs casanova=kˌæsənˈOvə casemiro=kˌɑsəmˈɪɹO castell=kæstˈɛl castellano=kˌæstəlˈɑnO castello=kæstˈɛlO " +
  "caterpie=kˈæTəɹpi catharine=kˈæθɹɪn cato=kˈATO cattaneo=kɑtˈɑniO cauchy=kOʃˈi cece=sˈisi cecelia=səsˈiljə " +
  "cech=ʧˈɛk cecil=sˈisᵊl cecile=səsˈil cecilia=səsˈiliə celestine=sˈɛləstˌin celia=sˈiljə celine=səlˈin cem=ʤˈɛm " +
  "centauri=sɛntˈɔɹi cephas=sˈifəs cera=sˈɛɹə cervantes=səɹvˈɑntAs cerys=kˈɛɹɪs cesar=sˈAzɑɹ cesare=ʧˈAzəɹA " +
  "cesaro=səzˈɑɹO cespedes=sˈɛspədɛs cezanne=sAzˈɑn chabot=ʃəbˈO chae=ʧˈA chagall=ʃəɡˈɑl chaim=hˈIəm " +
  "chalamet=ʃˈæləmˌA chamberlin=ʧˈAmbəɹlən chandra=ʧˈʌndɹə chandrasekhar=ʧˌʌndɹəʃˈAkəɹ chang=ʧˈæŋ chantal=ʃɑntˈɑl " +
  "chapelle=ʃəpˈɛl chappell=ʧˈæpᵊl chappelle=ʃəpˈɛl chardin=ʃɑɹdˈæn charizard=ʧˈɑɹɪzˌɑɹd charlene=ʃɑɹlˈin " +
  "charlize=ʃɑɹlˈiz charmaine=ʃɑɹmˈAn charmander=ʧɑɹmˈændəɹ charmeleon=ʧɑɹmˈiliən chastain=ʧˈæstAn " +
  "chatterjee=ʧˈæTəɹʤi chau=ʧˈW chaudhary=ʧˈWdəɹi chaudhry=ʧˈWdɹi chavez=ʧˈɑvɛz che=ʧˈA cheadle=ʧˈidᵊl " +
  "chekhov=ʧˈɛkɔf cheney=ʧˈAni cheng=ʧˈʌŋ chenoweth=ʧˈɛnəwˌɛθ cheong=ʧˈʌŋ cheri=ʃəɹˈi cherie=ʃəɹˈi cheryl=ʃˈɛɹəl " +
  "chiara=kiˈɑɹə chien=ʧjˈɛn chihiro=ʧihˈɪɹO childers=ʧˈɪldəɹz chirac=ʃɪɹˈɑk chisholm=ʧˈɪzəm chiu=ʧˈu " +
  "chiwetel=ʧˈuətɛl chloe=klˈOi cholmondeley=ʧˈʌmli chopin=ʃˈOpæn chowdhury=ʧˈWdəɹi christensen=kɹˈɪstənsən " +
  "christiana=kɹˌɪstiˈænə christiane=kɹˌɪstiˈɑn christine=kɹɪstˈin christophe=kɹistˈɔf chua=ʧwˈɑ chuan=ʧwˈɑn " +
  "chukwuemeka=ʧˌukwuˌAmˈAkə cian=kˈiən ciara=kˈiɹə ciaran=kˈɪɹən cillian=kˈɪliən ciri=sˈɪɹi cisneros=sɪsnˈɛɹOs " +
  "clara=klˈɛɹə clarice=klɛɹˈis claro=klˈɑɹO claudine=klɔdˈin claus=klˈɔz clausen=klˈWsən clemence=klAmˈɑns " +
  "clemente=kləmˈɛntA clermont=klˈɛɹmɑnt clough=klˈʌf clowes=klˈWz cluny=klˈuni coburn=kˈObəɹn coelho=kwˈAlju " +
  "coen=kˈOən cohen=kˈOən colburn=kˈOlbəɹn colm=kˈɑləm colman=kˈOlmən colonna=kəlˈOnə colson=kˈOlsən " +
  "colvin=kˈOlvɪn Comer=kˈOməɹ comey=kˈOmi compagnie=kˌɔmpɑnjˈi comte=kˈɔmt conan=kˈOnən conant=kˈOnənt " +
  "conchita=kənʧˈiTə condit=kˈɑndɪt conlan=kˈɑnlən conley=kˈɑnli conlon=kˈɑnlən connell=kˈɑnᵊl connick=kˈɑnɪk " +
  "connolly=kˈɑnəli conover=kˈɑnəvəɹ conrad=kˈɑnɹæd conroy=kˈɑnɹY considine=kˈɑnsədˌIn constantin=kˈɑnstəntˌin " +
  "consuelo=kənswˈAlO conte=kˈɔntA contreras=kəntɹˈɛɹəs conyers=kˈɑnjəɹz copernicus=kəpˈɜɹnɪkəs " +
  "corbusier=kˌɔɹbusjˈA cordelia=kɔɹdˈiljə cordell=kɔɹdˈɛl corentin=kˌɔɹəntˈæn corinne=kəɹˈin cornelia=kɔɹnˈiljə " +
  "cornwallis=kɔɹnwˈɑləs correa=kəɹˈAə corriere=kɔɹjˈɛɹA corsa=kˈɔɹsə cortazar=kɔɹtˈɑzɑɹ cortes=kɔɹtˈɛz " +
  "cortese=kɔɹtˈAzi cortez=kɔɹtˈɛz Coruscant=kˈɔɹəsˌɑnt cosima=kˈOsimə costanza=kəstˈænzə cotto=kˈOTO " +
  "cottrell=kɑtɹˈɛl coughlan=kˈɑɡlən coughlin=kˈɑɡlɪn coulthard=kˈOltɑɹd couperin=kˈupəɹˌæn courbet=kʊɹbˈA " +
  "couric=kˈɜɹɪk courtois=kuɹtwˈɑ cousteau=kustˈO covington=kˈʌvɪŋtən cowell=kˈWəl craigie=kɹˈAɡi cramer=kɹˈAməɹ " +
  "crittenden=kɹˈɪtᵊndən cronin=kɹˈOnɪn crowell=kɹˈOəl crowther=kɹˈWðəɹ cruickshank=kɹˈʊkʃæŋk cruz=kɹˈuz " +
  "cthulhu=kəθˈulu cuaron=kwɑɹˈOn cuchulainn=kukˈʌlɪn cuervo=kwˈɛɹvO cueto=kwˈATO cuevas=kwˈAvəs cunha=kˈunjə " +
  "cunningham=kˈʌnɪŋhˌæm curtis=kˈɜɹTɪs cusack=kjˈusæk cyr=sˈɪɹ cyrano=sˈɪɹənˌO d'amico=dəmˈikO " +
  "d'angelo=diˈænʤəlˌO d'artagnan=dɑɹtˈænjən dae=dˈA daenerys=dənˈɛɹɪs dafydd=dˈævɪð daiichi=dIˈiʧi daisuke=dˈIskA " +
  "dalby=dˈɔlbi dali=dˈɑli dalia=dˈɑljə daly=dˈAli dalziel=diˈɛl damian=dˈAmiən damico=dəmˈikO dana=dˈAnə " +
  "daniela=dɑnjˈɛlə daniella=dˌænjˈɛlə danielle=dænjˈɛl daria=dˈɑɹiə darin=dˈɛɹən dario=dˈɑɹiO darius=dəɹˈIəs " +
  "darren=dˈɛɹən daryl=dˈɛɹəl datuk=dˈɑtʊk daugherty=dˈɔɹTi davide=dˈɑvidA davina=dəvˈinə davinci=dəvˈɪnʧi " +
  "davison=dˈAvəsən daya=dˈIə deakin=dˈikɪn deandre=diˈɑndɹA deangelo=diˈænʤəlO deanna=diˈænə debussy=dˌAbjusˈi " +
  "declan=dˈɛklən Degas=dAɡˈɑ degeneres=dəʤˈɛnəɹəs degrasse=dəɡɹˈɑs deidre=dˈidɹə deion=dˈiɑn dekalb=dəkˈælb " +
  "dela=dˈɛlə delacroix=dˌɛləkɹwˈɑ delancey=dəlˈænsi delany=dəlˈAni deleuze=dəlˈuz delevingne=dˈɛləvˌin " +
  "delia=dˈiljə delores=dəlˈɔɹəs delphine=dɛlfˈin demarcus=dəmˈɑɹkəs demis=dˈɛmɪs deneuve=dənˈuv deng=dˈʌŋ " +
  "denise=dənˈis denouement=dˌAnumˈɑn deo=dˈAO deon=dˈiɑn depardieu=dˌApɑɹdjˈu depeche=dəpˈɛʃ derain=dəɹˈæn " +
  "derick=dˈɛɹɪk derrida=dˌɛɹidˈɑ dershowitz=dˈɜɹʃəwˌɪts desai=dəsˈI desantis=dəsˈæntɪs deschamps=dAʃˈɑm " +
  "deschanel=dˌAʃənˈɛl desiree=dˌɛzəɹˈA desjardins=dˌAʒɑɹdˈæn devereaux=dˈɛvəɹˌO devereux=dˈɛvəɹˌu " +
  "dewhurst=dˈuhəɹst dewitt=dəwˈɪt diablo=diˈɑblO diaghilev=diˈɑɡəlˌɛf diario=diˈɑɹiO diarmuid=dˈɪɹmɪd diaz=dˈiɑz " +
  "dicaprio=dɪkˈæpɹiO diderot=dˌidəɹˈO didi=dˈidi didier=dˈidiˌA diego=diˈAɡO dieter=dˈiTəɹ dietrich=dˈitɹɪk " +
  "dietz=dˈits dijk=dˈIk dimaggio=dəmˈɑʤiO dimas=dˈimɑs dimitri=dəmˈitɹi dinah=dˈInə dinesh=dɪnˈɛʃ dingell=dˈɪŋɡəl " +
  "dingwall=dˈɪŋwɔl diogo=djˈOɡO dion=diˈɑn dionne=diˈɑn dionysus=dˌIənˈIsəs disraeli=dɪzɹˈAli djimon=ʤˈImən " +
  "djokovic=ʤˈOkəvɪʧ dmitri=dəmˈitɹi dolan=dˈOlən dolores=dəlˈɔɹəs dolph=dˈɔlf domenico=dəmˈɛnɪkˌO domhnall=dˈOnᵊl " +
  "dominic=dˈɑmənɪk dominick=dˈɑmənɪk donaghy=dˈɑnəhi donald=dˈɑnᵊld donaldson=dˈɑnᵊldsən doncic=dˈɑnʧɪʧ " +
  "donelson=dˈɑnəlsən donizetti=dˌɑnɪzˈɛTi donne=dˈʌn donoghue=dˈɑnəhjˌu doral=dəɹˈæl doran=dˈɔɹən doreen=dɔɹˈin " +
  "dorothea=dˌɔɹəθˈiə dostoevsky=dˌɑstəjˈɛfski dougie=dˈʌɡi dowell=dˈWəl drago=dɹˈɑɡO dre=dɹˈA drury=dɹˈʊɹi " +
  "duan=dwˈɑn duane=dwˈAn duarte=dwˈɑɹtA dubois=dubwˈɑ duchamp=duʃˈɑn duchene=duʃˈɛn dufour=dufˈɔɹ " +
  "dufresne=dufɹˈAn dugan=dˈuɡən duhamel=dˌuəmˈɛl dukakis=dukˈɑkəs dulcinea=dˌʊlsɪnˈAə dulles=dˈʌləs " +
  "dumbledore=dˈʌmbᵊldˌɔɹ dumont=dˈumɑnt dunleavy=dʌnlˈivi duong=zwˈɔŋ duplantis=duplˈæntɪs dupree=dupɹˈi " +
  "duran=dəɹˈæn durand=dəɹˈænd durant=dəɹˈænt duras=dʊɹˈɑ durer=dˈʊɹəɹ durga=dˈʊɹɡə duval=duvˈɔl duvall=duvˈɔl " +
  "dvorak=dəvˈɔɹʒæk dyck=dˈIk dylan=dˈɪlən earp=ˈɜɹp ebenezer=ˌɛbənˈizəɹ eccleston=ˈɛkəlstən eda=ˈidə edith=ˈidɪθ " +
  "edouard=ˈɛdwɑɹ eduard=ˈɛdwɑɹd eduardo=ɛdwˈɑɹdO egan=ˈiɡən egerton=ˈɛʤəɹtən ehlers=ˈAləɹz ehrlich=ˈɛɹlɪk " +
  "ehud=Ahˈud eiji=ˈAʤi eileen=Ilˈin eilidh=ˈAli ejiofor=ˈɛʤiəfˌɔɹ ekaterina=ɪkˌætəɹˈinə eko=ˈɛkO ela=ˈɛlə " +
  "eldon=ˈɛldən eldredge=ˈɛldɹɪʤ eleanor=ˈɛlənəɹ electrolux=əlˈɛktɹəlˌʌks elena=ˈɛlənə elgar=ˈɛlɡɑɹ " +
  "eliana=ˌɛliˈɑnə elias=əlˈIəs elie=ˈɛli elihu=ˈɛləhjˌu elinor=ˈɛlənˌɔɹ elio=ˈɛliO eliot=ˈɛliət elisa=əlˈisə " +
  "elise=əlˈis eliud=ˈɛliˌud eliza=əlˈIzə ellis=ˈɛlɪs elodie=ˈɛlədi eloise=ˌɛlOˈiz elon=ˈilɑn elrond=ˈɛlɹənd " +
  "elroy=ˈɛlɹY elvira=ɛlvˈIɹə ema=ˈɛmə emanuel=ɪmˈænjuəl emanuele=ˌɛmɑnwˈɛlA embiid=ɛmbˈid emerson=ˈɛməɹsən " +
  "emiko=ˈɛmɪkˌO emil=Amˈil emile=Amˈil emilio=əmˈiliO emine=ˌɛmˈinA emmanuelle=ɪmˌænjuˈɛl emmerich=ˈɛməɹɪk " +
  "emory=ˈɛməɹi emre=ˈɛmɹA emrys=ˈɛmɹɪs ena=ˈinə endor=ˈɛndɔɹ enfield=ˈɛnfˌild engel=ˈɛŋɡᵊl engels=ˈɛŋɡəlz " +
  "engle=ˈɛŋɡᵊl englewood=ˈɛŋɡəlwˌʊd ennis=ˈɛnɪs eno=ˈinO enos=ˈinəs enrique=ɛnɹˈikA entre=ˈɑntɹə enya=ˈɛnjə " +
  "enzo=ˈɛnzO eoghan=ˈOən eoin=ˈOən eomer=ˈAOməɹ eowyn=ˈAOwɪn ephraim=ˈifɹəm equifax=ˈɛkwəfˌæks erdogan=ˈɛɹdəwˌɑn " +
  "erdos=ˈɛɹdɪʃ erich=ˈɛɹɪk erling=ˈɜɹlɪŋ espana=ɛspˈɑnjə esper=ˈɛspəɹ esperanza=ˌɛspəɹˈɑnzə espinoza=ˌɛspənˈOzə " +
  "este=ˈɛstA estes=ˈɛstiz ethan=ˈiθən ethel=ˈɛθᵊl etheridge=ˈɛθəɹɪʤ etienne=ˌAtiˈɛn eto'o=ˈɛTOˌO eugenie=juʤˈini " +
  "euler=ˈYləɹ eunji=ˈunʤi evan=ˈɛvən evangeline=ɪvˈænʤəlˌin evans=ˈɛvənz evelyn=ˈɛvəlɪn evenepoel=ˈɛvənəpˌul " +
  "everleigh=ˈɛvəɹli everson=ˈɛvəɹsən evgeny=jɛvɡˈɛni expelliarmus=ɛkspˌɛliˈɑɹməs fabio=fˈɑbiO fabrizio=fəbɹˈitsiO " +
  "fagan=fˈAɡən fagin=fˈAɡɪn faisal=fˈIsᵊl falcone=fælkˈOni fallin=fˈælɪn fallon=fˈælən falwell=fˈɔlwɛl " +
  "fangio=fˈænʤiO farquhar=fˈɑɹkwəɹ farrakhan=fˈɛɹəkˌɑn farrar=fəɹˈɑɹ fassbinder=fˈɑsbɪndəɹ fatou=fˈɑtu " +
  "fauci=fˈWʧi favre=fˈɑɹv favreau=fævɹˈO fazio=fˈɑziO featherstonehaugh=fˈænʃɔ federer=fˈɛdəɹəɹ " +
  "federica=fˌɛdəɹˈikə fehr=fˈɛɹ feige=fˈIɡi feinberg=fˈInbəɹɡ feingold=fˈInɡOld feinstein=fˈInstIn felice=fəlˈis " +
  "felicia=fəlˈiʃə felipe=fəlˈipA felix=fˈilɪks fenerbahce=fˌɛnəɹbˈɑʧA feng=fˈʌŋ fergie=fˈɜɹɡi fernand=fɜɹnˈɑn " +
  "fernandes=fəɹnˈændɛs fernandez=fəɹnˈændɛz fernando=fəɹnˈɑndO ferrante=fəɹˈɑntA ferraro=fəɹˈɑɹO ferreira=fəɹˈAɹə " +
  "feyerabend=fˈIəɹˌɑbənt ffion=fˈiɑn fibonacci=fˌɪbənˈɑʧi fichte=fˈɪktə fides=fˈIdiz fifi=fˈifi figaro=fˈɪɡəɹˌO " +
  "fila=fˈilə filippo=fəlˈipO findley=fˈɪndli fionnuala=fɪnˈulə fiore=fiˈɔɹA fitzgerald=fɪtsʤˈɛɹəld " +
  "fitzgibbon=fɪtsɡˈɪbən fitzpatrick=fɪtspˈætɹɪk flaherty=flˈæəɹTi flareon=flˈɛɹiˌɑn flaubert=flObˈɛɹ " +
  "fleischer=flˈIʃəɹ fleur=flˈɜɹ fleury=flˈʊɹi florian=flˈɔɹiən fogel=fˈOɡəl fonseca=fɔnsˈAkə fontaine=fɑntˈAn " +
  "forsyth=fˈɔɹsˌIθ forsythe=fˈɔɹsˌIθ fortinbras=fˈɔɹtənbɹˌæs fortuna=fɔɹtˈunə fouad=fuˈɑd foucault=fukˈO " +
  "fourier=fˈʊɹiA fragonard=fɹˌæɡənˈɑɹ francaise=fɹɑnsˈɛz francesca=fɹænʧˈɛskə francesco=fɹænʧˈɛskO " +
  "francine=fɹænsˈin francois=fɹɑnswˈɑ francoise=fɹɑnswˈɑz franz=fɹˈɑnts frasier=fɹˈAʒəɹ frazier=fɹˈAʒəɹ " +
  "frederic=fɹˈɛdɹɪk frege=fɹˈAɡə frei=fɹˈI freire=fɹˈɛɹi freitas=fɹˈATəs freud=fɹˈYd freyja=fɹˈAə " +
  "friedland=fɹˈidlənd friedlander=fɹˈidlændəɹ friedman=fɹˈidmən friedrich=fɹˈidɹɪk frontera=fɹɑntˈɛɹə " +
  "fuchs=fjˈuks fuente=fwˈɛntA fuentes=fwˈɛntAs fujii=fˈuʤi fumio=fˈumiO fusco=fˈʌskO fyodor=fjˈOdəɹ " +
  "gabbard=ɡˈæbəɹd gabor=ɡəbˈɔɹ gabriela=ɡˌɑbɹiˈɛlə gabriele=ɡˌɑbɹiˈAlA gabriella=ɡˌæbɹiˈɛlə gabrielle=ɡˌæbɹiˈɛl " +
  "gaby=ɡˈæbi gaddafi=ɡədˈɑfi gadot=ɡədˈOt gael=ɡɑˈɛl gaelle=ɡɑˈɛl gagnon=ɡˈænjɑn galadriel=ɡəlˈɑdɹiˌɛl " +
  "galatasaray=ɡˌɑlətˌɑsəɹˈI galle=ɡˈɔl gallegos=ɡɑjˈAɡOs galois=ɡælwˈɑ galton=ɡˈɔltən gamal=ɡəmˈɑl gandhi=ɡˈɑndi " +
  "ganondorf=ɡˈænəndˌɔɹf garcia=ɡɑɹsˈiə gardiner=ɡˈɑɹdnəɹ garrincha=ɡəɹˈɪnʧə gaspard=ɡæspˈɑɹ gauguin=ɡOɡˈæn " +
  "gaultier=ɡˌOtiˈA gazeta=ɡəzˈɛTə geer=ɡˈɪɹ geffen=ɡˈɛfən gehrig=ɡˈɛɹɪɡ gehry=ɡˈɛɹi geiger=ɡˈIɡəɹ geller=ɡˈɛləɹ " +
  "gelman=ɡˈɛlmən gemmell=ɡˈɛməl generale=ʤˌɛnəɹˈæl genevieve=ʤˈɛnəvˌiv geng=ɡˈʌŋ gengar=ɡˈɛŋɡɑɹ genghis=ɡˈɛŋɡɪs " +
  "gennady=ɡənˈɑdi gennaro=ʤənˈɑɹO geoffrey=ʤˈɛfɹi georg=ɡˈAɔɹɡ georgi=ɡiˈɔɹɡi georgiana=ʤˌɔɹʤiˈænə " +
  "geraint=ɡˈɛɹInt gerais=ʒəɹˈIs geraldine=ʤˌɛɹəldˈin geraldo=həɹˈɑldO geralt=ɡˈɛɹᵊlt gerard=ʤəɹˈɑɹd " +
  "gerber=ɡˈɜɹbəɹ gerda=ɡˈɜɹdə gere=ɡˈɪɹ gerhard=ɡˈɛɹhɑɹt gerhardt=ɡˈɛɹhɑɹt gericault=ʒˌɛɹikˈO gerlach=ɡˈɜɹlɑk " +
  "germaine=ʤəɹmˈAn gershon=ɡˈɜɹʃən gershwin=ɡˈɜɹʃwən gertrude=ɡˈɜɹtɹud gervais=ʤəɹvˈAz gerwig=ɡˈɜɹwɪɡ " +
  "gethsemane=ɡɛθsˈɛməni geyer=ɡˈIəɹ ghosh=ɡˈOʃ ghulam=ɡulˈɑm giacomo=ʤˈɑkəmˌO gian=ʤˈɑn giancarlo=ʤɑnkˈɑɹlO " +
  "gianna=ʤiˈɑnə gianni=ʤˈɑni giannis=jˈɑnɪs gide=ʒˈid gigi=ʤˈiʤi giglio=ʤˈiljO gilberto=ʤɪlbˈɛɹTO gilead=ɡˈɪliəd " +
  "gillard=ɡˈɪlɑɹd gilles=ʒˈil gillespie=ɡəlˈɛspi gillian=ʤˈɪliən gillis=ɡˈɪlɪs gilmour=ɡˈɪlmɔɹ gingrich=ɡˈɪŋɡɹɪʧ " +
  "ginsberg=ɡˈɪnzbɜɹɡ ginsburg=ɡˈɪnzbəɹɡ gioia=ʤˈYə giordano=ʤɔɹdˈɑnO giorgi=ʤˈɔɹʤi giorgia=ʤˈɔɹʤə giorgio=ʤˈɔɹʤiO " +
  "giovanni=ʤˌiəvˈɑni girard=ʤəɹˈɑɹd girolamo=ʤɪɹˈɑləmO giroux=ʒɪɹˈu gisela=ɡˈizələ giselle=ʤɪzˈɛl giulia=ʤˈuliə " +
  "giuliani=ʤˌuliˈɑni giuliano=ʤuljˈɑnO giulio=ʤˈuljO giuseppe=ʤusˈɛpi godard=ɡOdˈɑɹ godel=ɡˈɜɹdᵊl godin=ɡˈOdɪn " +
  "godiva=ɡədˈIvə godot=ɡədˈO goethe=ɡˈɜɹTə goetz=ɡˈɛts gogh=ɡˈO gogol=ɡˈOɡəl golan=ɡˈOlɑn gomes=ɡˈOmɛs " +
  "goncalo=ɡɔnsˈɑlu goneril=ɡˈɑnəɹɪl gonzales=ɡənzˈɑləs gonzalez=ɡənzˈɑləs gonzalo=ɡənzˈɑlO gopal=ɡOpˈɑl " +
  "gorbachev=ɡˈɔɹbəʧˌɔf gorecki=ɡɔɹˈɛtski gough=ɡˈɔf gould=ɡˈuld goulding=ɡˈuldɪŋ gounod=ɡunˈO graeme=ɡɹˈAəm " +
  "grainger=ɡɹˈAnʤəɹ grainne=ɡɹˈɔnjə gramercy=ɡɹˈæməɹsi gramsci=ɡɹˈɑmʃi grantham=ɡɹˈænθəm grassi=ɡɹˈɑsi " +
  "grasso=ɡɹˈɑsO graziano=ɡɹˌɑtsiˈɑnO gregoire=ɡɹəɡwˈɑɹ greig=ɡɹˈɛɡ greiner=ɡɹˈInəɹ grenier=ɡɹənjˈA " +
  "grigori=ɡɹɪɡˈɔɹi grigory=ɡɹɪɡˈɔɹi grimaldi=ɡɹɪmˈɑldi grinnell=ɡɹənˈɛl grosse=ɡɹˈOs gruber=ɡɹˈubəɹ " +
  "gruffudd=ɡɹˈɪfɪð guardia=ɡwˈɑɹdiə guattari=ɡwɑtˈɑɹi guenther=ɡˈʊntəɹ guevara=ɡəvˈɑɹə guggenheim=ɡˈuɡənhˌIm " +
  "guilherme=ɡilˈɛɹmi guillaume=ɡijˈOm guillen=ɡijˈɛn guillermo=ɡijˈɛɹmO gundogan=ɡˈʊndəwˌɑn guo=ɡwˈO " +
  "gustaf=ɡˈʊstɑf gustafsson=ɡˈʊstɑfsən gustav=ɡˈʊstɑv gustave=ɡˈʊstɑv gustavo=ɡustˈɑvO gutenberg=ɡˈutᵊnbˌɜɹɡ " +
  "guterres=ɡutˈɛɹəs gutierrez=ɡutjˈɛɹɛz guzman=ɡuzmˈɑn gwyneth=ɡwˈɪnəθ gyarados=ɡˈɛɹədˌOs gyllenhaal=ʤˈɪlənhˌɔl " +
  "habermas=hˈɑbəɹmˌɑs habib=həbˈib hadid=hədˈid hafez=hɑfˈɛz hagan=hˈAɡən hagel=hˈAɡəl hager=hˈAɡəɹ haggai=hˈæɡˌI " +
  "haile=hˈIli hajime=hˈɑʤimA hakan=hˈɑkɑn hakimi=həkˈimi hakon=hˈɔkᵊn haldeman=hˈɔldəmən halloran=hˈæləɹən " +
  "hamel=hˈæmᵊl hamelin=hˈæmələn hamer=hˈAməɹ hamid=həmˈid hamza=hˈɑmzə hanan=hənˈɑn haneda=hənˈAdə haneke=hˈɑnəkə " +
  "harald=hˈɛɹᵊld hariri=həɹˈɪɹi hartnell=hˈɑɹtnəl haruka=hɑɹˈukə hasan=hˈɑsən hasegawa=hˌɑsəɡˈɑwə hasek=hˈɑʃɛk " +
  "hassabis=həsˈɑbɪs hassan=həsˈɑn hastert=hˈæstəɹt hauptmann=hˈWptmən hauser=hˈWzəɹ haut=ˈO havel=hˈɑvᵊl " +
  "haverford=hˈævəɹfəɹd havertz=hˈɑvəɹts hayao=hIˈW hayashi=həjˈɑʃi haydn=hˈIdᵊn hearst=hˈɜɹst heathcliff=hˈiθklɪf " +
  "heber=hˈibəɹ hegel=hˈAɡᵊl heidegger=hˈIdɪɡəɹ heinrich=hˈInɹɪk helene=həlˈin heng=hˈʌŋ henrietta=hˌɛnɹiˈɛTə " +
  "henrique=ɛnɹˈikA henriques=ɛnɹˈikɛs herbert=hˈɜɹbəɹt hermione=həɹmˈIəni hernando=hɜɹnˈɑndO herrera=həɹˈɛɹə " +
  "herzog=hˈɜɹtsɔɡ hesse=hˈɛsə heung-min=hˌʌŋmˈɪn hideo=hˈidAO higginbotham=hˈɪɡənbˌɑθəm hilliard=hˈɪljəɹd " +
  "hillsborough=hˈɪlzbˌɜɹO hinata=hɪnˈɑTə hindley=hˈɪndli hines=hˈInz hingis=hˈɪŋɡɪs hiram=hˈIɹəm hiro=hˈɪɹO " +
  "hiroshige=hˌɪɹəʃˈiɡA hoffmann=hˈɔfmən hogarth=hˈOɡɑɹθ hokusai=hˈOkusˌI holbein=hˈOlbIn holbrook=hˈOlbɹʊk " +
  "holcomb=hˈOlkəm hollande=ɔlˈɑnd hollis=hˈɑlɪs hons=ˈɑnz horatio=həɹˈAʃiˌO horkheimer=hˈɔɹkhIməɹ " +
  "horowitz=hˈɔɹəwˌɪts hoseok=hOsˈʌk hossain=husˈAn houellebecq=wˈɛlbɛk hough=hˈʌf hsiao=ʃˈW hsieh=ʃjˈɛ hsu=ʃˈu " +
  "huang=hwˈɑŋ hui=hwˈA hulkenberg=hˈʊlkənbˌɜɹɡ hulme=hjˈum humberto=umbˈɛɹTO hunyadi=hˈʊnjɑdi husain=husˈAn " +
  "huseyin=hˌusAˈin hussain=husˈAn hussein=husˈAn husserl=hˈʊsəɹl huygens=hˈIɡənz huynh=hwˈɪn hwa=hwˈɑ hwang=hwˈæŋ " +
  "hyejin=hˌAʤˈin hyrule=hˈIɹˌul hyun=hjˈʌn iago=iˈɑɡO iain=ˈiən ibanez=ibˈɑnjəz ibarra=ibˈɑɹə ibrahim=ˈibɹəhˌim " +
  "ibrahimovic=ˌibɹəhˈiməvɪʧ ichiro=ˈiʧɪɹO iditarod=IdˈɪTəɹˌɑd ieuan=jˈIən iger=ˈIɡəɹ iglesias=ɪɡlˈAsiəs " +
  "ignacio=ɪɡnˈɑsiO ignatius=ɪɡnˈAʃəs igor=ˈiɡɔɹ ikeda=ikˈAdə ilan=ilˈɑn ileana=ˌɪliˈɑnə immanuel=ɪmˈænjuəl " +
  "imogen=ˈɪməʤən ina=ˈinə inarritu=ɪnjˈɑɹiTu ince=ˈɪns ines=inˈɛs inga=ˈɪŋɡə inge=ˈɪŋə ingersoll=ˈɪŋɡəɹsˌɔl " +
  "ingham=ˈɪŋəm inglis=ˈɪŋɡlɪs ingmar=ˈɪŋmɑɹ ingram=ˈɪŋɡɹəm ingres=ˈæŋɡɹə ingrid=ˈɪŋɡɹɪd iniesta=ɪnjˈɛstə " +
  "inigo=ˈiniɡO innes=ˈɪnɪs inoue=inOˈA inouye=inˈOA integra=ɪntˈɛɡɹə ioan=jˈOən ione=IˈOni iphigenia=ˌɪfəʤənˈIə " +
  "Ira=ˈIɹə irena=iɹˈAnə irene=Iɹˈin irina=ɪɹˈinə isa=ˈisə ishaan=iʃˈɑn ishida=iʃˈidə ishii=ˈiʃi isobel=ˈɪzəbˌɛl " +
  "isolde=ɪzˈOldə istvan=ˈɪʃtvɑn italiano=ɪtˌɑljˈɑnO itziar=ˈɪtsiˌɑɹ iva=ˈIvə ivanov=ivˈɑnəf iwan=ˈIwən iwo=ˈiwO " +
  "iyer=ˈIjəɹ izumi=izˈumi jabbar=ʤəbˈɑɹ jacinto=həsˈɪntO jaclyn=ʤˈæklən jacobi=ʤəkˈObi jacoby=ʤəkˈObi jacque=ʤˈɑk " +
  "jacques=ʒˈɑk jae=ʤˈA jaffe=ʤˈæfi jager=jˈAɡəɹ jago=ʤˈAɡO jahn=jˈɑn jaime=hˈImi jakub=jˈɑkub jama=ʤˈɑmə " +
  "jamal=ʤəmˈɑl jamieson=ʤˈAməsən jamila=ʤəmˈilə jamison=ʤˈAməsən janacek=jˈɑnəʧɛk janelle=ʤənˈɛl jang=ʤˈɑŋ " +
  "janine=ʤənˈin janis=ʤˈænɪs jannik=jˈɑnɪk janos=jˈɑnOʃ janusz=jˈɑnʊʃ jared=ʤˈɛɹəd jaroslav=jˈɑɹəslˌɑv " +
  "jarrod=ʤˈɛɹəd javier=hˌɑviˈɛɹ jaxson=ʤˈæksən jaya=ʤˈIə jean-luc=ʒˌɑnlˈuk jean-paul=ʒˌɑnpˈɔl " +
  "jean-pierre=ʒˌɑnpiˈɛɹ jeanine=ʤənˈin jemima=ʤəmˈImə jeong=ʤˈʌŋ jermaine=ʤəɹmˈAn jerome=ʤəɹˈOm jeter=ʤˈiTəɹ " +
  "jian=ʤiˈɑn jiang=ʤjˈɑŋ jie=ʤjˈɛ jihoon=ʤihˈun jimena=himˈAnə jimenez=himˈɛnɛz jimin=ʤimˈin jinping=ʤˌɪnpˈɪŋ " +
  "jiri=jˈɪɹʒi jisoo=ʤisˈu joachim=jˈOəkɪm joana=ʒuˈɑnə joann=ʤOˈæn joao=ʒuˈW joaquim=ʒwɑkˈim joaquin=wɑkˈin " +
  "jocelyn=ʤˈɑsəlɪn joelle=ʤOˈɛl johan=jˈOhɑn johann=jˈOhɑn johannes=jOhˈɑnəs johansen=ʤOhˈænsən " +
  "johansson=ʤOhˈænsᵊn jokic=jˈOkɪʧ jolene=ʤOlˈin jolie=ʒOlˈi jorge=hˈɔɹhA jorgen=jˈɜɹɡən jorgensen=jˈɔɹɡənsən " +
  "jose=hOzˈA josef=jˈOsɛf josephus=ʤOsˈifəs joubert=ʒubˈɛɹ jourdan=ʒʊɹdˈɑn juan=wˈɑn juanita=wɑnˈiTə judeo=ʤudˈAO " +
  "julieta=hˌuliˈɛTə jumanji=ʤumˈænʤi jung=jˈʊŋ jungkook=ʤˌʌŋkˈʊk jurgen=jˈɜɹɡən kafka=kˈɑfkə kagame=kəɡˈɑmA " +
  "kagan=kˈAɡən kailash=kIlˈɑʃ kain=kˈAn kaine=kˈAn kalgoorlie=kælɡˈʊɹli kaluuya=kəlˈujə kamal=kəmˈɑl " +
  "kamehameha=kəmˈAəmˈAə kante=kɑntˈA kanye=kˈɑnjA kaori=kIˈɔɹi kapoor=kəpˈʊɹ kardashian=kɑɹdˈæʃiən Karen=kˈɛɹən " +
  "karenina=kəɹˈɛnɪnə karim=kəɹˈim karin=kˈɛɹɪn karpov=kˈɑɹpɔf karthik=kˈɑɹTɪk kasich=kˈAsɪk katarina=kˌæTəɹˈinə " +
  "katarzyna=kˌɑtəɹʒˈɪnə katharine=kˈæθɹɪn katherine=kˈæθɹɪn kathleen=kæθlˈin katia=kˈɑtjə katja=kˈɑtjə " +
  "katya=kˈɑtjə kavanagh=kˈævənˌɔ kavya=kˈɑvjə kawai=kəwˈI kawhi=kəwˈI kazuo=kˈɑzuO keanu=kiˈɑnu keiko=kˈAkO " +
  "keir=kˈɪɹ keira=kˈɪɹə keitel=kˈITəl kelce=kˈɛlsi kemal=kəmˈɑl kenichi=kˈɛniʧi kenobi=kənˈObi kenyatta=kənjˈɑTə " +
  "kenyon=kˈɛnjən keogh=kjˈO keoghan=kiˈOɡən keokuk=kˈiəkˌʌk keppel=kˈɛpᵊl kerouac=kˈɛɹuˌæk kerr=kˈɜɹ keynes=kˈAnz " +
  "keyser=kˈIzəɹ khadija=kədˈiʤə khaled=kˈɑlɪd khaleesi=kəlˈisi khalid=kɑlˈid khalifa=kəlˈifə khalil=kəlˈil " +
  "khamenei=kɑmˈAnA khanna=kˈɑnə khashoggi=kəʃˈOʤi khloe=klˈOi khomeini=kOmˈAni khrushchev=kɹˈusʧɛf kian=kˈiən " +
  "kieran=kˈɪɹən kierkegaard=kˈɪɹkəɡˌɑɹd kieslowski=kiʃlˈɔfski kiki=kˈiki kilbride=kɪlbɹˈId kilburn=kˈɪlbəɹn " +
  "kilgore=kˈɪlɡɔɹ kilicdaroglu=kˌɪlɪʧdˈɑɹOˌlu killian=kˈɪliən kimura=kɪmˈʊɹə kincaid=kɪnkˈAd kingsley=kˈɪŋzli " +
  "kinsella=kɪnsˈɛlə kinsley=kˈɪnzli kipchoge=kɪpʧˈOɡA kirchner=kˈɜɹʃnəɹ kirkpatrick=kəɹkpˈætɹɪk kishida=kiʃˈidə " +
  "kishore=kɪʃˈɔɹ klee=klˈA klein=klˈIn kleine=klˈInə kleiner=klˈInəɹ kleinman=klˈInmən knowles=nˈOlz " +
  "knudsen=kənˈudsən knut=kənˈut knuth=kənˈuθ kobayashi=kˌObəjˈɑʃi koch=kˈOk kodaly=kˈOdI koenig=kˈAnɪɡ " +
  "koichi=kOˈiʧi kojima=kOʤˈimə kokoschka=kəkˈɔʃkə kol=kˈOl kolb=kˈOlb kosciuszko=kˌɑsiˈʌskO kostas=kˈOstəs " +
  "kovac=kˈOvæk kovacs=kˈOvæks kowalczyk=kəvˈɑlʧɪk kowalski=kəwˈɑlski kratos=kɹˈAtOs krause=kɹˈWs krauss=kɹˈWs " +
  "kreider=kɹˈIdəɹ kremer=kɹˈAməɹ krieger=kɹˈiɡəɹ kripke=kɹˈɪpki krishnamurthy=kɹˌɪʃnəmˈʊɹTi kristina=kɹɪstˈinə " +
  "kristine=kɹɪstˈin kristoff=kɹˈɪstɔf kroll=kɹˈOl kroos=kɹˈOs krueger=kɹˈuɡəɹ kruger=kɹˈuɡəɹ krzysztof=kɹˈɪʃtɔf " +
  "ksenia=ksˈɛnjə kuhn=kˈun kumar=kumˈɑɹ kundera=kˈʊndəɹə kurtis=kˈɜɹTɪs kurzweil=kˈɜɹtswIl kwabena=kwˈɑbənə " +
  "kwame=kwˈɑmA kwan=kwˈɑn kwang=kwˈɑŋ kwazulu=kwɑzˈulu kwon=kwˈɔn kwong=kwˈɔŋ kylian=kˈɪliən kyo=kjˈO kyu=kjˈu";

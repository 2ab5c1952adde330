/**
 * Names of people whose spelling does not follow the rules of English. `name=phonemes` in small letters without accents; one with a capital is a word of
 * another kind in small letters.
 *
 * @module
 */

/** First names and family names. */
export const PEOPLE =
  "aaliyah=əlˈiə abdullah=æbdˈʌlə achebe=əʧˈAbA adebayo=ˌɑdəbˈIO adichie=ɑdˈiʧA agarwal=ˈʌɡəɹwˌɑl aguilar=ˈɑɡilˌɑɹ " +
  "ahmed=ˈɑmɛd alcaraz=ˈɑlkəɹɑz alejandro=ˌɑləhˈɑndɹO alessandro=ˌɑləsˈɑndɹO alessia=əlˈɛsiə allende=ɑjˈɛndA " +
  "alvarez=ˈælvəɹˌɛz amara=əmˈɑɹə amelie=ˌɑməlˈi amodei=ˌɑmədˈA anais=ˌɑnɑˈis andrei=ˈɑndɹA andrej=ˈɑndɹA " +
  "andres=ɑndɹˈAs angela=ˈænʤələ angelou=ˈænʤəlˌO anneliese=ˈɑnəlˌis antetokounmpo=ˌɑntATəkˈumpO antoine=ɑntwˈɑn " +
  "anya=ˈɑnjə aoife=ˈifə arjun=ˈɑɹʤən arnault=ɑɹnˈO asha=ˈɑʃə ashwin=ˈɑʃwɪn aung=ˈWŋ aurelia=ɔɹˈiliə bartok=bˈɑɹtɑk " +
  "baudelaire=bˌOdəlˈɛɹ baudrillard=bˌOdɹijˈɑɹ beatriz=bˈAətɹˌis beauchamp=bˈiʧəm beethoven=bˈATOvən bengio=bˈɛnʤiO " +
  "benoit=bənwˈɑ berlioz=bˈɛɹliˌOz beyonce=biˈɑnsA bezier=bˈɛziˌA bezos=bˈAzOs bhattacharya=bˌɑTəʧˈɑɹjə " +
  "bianca=biˈɑŋkə bizet=bizˈA borges=bˈɔɹhAs bouchard=buʃˈɑɹd boucher=buʃˈA brahe=bɹˈɑhi bronte=bɹˈɑnti " +
  "bruyne=bɹˈYnə bunuel=bunwˈɛl buttigieg=bˈuTɪʤɪʤ Cai=tsˈI camila=kəmˈilə camilleri=kˌæmɪlˈɛɹi camus=kæmˈu " +
  "cao=tsˈW caoimhe=kˈivə capote=kəpˈOTi carlos=kˈɑɹlOs cauchy=kOʃˈi celine=səlˈin cezanne=sAzˈɑn chagall=ʃəɡˈɑl " +
  "chalamet=ʃˈæləmˌA chandrasekhar=ʧˌʌndɹəʃˈAkəɹ chantal=ʃɑntˈɑl charizard=ʧˈɑɹɪzˌɑɹd chatterjee=ʧˈæTəɹʤi " +
  "chavez=ʧˈɑvɛz chekhov=ʧˈɛkɔf chihiro=ʧihˈɪɹO chiwetel=ʧˈuətɛl chloe=klˈOi cholmondeley=ʧˈʌmli chopin=ʃˈOpæn " +
  "christophe=kɹistˈɔf ciara=kˈiɹə cillian=kˈɪliən clemence=klAmˈɑns coelho=kwˈAlju cohen=kˈOən Comer=kˈOməɹ " +
  "conrad=kˈɑnɹæd copernicus=kəpˈɜɹnɪkəs cortes=kɔɹtˈɛz cousteau=kustˈO cthulhu=kəθˈulu cuaron=kwɑɹˈOn " +
  "d'artagnan=dɑɹtˈænjən daenerys=dənˈɛɹɪs dafydd=dˈævɪð daisuke=dˈIskA dalziel=diˈɛl debussy=dˌAbjusˈi Degas=dAɡˈɑ " +
  "delphine=dɛlfˈin demis=dˈɛmɪs deneuve=dənˈuv depardieu=dˌApɑɹdjˈu derrida=dˌɛɹidˈɑ dicaprio=dɪkˈæpɹiO " +
  "diderot=dˌidəɹˈO dieter=dˈiTəɹ dionysus=dˌIənˈIsəs disraeli=dɪzɹˈAli djokovic=ʤˈOkəvɪʧ doncic=dˈɑnʧɪʧ " +
  "dostoevsky=dˌɑstəjˈɛfski dubois=dubwˈɑ dulcinea=dˌʊlsɪnˈAə duras=dʊɹˈɑ durer=dˈʊɹəɹ dvorak=dəvˈɔɹʒæk eilidh=ˈAli " +
  "ejiofor=ˈɛʤiəfˌɔɹ eleanor=ˈɛlənəɹ elena=ˈɛlənə elise=əlˈis eliud=ˈɛliˌud elon=ˈilɑn emre=ˈɛmɹA enrique=ɛnɹˈikA " +
  "enya=ˈɛnjə eoin=ˈOən eowyn=ˈAOwɪn erdogan=ˈɛɹdəwˌɑn erdos=ˈɛɹdɪʃ erling=ˈɜɹlɪŋ etienne=ˌAtiˈɛn euler=ˈYləɹ " +
  "fatou=fˈɑtu fauci=fˈWʧi featherstonehaugh=fˈænʃɔ federer=fˈɛdəɹəɹ felipe=fəlˈipA flaubert=flObˈɛɹ foucault=fukˈO " +
  "fourier=fˈʊɹiA freud=fɹˈYd friedrich=fɹˈidɹɪk fumio=fˈumiO gadot=ɡədˈOt galadriel=ɡəlˈɑdɹiˌɛl galois=ɡælwˈɑ " +
  "gandhi=ɡˈɑndi garcia=ɡɑɹsˈiə gauguin=ɡOɡˈæn gaultier=ɡˌOtiˈA geoffrey=ʤˈɛfɹi gerwig=ɡˈɜɹwɪɡ gianna=ʤiˈɑnə " +
  "giannis=jˈɑnɪs ginsberg=ɡˈɪnzbɜɹɡ giorgia=ʤˈɔɹʤə giovanni=ʤˌiəvˈɑni giulia=ʤˈuliə giuliani=ʤˌuliˈɑni " +
  "giuseppe=ʤusˈɛpi godard=ɡOdˈɑɹ goethe=ɡˈɜɹTə grainne=ɡɹˈɔnjə gramsci=ɡɹˈɑmʃi gruffudd=ɡɹˈɪfɪð guevara=ɡəvˈɑɹə " +
  "guillaume=ɡijˈOm guillen=ɡijˈɛn guillermo=ɡijˈɛɹmO gustavo=ɡustˈɑvO gutenberg=ɡˈutᵊnbˌɜɹɡ gutierrez=ɡutjˈɛɹɛz " +
  "gyllenhaal=ʤˈɪlənhˌɔl hadid=hədˈid hakon=hˈɔkᵊn haneke=hˈɑnəkə haruka=hɑɹˈukə hassabis=həsˈɑbɪs hayao=hIˈW " +
  "haydn=hˈIdᵊn hegel=hˈAɡᵊl heidegger=hˈIdɪɡəɹ heinrich=hˈInɹɪk hermione=həɹmˈIəni hesse=hˈɛsə heung-min=hˌʌŋmˈɪn " +
  "hideo=hˈidAO hoffmann=hˈɔfmən houellebecq=wˈɛlbɛk hsu=ʃˈu huygens=hˈIɡənz huynh=hwˈɪn ibrahim=ˈibɹəhˌim " +
  "ibrahimovic=ˌibɹəhˈiməvɪʧ ignacio=ɪɡnˈɑsiO inarritu=ɪnjˈɑɹiTu ingrid=ˈɪŋɡɹɪd inigo=ˈiniɡO ioan=jˈOən " +
  "irina=ɪɹˈinə iyer=ˈIjəɹ jacques=ʒˈɑk jamal=ʤəmˈɑl janacek=jˈɑnəʧɛk jannik=jˈɑnɪk javier=hˌɑviˈɛɹ " +
  "jean-luc=ʒˌɑnlˈuk jean-paul=ʒˌɑnpˈɔl jean-pierre=ʒˌɑnpiˈɛɹ jiang=ʤjˈɑŋ jimenez=himˈɛnɛz jinping=ʤˌɪnpˈɪŋ " +
  "joachim=jˈOəkɪm joao=ʒuˈW joaquin=wɑkˈin johann=jˈOhɑn johansson=ʤOhˈænsᵊn jokic=jˈOkɪʧ jorge=hˈɔɹhA " +
  "jorgen=jˈɜɹɡən jose=hOzˈA josef=jˈOsɛf juan=wˈɑn juanita=wɑnˈiTə jurgen=jˈɜɹɡən kaori=kIˈɔɹi kapoor=kəpˈʊɹ " +
  "karthik=kˈɑɹTɪk katarina=kˌæTəɹˈinə kazuo=kˈɑzuO keanu=kiˈɑnu keir=kˈɪɹ keira=kˈɪɹə kenobi=kənˈObi keynes=kˈAnz " +
  "khadija=kədˈiʤə khaleesi=kəlˈisi khalid=kɑlˈid khrushchev=kɹˈusʧɛf kierkegaard=kˈɪɹkəɡˌɑɹd kipchoge=kɪpʧˈOɡA " +
  "kishida=kiʃˈidə klee=klˈA knowles=nˈOlz knuth=kənˈuθ kodaly=kˈOdI kumar=kumˈɑɹ kundera=kˈʊndəɹə kwame=kwˈɑmA " +
  "kylian=kˈɪliən labeouf=ləbˈʌf lagerfeld=lˈɑɡəɹfɛld lagrange=ləɡɹˈɑnʒ laila=lˈIlə laplace=ləplˈɑs laszlo=lˈɑzlO " +
  "lavoisier=ləvwˈɑziA lecun=ləkˈʌn lefebvre=ləfˈɛv legolas=lˈɛɡələs leibniz=lˈIbnɪts levi-strauss=lˌAvistɹˈWs " +
  "lewandowski=lˌɛvəndˈɔfski lucia=lusˈiə luhrmann=lˈʊɹmən luigi=luˈiʤi luis=luˈis lupita=lupˈiTə maathai=mɑtˈI " +
  "macron=mɑkɹˈOn maeterlinck=mˈAtəɹlˌɪŋk maeve=mˈAv magritte=məɡɹˈit malala=məlˈɑlə malik=mɑlˈik manet=mænˈA " +
  "manuel=mˈɑnwɛl maria=məɹˈiə mariana=mˌɑɹiˈɑnə mateo=mətˈAO mathieu=mɑtjˈu matisse=mætˈis matteo=mətˈAO " +
  "matthias=məθˈIəs mbappe=əmbˈɑpA mbeki=əmbˈAki mcconaughey=məkˈɑnəhˌA mehmet=mˈɛmɛt meloni=məlˈOni " +
  "mendeleev=mˌɛndəlˈAəf mendelssohn=mˈɛndᵊlsən menuhin=mˈɛnjuɪn michaela=məkˈAlə michele=mɪʃˈɛl miguel=miɡˈɛl " +
  "mikhail=mɪkˈIl milei=milˈA miro=miɹˈO miyamoto=mˌijəmˈOTO mjolnir=mjˈOlnɪɹ moana=mOˈɑnə mobius=mˈObiəs " +
  "modigliani=mOdˌiljˈɑni modric=mˈOdɹɪʧ mohamed=mOhˈɑməd mohammed=mOhˈɑməd moliere=mOljˈɛɹ moltke=mˈOltkə " +
  "monet=mOnˈA montaigne=mɑntˈAn montesquieu=mˈɑntəskjˌu morales=mɔɹˈɑlɛs moreau=mɔɹˈO moriarty=mˌɔɹiˈɑɹTi " +
  "mourinho=mɔɹˈinjO mozart=mˈOtsɑɹt mulan=mulˈɑn munoz=munjˈOz murakami=mˌʊɹəkˈɑmi mussorgsky=məsˈɔɹɡski " +
  "nabokov=nəbˈOkəf nadal=nədˈɑl nadella=nədˈɛlə nadia=nˈɑdiə naipaul=nIpˈɔl nakamura=nˌɑkəmˈʊɹə naomi=nAˈOmi " +
  "narendra=nəɹˈɛndɹə natalia=nətˈɑliə natasha=nətˈɑʃə nathaniel=nəθˈænjəl navalny=nəvˈɑlni ncuti=ʃˈuTi neha=nˈAhɑ " +
  "nguyen=wˈɪn niamh=nˈiv nicolas=nˈɪkələs nikhil=nˈɪkɪl nikola=nˈikələ noemi=nOˈAmi noether=nˈɜɹTəɹ nunez=nˈunjɛz " +
  "nuria=nˈʊɹiə nyong'o=njˈɔŋO o'connell=Okˈɑnᵊl o'shea=OʃˈA obi-wan=ˌObiwˈɑn obrador=ˌObɹədˈɔɹ oisin=əʃˈin " +
  "okafor=ˈOkəfˌɔɹ olivier=ɔlˈɪviA omar=ˈOmɑɹ orban=ˈɔɹbɑn ortega=ɔɹtˈAɡə ortiz=ɔɹtˈiz oyelowo=ɔjˈɛləwO ozil=ˈOzɪl " +
  "padraig=pˈɔdɹɪɡ palahniuk=pˈɔlənɪk patel=pətˈɛl patricio=pɑtɹˈisiO pedro=pˈAdɹO pepys=pˈips perez=pˈɛɹɛz " +
  "philippe=fəlˈip phuong=fˈuŋ piaf=piˈɑf piaget=pjɑʒˈA pichai=pɪʧˈI pierre=piˈɛɹ pikachu=pˈikəʧˌu " +
  "pinochet=pˈinOʃˌA poincare=pwˌæŋkɑɹˈA poisson=pwɑsˈOn potemkin=pətˈɛmpkɪn poulenc=pulˈæŋk pradeep=pɹədˈip " +
  "priya=pɹˈijə prokofiev=pɹəkˈOfiˌɛf proust=pɹˈust puccini=puʧˈini pugh=pjˈu pulitzer=pˈʊlɪtsəɹ putin=pˈutɪn " +
  "qiu=ʧjˈO quixote=kihˈOTi rabelais=ɹˈæbəlˌA rachmaninoff=ɹɑkmˈɑnənˌɔf rachmaninov=ɹɑkmˈɑnənˌɔf rafael=ɹˌɑfɑˈɛl " +
  "rajesh=ɹɑʤˈɛʃ ramanujan=ɹɑmˈɑnuʤən ramaswamy=ɹˌɑməswˈɑmi ramirez=ɹəmˈɪɹɛz ramon=ɹəmˈOn raul=ɹɑˈul Ravel=ɹəvˈɛl " +
  "reyes=ɹˈAɛs reza=ɹˈAzɑ rhys=ɹˈis rihanna=ɹiˈɑnə rilke=ɹˈɪlkə rimbaud=ɹæmbˈO rivera=ɹɪvˈɛɹə rodin=ɹOdˈæn " +
  "rodrigo=ɹədɹˈiɡO rohan=ɹˈOhɑn roisin=ɹOʃˈin roth=ɹˈɔθ rousseau=ɹusˈO sachiko=sˈɑʧikO saens=sˈɑns " +
  "saint-exupery=sˌæntɛɡzˈupəɹˌi salah=səlˈɑ salinger=sˈælɪnʤəɹ samira=səmˈɪɹə sanchez=sˈænʧɛz saoirse=sˈɜɹʃə " +
  "sarkozy=sˌɑɹkOzˈi sartre=sˈɑɹtɹə sasuke=sˈɑskA satie=sɑtˈi schiele=ʃˈilə schneider=ʃnˈIdəɹ schoenberg=ʃˈɜɹnbɜɹɡ " +
  "scholz=ʃˈɔlts schopenhauer=ʃˈOpənhˌWəɹ schrodinger=ʃɹˈOdɪŋəɹ schulz=ʃˈʊlts scorsese=skɔɹsˈAzi seamus=ʃˈAməs " +
  "sean=ʃˈɔn sergei=sɜɹɡˈA sergio=sˈɜɹʤiO seurat=səɹˈɑ seuss=sˈus shakira=ʃəkˈɪɹə shanice=ʃənˈis sheinbaum=ʃˈAnbWm " +
  "shohei=ʃˈOhA shyamalan=ʃˈɑməlɑn sibelius=səbˈAliəs simone=sɪmˈOn sinead=ʃənˈAd siobhan=ʃəvˈɔn smeagol=smˈiəɡəl " +
  "solange=sOlˈɑnʒ solzhenitsyn=sˌOlʒənˈitsən spielberg=spˈilbɜɹɡ stalin=stˈɑlɪn stefan=stˈɛfɑn stephane=stɛfˈɑn " +
  "stravinsky=stɹəvˈɪnski suarez=swˈɑɹɛz sunak=sˈunæk suresh=sʊɹˈɛʃ sutskever=sˈʊtskəvəɹ swiatek=ʃfjˈɔntɛk " +
  "t'challa=təʧˈɑlə tagore=təɡˈɔɹ takahashi=tˌɑkəhˈɑʃi takeshi=tɑkˈɛʃi targaryen=tɑɹɡˈɛɹiən tariq=tˈɑɹɪk " +
  "tatiana=tˌɑtiˈɑnə tayyip=tˈIip tchaikovsky=ʧIkˈɔfski thabo=tˈɑbO thanos=θˈænOs theresa=təɹˈisə thiago=tiˈɑɡO " +
  "thoreau=θəɹˈO thunberg=tˈunbɜɹɡ thuy=twˈi timothee=tˌimətˈA tokarczuk=tOkˈɑɹʧʊk tokarev=tˈOkəɹˌɛf " +
  "tolstoy=tˈOlstY torres=tˈɔɹɛs torvalds=tˈɔɹvɑlts totoro=tˈOTəɹO toulouse-lautrec=tulˌuzlOtɹˈɛk trudeau=tɹudˈO " +
  "truffaut=tɹufˈO turgenev=tʊɹɡˈAnjəf tutankhamun=tˌutᵊnkɑmˈun tycho=tˈIkO uribe=uɹˈibA ursula=ˈɜɹsələ " +
  "usain=jusˈAn vaughan=vˈɔn velazquez=vəlˈæskɛz verdi=vˈɛɹdi veronique=vˌɛɹOnˈik verstappen=vəɹstˈɑpən " +
  "villeneuve=vˌilnˈʊv vinicius=vɪnˈisiəs vivaldi=vɪvˈɑldi vivek=vɪvˈAk volodymyr=vˌOlOdˈɪmɪɹ wagner=vˈɑɡnəɹ " +
  "walz=wˈɔlz wembanyama=wˌɛmbənjˈɑmə wilde=wˈIld wittgenstein=vˈɪtɡənʃtˌIn wolfgang=wˈʊlfɡæŋ xi=ʃˈi xiao=ʃˈW " +
  "ximena=himˈAnə xiomara=ʃˌiəmˈɑɹə xu=ʃˈu xue=ʃwˈA yamamoto=jˌɑməmˈOTO yann=jˈɑn yeats=jˈAts yeol=jˈʌl " +
  "yoshua=jˈɑʃuə yusuf=jˈusəf zainab=zˈAnəb zapata=zəpˈɑTə zara=zˈɑɹə zelensky=zəlˈɛnski zelenskyy=zəlˈɛnski " +
  "zendaya=zɛndˈAə zhang=ʤˈɑŋ zhao=ʤˈW zheng=ʤˈʌŋ zhou=ʤˈO zhukov=ʒˈukɔf zidane=zidˈɑn zizek=ʒˈiʒɛk";

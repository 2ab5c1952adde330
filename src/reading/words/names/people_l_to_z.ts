/**
 * Names of people, L to Z, whose spelling does not follow the rules of English. `name=phonemes` in small letters without accents; one
 * with a capital is a word of another kind in small letters.
 *
 * @module
 */

/** First names and family names. */
export const PEOPLE_L_TO_Z =
  "labeouf=ləbˈʌf lacan=lɑkˈɑn lacroix=ləkɹwˈɑ laertes=lAˈɛɹtiz lafleur=ləflˈɜɹ lagarde=ləɡˈɑɹd " +
  "lagerfeld=lˈɑɡəɹfɛld lago=lˈɑɡO lagrange=ləɡɹˈɑnʒ laguardia=ləɡwˈɑɹdiə lahey=lˈAhi laila=lˈIlə laissez=lˌɛsA " +
  "lakatos=lˈækətˌɔʃ lamar=ləmˈɑɹ lamarr=ləmˈɑɹ lamont=ləmˈɑnt lana=lˈɑnə landis=lˈændɪs lange=lˈæŋ " +
  "langlois=lɑŋlwˈɑ lani=lˈɑni lanier=lənˈɪɹ laozi=lˌWdzˈʌ lapierre=lɑpjˈɛɹ laplace=ləplˈɑs lapointe=ləpwˈænt " +
  "larisa=ləɹˈisə laroche=ləɹˈOʃ larue=ləɹˈu lasalle=ləsˈæl laszlo=lˈɑzlO latour=lətˈʊɹ lattimore=lˈæTəmˌɔɹ " +
  "laughton=lˈɔtᵊn lauper=lˈWpəɹ laval=ləvˈæl laverne=ləvˈɜɹn lavigne=ləvˈin lavine=ləvˈin lavinia=ləvˈɪniə " +
  "lavoisier=ləvwˈɑziA lavrov=lˈævɹɔf lazaro=lˈɑzəɹO Lea=lˈiə leahy=lˈAhi leandro=liˈændɹO leann=liˈæn " +
  "leanne=liˈæn leavitt=lˈɛvɪt leblanc=ləblˈɑŋk lebowski=ləbˈWski Lech=lˈɛk leclerc=ləklˈɛɹ lecun=ləkˈʌn " +
  "ledbetter=lˈɛdbˌɛTəɹ ledecky=lədˈɛki lefebvre=ləfˈɛv lefevre=ləfˈɛv leger=lAʒˈA legolas=lˈɛɡələs lehman=lˈimən " +
  "lehmann=lˈAmən lehner=lˈAnəɹ lehrer=lˈɛɹəɹ leibniz=lˈIbnɪts leibowitz=lˈibəwˌɪts leigh=lˈi leitch=lˈiʧ " +
  "leiter=lˈITəɹ lejeune=ləʒˈun lela=lˈilə leland=lˈilənd lemieux=ləmjˈu lenore=lənˈɔɹ leonard=lˈɛnəɹd " +
  "leoncavallo=lˌAOnkəvˈɑlO leone=liˈOni leong=liˈɔŋ leonidas=liˈɑnədəs leonie=lˈAəni leonor=lˌAənˈɔɹ " +
  "leonora=lˌiənˈɔɹə leontes=liˈɑntiz leopold=lˈiəpˌOld lerman=lˈɜɹmən lermontov=lˈɛɹməntˌɔf leroux=ləɹˈu " +
  "leroy=lˈiɹˌY lestrange=ləstɹˈAnʤ letitia=lətˈɪʃə leung=ljˈʊŋ levi-strauss=lˌAvistɹˈWs levine=ləvˈin " +
  "lewandowski=lˌɛvəndˈɔfski leyden=lˈIdᵊn lian=liˈɑn liang=ljˈɑŋ lichtenstein=lˈɪktənstˌIn ligeti=lˈɪɡəTi " +
  "liliana=lˌɪliˈɑnə limbaugh=lˈɪmbˌɔ lindberg=lˈɪndbəɹɡ lindsay=lˈɪnzi lindsey=lˈɪnzi linehan=lˈɪnəhˌæn linh=lˈɪn " +
  "linus=lˈInəs liu=ljˈu llewellyn=luˈɛlɪn llewelyn=luˈɛlɪn llosa=jˈOsə loew=lˈO loic=lOˈik lois=lˈOɪs loki=lˈOki " +
  "lomax=lˈOmæks lonergan=lˈɑnəɹɡən loomis=lˈumɪs lorelei=lˈɔɹəlˌI lorena=lɔɹˈAnə lorenz=lˈɔɹɛnts loreto=lɔɹˈATO " +
  "lothlorien=lˌOθlˈɔɹiən louisa=luˈizə louise=luˈiz luc=lˈuk lucario=lukˈɑɹiO lucero=lusˈɛɹO lucia=lusˈiə " +
  "luciano=lˌuʧiˈɑnO lucille=lusˈil lucrezia=lukɹˈɛtsiə ludmila=ludmˈɪlə ludovic=lˌudəvˈik luhrmann=lˈʊɹmən " +
  "luigi=luˈiʤi luis=luˈis luisa=luˈisə luiz=luˈiz lully=lulˈi lumumba=lumˈumbə lundberg=lˈʌndbəɹɡ luongo=luˈɔŋɡO " +
  "lupita=lupˈiTə luz=lˈuz lyell=lˈIəl lytle=lˈITəl lyudmila=ljudmˈilə maathai=mɑtˈI macarthur=məkˈɑɹθəɹ " +
  "macaulay=məkˈɔli macdonald=məkdˈɑnᵊld macdougall=məkdˈuɡəl macfarlane=məkfˈɑɹlən macgregor=məɡɹˈɛɡəɹ " +
  "macgyver=məɡˈIvəɹ machen=mˈækən machida=mɑʧˈidə macias=məsˈiəs macintyre=mˈækɪntˌIəɹ mackay=məkˈI " +
  "mackenzie=məkˈɛnzi mackinnon=məkˈɪnən maclean=məklˈAn macleod=məklˈWd macomb=məkˈOm macpherson=məkfˈɜɹsᵊn " +
  "macrae=məkɹˈA macron=mɑkɹˈOn madeline=mˈædələn madelyn=mˈædəlɪn madera=mədˈɛɹə maduro=mədˈʊɹO mae=mˈA " +
  "maeda=mIˈAdə maeterlinck=mˈAtəɹlˌɪŋk maeve=mˈAv mafalda=məfˈɑldə magalhaes=mˌɑɡəljˈInʃ magee=məɡˈi " +
  "magill=məɡˈɪl magritte=məɡɹˈit magruder=məɡɹˈudəɹ maguire=məɡwˈIəɹ mahan=məhˈæn maher=mˈɑɹ " +
  "mahershala=məhˈɜɹʃələ mahesh=məhˈɛʃ mahfouz=mɑfˈuz mahindra=məhˈɪndɹə mahmood=mɑmˈud mahmoud=mɑmˈud " +
  "mahmud=mɑmˈud mahomes=məhˈOmz mahoney=məhˈOni maier=mˈIəɹ maitre=mˈAtɹə majid=məʤˈid makoto=məkˈOTO " +
  "maksim=mɑksˈim malala=məlˈɑlə malek=mˈælɪk malema=məlˈAmə malevich=mˈæləvɪʧ malgorzata=mˌɑlɡɔɹʒˈɑtə " +
  "malhotra=məlhˈOtɹə malia=məlˈiə malik=mɑlˈik malinowski=mˌælənˈɔfski malkovich=mˈælkəvɪʧ mallarme=mˌælɑɹmˈA " +
  "malloy=məlˈY malraux=mælɹˈO manafort=mˈænəfˌɔɹt mancini=mænsˈini manet=mænˈA manos=mˈɑnOs mantegna=mɑntˈAnjə " +
  "manuel=mˈɑnwɛl manuela=mɑnwˈAlə marais=məɹˈA marcela=mɑɹsˈɛlə marcellus=mɑɹsˈɛləs marcelo=mɑɹsˈɛlO " +
  "marciano=mˌɑɹsiˈɑnO marcin=mˈɑɹʧin marcuse=mɑɹkˈuzə margaux=mɑɹɡˈO margolis=mɑɹɡˈOlɪs maria=məɹˈiə " +
  "mariana=mˌɑɹiˈɑnə mariani=mˌɑɹiˈɑni marianna=mˌɛɹiˈænə mariko=mˈɑɹikˌO marin=məɹˈɪn marini=mɑɹˈini " +
  "marino=məɹˈinO maris=mˈɛɹɪs marisol=mˌɑɹisˈOl marlena=mɑɹlˈinə marmaduke=mˈɑɹmədˌuk maron=mˈɛɹən " +
  "marquez=mɑɹkˈɛz martine=mɑɹtˈin martinelli=mˌɑɹTɪnˈɛli maryann=mˌɛɹiˈæn masahiro=mˌɑsəhˈɪɹO masaki=məsˈɑki " +
  "masao=məsˈW mascagni=məskˈɑnji maslow=mˈæzlO masood=mɑsˈud masri=mˈɑsɹi massenet=mˌæsənˈA massimo=mˈɑsəmˌO " +
  "mateo=mətˈAO mateusz=mɑtˈAuʃ mathias=məθˈIəs mathieson=mˈæθəsən mathieu=mɑtjˈu mathilda=mətˈɪldə " +
  "mathilde=mətˈɪldə mathis=mˈæθɪs matias=mətˈiəs matisse=mætˈis matsui=mɑtsˈui matteo=mətˈAO matthias=məθˈIəs " +
  "mattis=mˈæTɪs maumee=mɔmˈi maureen=mɔɹˈin maurice=mɔɹˈis mauricio=mɔɹˈisiO maus=mˈWs mawr=mˈɑɹ maxime=mæksˈim " +
  "maxine=mæksˈin mayr=mˈIəɹ mbappe=əmbˈɑpA mbeki=əmbˈAki mcadoo=mˈækədˌu mcafee=mˈækəfˌi mcavoy=mˈækəvˌY " +
  "mcbrien=məkbɹˈIən mccaughey=məkˈɔi mccay=məkˈA mcclaren=məklˈɛɹən mcclendon=məklˈɛndən mcconaughey=məkˈɑnəhˌA " +
  "mccready=məkɹˈidi mcdonagh=məkdˈɑnə mcdonough=məkdˈɑnə mcenroe=mˈækənɹˌO mcevoy=mˈækəvˌY mcewan=məkjˈuən " +
  "mcewen=məkjˈuən mcgaughey=məɡˈɔi mcgeorge=məkʤˈɔɹʤ mcginnis=məɡˈɪnəs mcginty=məɡˈɪnti mcgough=məɡˈɔf " +
  "mcgregor=məɡɹˈɛɡəɹ mchenry=məkhˈɛnɹi mchugh=məkjˈu mcilroy=mˈækəlɹˌY mcinerney=mˈækənˌɜɹni mcinnes=məkˈɪnəs " +
  "mcinnis=məkˈɪnəs mcintosh=mˈækɪntˌɑʃ mcintyre=mˈækɪntˌIəɹ mciver=məkˈIvəɹ mckeown=məkjˈuən mclachlan=məklˈɑklən " +
  "mclaughlin=məklˈɑklɪn mcleod=məklˈWd mcmahon=məkmˈæn mcnamara=mˈæknəmˌɛɹə mcnamee=mˈæknəmˌi meagher=mˈɑɹ " +
  "medvedev=mɪdvˈɛdəf meereen=mɪɹˈin mehdi=mˈɛdi mehmet=mˈɛmɛt meine=mˈInə meissner=mˈIsnəɹ mejia=məhˈiə " +
  "melange=mAlˈɑnʒ melanie=mˈɛləni melenchon=mAlˌɑnʃˈOn melisandre=mˌɛlɪsˈɑndɹə melo=mˈɛlO meloni=məlˈOni " +
  "menachem=mənˈɑkəm menard=mənˈɑɹd mendeleev=mˌɛndəlˈAəf mendelssohn=mˈɛndᵊlsən mendes=mˈɛndɛs menezes=mənˈAzɛs " +
  "meng=mˈʌŋ mengele=mˈɛŋɡələ menon=mˈɛnən menuhin=mˈɛnjuɪn meowth=mjˈWθ mercier=mɛɹsjˈA " +
  "merleau-ponty=mɛɹlˌOpɔntˈi meryl=mˈɛɹəl meshach=mˈiʃæk messiaen=mˌɛsjˈɑn metcalfe=mˈɛtkæf metzger=mˈɛtsɡəɹ " +
  "mewtwo=mjˈutˌu mexicana=mˌɛksɪkˈɑnə meyer=mˈIəɹ meyers=mˈIəɹz miata=miˈɑTə michaela=məkˈAlə michaelis=mɪkˈAlɪs " +
  "michal=mˈihɑl micheal=mˈIkᵊl michele=mɪʃˈɛl michelle=mɪʃˈɛl michiko=mˈiʧikˌO midcentury=mɪdsˈɛnʧəɹi " +
  "miguel=miɡˈɛl mikael=mɪkˈIl mikhail=mɪkˈIl mila=mˈilə milei=milˈA milos=mˈilOʃ milosz=mˈiwɔʃ mimi=mˈimi " +
  "minaj=mɪnˈɑʒ mindy=mˈɪndi minho=mˈinhO minogue=mɪnˈOɡ miramax=mˈɪɹəmˌæks miro=miɹˈO mischa=mˈiʃə mises=mˈizᵻs " +
  "misha=mˈiʃə mishra=mˈɪʃɹə mitsui=mɪtsˈui mittal=mˈɪTᵊl mitterrand=mˈitəɹˌɑn miyamoto=mˌijəmˈOTO " +
  "miyazaki=mˌijəzˈɑki mjolnir=mjˈOlnɪɹ mnangagwa=mənɑŋɡˈɑɡwə moana=mOˈɑnə mobius=mˈObiəs mobley=mˈObli " +
  "mobutu=məbˈutu modigliani=mOdˌiljˈɑni modric=mˈOdɹɪʧ moe=mˈO moen=mˈOən mohamad=mOhˈɑməd mohamed=mOhˈɑməd " +
  "mohammad=mOhˈɑməd mohammed=mOhˈɑməd moira=mˈYɹə moliere=mOljˈɛɹ moloney=məlˈOni molson=mˈOlsən moltke=mˈOltkə " +
  "monet=mOnˈA monsanto=mɑnsˈæntO montagu=mˈɑntəɡjˌu montague=mˈɑntəɡjˌu montaigne=mɑntˈAn montefiore=mˌɑntəfjˈɔɹi " +
  "montesquieu=mˈɑntəskjˌu monteverdi=mˌɑntəvˈɛɹdi montez=mɑntˈɛz morales=mɔɹˈɑlɛs moreau=mɔɹˈO moreira=mɔɹˈAɹə " +
  "morelli=mɔɹˈɛli moreno=məɹˈAnO moretti=mɔɹˈɛTi moretz=mɔɹˈɛts morgana=mɔɹɡˈɑnə mori=mˈɔɹi moriarty=mˌɔɹiˈɑɹTi " +
  "moritz=mˈɔɹɪts morrell=mɔɹˈɛl morrill=mˈɔɹəl moshe=mOʃˈA mosher=mˈOʒəɹ moskowitz=mˈɑskəwˌɪts mosley=mˈOzli " +
  "moura=mˈɔɹə mourinho=mɔɹˈinjO mozart=mˈOtsɑɹt mraz=məɹˈæz muammar=mˈuəmˌɑɹ mubarak=mubˈɑɹək mugabe=muɡˈɑbi " +
  "muhammad=mOhˈɑməd muhammed=mOhˈɑməd mukherjee=mˈʊkəɹʤi mulan=mulˈɑn mulcahy=mʌlkˈAhi mulholland=mʌlhˈɑlənd " +
  "mulroney=mʌlɹˈuni mulvaney=mʌlvˈAni munoz=munjˈOz munro=mənɹˈO murakami=mˌʊɹəkˈɑmi murat=mʊɹˈɑt " +
  "murrieta=mˌʊɹiˈɛTə museveni=mˌusəvˈAni mussolini=mˌusəlˈini mussorgsky=məsˈɔɹɡski mustafa=mˈʊstəfə " +
  "mykola=mɪkˈOlə myrna=mˈɜɹnə nabil=nəbˈil nabokov=nəbˈOkəf nacional=nˌɑsjənˈɑl nadal=nədˈɑl nadella=nədˈɛlə " +
  "nadezhda=nədˈɛʒdə nadia=nˈɑdiə nadine=nədˈin nadler=nˈædləɹ nagarjuna=nəɡˈɑɹʤunə nagel=nˈAɡᵊl nagle=nˈAɡəl " +
  "nagy=nˈɑʒ naina=nˈInə naipaul=nIpˈɔl najib=nəʤˈib nakajima=nˌɑkəʤˈimə nakamura=nˌɑkəmˈʊɹə naomi=nAˈOmi " +
  "napolitano=nəpˌɑlətˈɑnO narayan=nəɹˈIən narendra=nəɹˈɛndɹə nasrallah=nɑsɹˈɑlə natalia=nətˈɑliə natalie=nˈæTəli " +
  "natasha=nətˈɑʃə nathalie=nˌɑtəlˈi nathan=nˈAθən nathaniel=nəθˈænjəl natick=nˈATɪk nationale=nˌɑsjənˈɑl " +
  "navalny=nəvˈɑlni navratilova=nˌævɹətɪlˈOvə nazgul=nˈɑzɡul nazionale=nˌɑtsiOnˈɑlA ncuti=ʃˈuTi neha=nˈAhɑ " +
  "nemo=nˈimO nemours=nəmˈʊɹ netanyahu=nˌɛTənjˈɑhu neto=nˈɛTO neuberger=nˈYbɜɹɡəɹ neue=nˈYə neuer=nˈYəɹ " +
  "nevaeh=nəvˈAə neymar=nAmˈɑɹ nguyen=wˈɪn niamh=nˈiv nicholls=nˈɪkᵊlz nicodemus=nˌɪkədˈiməs nicolai=nˈɪkəlI " +
  "nicolas=nˈɪkələs nicole=nɪkˈOl nieto=njˈɛTO nieves=njˈAvɛs nikhil=nˈɪkɪl nikko=nˈikO nikola=nˈikələ " +
  "nikolai=nˈɪkəlˌI nimoy=nˈimY niro=nˈɪɹO nishimura=nˌɪʃimˈʊɹə nkrumah=ənkɹˈumə noelle=nOˈɛl noemi=nOˈAmi " +
  "noemie=nOAmˈi noether=nˈɜɹTəɹ nolan=nˈOlən noreen=nɔɹˈin noriko=nˈɔɹikˌO notre=nˈOtɹə nour=nˈʊɹ novell=nOvˈɛl " +
  "nowak=nˈOvæk nuevo=nwˈAvO nunes=nˈunɛs nunez=nˈunjɛz nuova=nwˈOvə nuovo=nwˈOvO nur=nˈʊɹ nureyev=nʊɹˈAɛf " +
  "nuria=nˈʊɹiə nyerere=njəɹˈɛɹA nyong'o=njˈɔŋO o'brien=ObɹˈIən o'connell=Okˈɑnᵊl o'shea=OʃˈA obasanjo=ObˌɑsənʤˈO " +
  "obi-wan=ˌObiwˈɑn obrador=ˌObɹədˈɔɹ ocasio=OkˈɑsiO oceana=ˌOʃiˈænə oceane=ˌOsAˈɑn ockham=ˈɑkəm octavio=ɑktˈɑviO " +
  "odinga=Odˈɪŋɡə offenbach=ˈɔfənbˌɑk ogawa=Oɡˈɑwə ogilvie=ˈOɡəlvi ogilvy=ˈOɡəlvi oisin=əʃˈin okada=Okˈɑdə " +
  "okafor=ˈOkəfˌɔɹ okonkwo=OkˈɔŋkwO oleksandr=ˌOlɛksˈɑndəɹ olga=ˈOlɡə olin=ˈOlɪn oliva=Olˈivə oliveira=ˌɑləvˈAɹə " +
  "olivia=Olˈɪviə olivier=ɔlˈɪviA olney=ˈOlni olsen=ˈOlsən olson=ˈOlsən olsson=ˈOlsən olusegun=ˌOləʃˈAɡun " +
  "oluwaseun=ˌOləwəʃˈAun omar=ˈOmɑɹ ona=ˈOnə ondrej=ˈɔndɹA opel=ˈOpᵊl ophelia=Ofˈiljə oprah=ˈOpɹə orban=ˈɔɹbɑn " +
  "orhan=ɔɹhˈɑn orozco=əɹˈOskO orsay=ɔɹsˈA ortega=ɔɹtˈAɡə ortiz=ɔɹtˈiz osimhen=ˈOsɪmən osorio=OsˈɔɹiO " +
  "ospina=Ospˈinə oswald=ˈɑzwᵊld oumuamua=Oˌumuəmˈuə ovechkin=Ovˈɛʧkɪn overton=ˈOvəɹtən oyelowo=ɔjˈɛləwO " +
  "ozil=ˈOzɪl ozlem=ˈOzlɛm ozu=ˈOzu pacheco=pəʧˈAkO paco=pˈɑkO padilla=pədˈiə padme=pˈædmA padraig=pˈɔdɹɪɡ " +
  "pagano=pəɡˈɑnO paget=pˈæʤɪt palacio=pəlˈɑsiO palacios=pəlˈɑsiOs palahniuk=pˈɔlənɪk palais=pælˈA " +
  "palestrina=pˌæləstɹˈinə palme=pˈɑlmə palmieri=pɑlmjˈɛɹi palo=pˈælO paloma=pəlˈOmə palumbo=pəlˈʌmbO " +
  "pamela=pˈæmələ pamuk=pˈɑmʊk pandey=pˈɑndA pantera=pæntˈɛɹə papadopoulos=pˌɑpədˈɑpələs paradis=pæɹədˈi " +
  "paradiso=pˌɑɹədˈizO paredes=pəɹˈAdɛs parisi=pəɹˈisi parnell=pɑɹnˈɛl pascale=pæskˈæl pasquale=pɑskwˈɑlA " +
  "patek=pətˈɛk patel=pətˈɛl paterno=pətˈɜɹnO patrice=pətɹˈis patricio=pɑtɹˈisiO patronus=pətɹˈOnəs Pauline=pɔlˈin " +
  "pavel=pˈɑvᵊl paz=pˈɑz pearce=pˈɪɹs pearson=pˈɪɹsᵊn pedro=pˈAdɹO peirce=pˈɜɹs pekin=pˈikɪn pele=pˈɛlA " +
  "pelletier=pˌɛlətˈɪɹ pena=pˈAnjə penderecki=pˌɛndəɹˈɛtski peng=pˈʌŋ pepe=pˈɛpA pepys=pˈips peralta=pəɹˈɑltə " +
  "perdita=pˈɜɹdɪtə pere=pˈɛɹ pereira=pəɹˈɛɹə perera=pəɹˈɛɹə peres=pˈɛɹɛs perez=pˈɛɹɛz pergolesi=pˌɛɹɡəlˈAzi " +
  "pero=pˈɛɹO peron=pəɹˈOn perrine=pəɹˈin petrobras=pˈɛtɹObɹˌɑs petrovich=pˈɛtɹəvɪʧ petruchio=pətɹˈukiO " +
  "pfeiffer=fˈIfəɹ pharrell=fəɹˈɛl philippa=fˈɪləpə philippe=fəlˈip phillipe=fəlˈip philomena=fˌɪləmˈinə " +
  "phuong=fˈuŋ phyllis=fˈɪlɪs piaf=piˈɑf piaget=pjɑʒˈA piastri=piˈæstɹi pichai=pɪʧˈI pierre=piˈɛɹ pieter=pˈiTəɹ " +
  "pietro=piˈɛtɹO pikachu=pˈikəʧˌu pilar=pilˈɑɹ pilate=pˈIlət pilsudski=pɪlsˈutski pineda=pinˈAdə " +
  "pinocchio=pənˈOkiˌO pinochet=pˈinOʃˌA piotr=pjˈOtəɹ Pique=pikˈA pires=pˈɪɹɛs pirie=pˈɪɹi pius=pˈIəs " +
  "pizarro=pəzˈɑɹO podesta=pədˈɛstə podolski=pədˈɔlski pogacar=pɔɡˈɑʧɑɹ pogba=pˈɔɡbə pogue=pˈOɡ " +
  "poincare=pwˌæŋkɑɹˈA poirier=pwˈɑɹiA poirot=pwɑɹˈO poisson=pwɑsˈOn polanco=pOlˈɑŋkO polixenes=pəlˈɪksənˌiz " +
  "polk=pˈOk pompeo=pɑmpˈAO pooja=pˈuʤə popov=pˈɑpɔf popovich=pˈɑpəvɪʧ portillo=pɔɹtˈɪlO potemkin=pətˈɛmpkɪn " +
  "poulenc=pulˈæŋk poussin=pusˈæn pradeep=pɹədˈip praeger=pɹˈAɡəɹ prager=pɹˈAɡəɹ prakash=pɹəkˈɑʃ prashant=pɹəʃˈɑnt " +
  "presley=pɹˈɛsli prieto=pɹiˈATO principe=pɹˈɪnsəpA priya=pɹˈijə priyanka=pɹijˈɑŋkə prokofiev=pɹəkˈOfiˌɛf " +
  "proust=pɹˈust pruitt=pɹˈuɪt pucci=pˈuʧi puccini=puʧˈini puente=pwˈɛntA pugh=pjˈu puig=pwˈiɡ pulitzer=pˈʊlɪtsəɹ " +
  "purcell=pəɹsˈɛl purnell=pəɹnˈɛl puskas=pˈʊʃkəʃ putin=pˈutɪn putnam=pˈʌtnəm puyol=pˈujOl qian=ʧjˈɛn qiang=ʧjˈɑŋ " +
  "qiu=ʧjˈO quang=kwˈɑŋ quayle=kwˈAl quintana=kintˈɑnə quintero=kintˈɛɹO quixote=kihˈOTi qureshi=kʊɹˈAʃi " +
  "quvenzhane=kwəvˈɛnʒənˌA rabelais=ɹˈæbəlˌA rabi=ɹˈɑbi rabin=ɹɑbˈin rabinowitz=ɹəbˈɪnəwˌɪts rachael=ɹˈAʧəl " +
  "rachmaninoff=ɹɑkmˈɑnənˌɔf rachmaninov=ɹɑkmˈɑnənˌɔf rae=ɹˈA rafael=ɹˌɑfɑˈɛl rafale=ɹəfˈɑl raffaele=ɹˌɑfɑˈAlA " +
  "ragan=ɹˈAɡən rahim=ɹəhˈim rahul=ɹɑhˈul raikkonen=ɹˈIkənən rajesh=ɹɑʤˈɛʃ rajiv=ɹəʤˈiv raju=ɹˈɑʤu " +
  "ralston=ɹˈɔlstən ramanujan=ɹɑmˈɑnuʤən ramaphosa=ɹˌɑməfˈOsə ramaswamy=ɹˌɑməswˈɑmi rameau=ɹæmˈO ramesh=ɹəmˈɛʃ " +
  "rami=ɹˈɑmi ramirez=ɹəmˈɪɹɛz ramon=ɹəmˈOn ramone=ɹəmˈOn ramos=ɹˈɑmOs randolph=ɹˈændɔlf rangel=ɹæŋɡˈɛl " +
  "rania=ɹˈɑnjə ranieri=ɹɑnjˈɛɹi raoul=ɹɑˈul rapunzel=ɹəpˈʌnzᵊl raquel=ɹəkˈɛl raritan=ɹˈɛɹətən rashad=ɹəʃˈɑd " +
  "rasheed=ɹəʃˈid rashid=ɹəʃˈid rashida=ɹəʃˈidə rasputin=ɹæspjˈutən raul=ɹɑˈul ravana=ɹˈɑvənə Ravel=ɹəvˈɛl " +
  "reba=ɹˈibə recep=ɹɛʤˈɛp redeye=ɹˈɛdˌI redick=ɹˈɛdɪk rees=ɹˈis regan=ɹˈiɡən reggie=ɹˈɛʤi reggio=ɹˈɛʤiO " +
  "reginald=ɹˈɛʤənᵊld rego=ɹˈAɡO rehman=ɹˈAmən rehnquist=ɹˈɛnkwɪst reid=ɹˈid reilly=ɹˈIli reimer=ɹˈIməɹ " +
  "reina=ɹˈAnə reine=ɹˈɛn reiner=ɹˈInəɹ reinhard=ɹˈInhɑɹd reinhart=ɹˈInhɑɹt reinhold=ɹˈInhOld reiss=ɹˈIs " +
  "reiter=ɹˈITəɹ remi=ɹˈɛmi remo=ɹˈɛmO remy=ɹˈɛmi rena=ɹˈinə renato=ɹənˈɑTO renaud=ɹənˈO rene=ɹənˈA renee=ɹənˈA " +
  "renege=ɹənˈɪɡ reneged=ɹənˈɪɡd rensselaer=ɹˌɛnsəlˈɪɹ resnick=ɹˈɛznɪk reus=ɹˈYs reuter=ɹˈYTəɹ revell=ɹəvˈɛl " +
  "revis=ɹˈivəs reyes=ɹˈAɛs reynolds=ɹˈɛnᵊldz reza=ɹˈAzɑ rhys=ɹˈis ribeiro=ɹibˈɛɹO rican=ɹˈikən ricard=ɹɪkˈɑɹd " +
  "ricci=ɹˈiʧi richelieu=ɹˈiʃəljˌu richter=ɹˈɪktəɹ rihanna=ɹiˈɑnə rilke=ɹˈɪlkə rimbaud=ɹæmbˈO rinaldi=ɹɪnˈɑldi " +
  "rinaldo=ɹɪnˈɑldO ringling=ɹˈɪŋɡlɪŋ ringo=ɹˈɪŋɡO riordan=ɹˈɪɹdən risque=ɹɪskˈA rivera=ɹɪvˈɛɹə roberta=ɹəbˈɜɹTə " +
  "rocha=ɹˈOʃə rochefort=ɹOʃfˈɔɹ rochelle=ɹOʃˈɛl rocio=ɹOsˈiO roderick=ɹˈɑdɹɪk rodin=ɹOdˈæn rodrigo=ɹədɹˈiɡO " +
  "rodrigues=ɹədɹˈiɡɛs rogelio=ɹOhˈAliO roglic=ɹˈOɡlɪʧ rohan=ɹˈOhɑn roisin=ɹOʃˈin rojas=ɹˈOhɑs rolando=ɹOlˈɑndO " +
  "rolfe=ɹˈɔlf rolland=ɹɔlˈɑn romain=ɹOmˈAn ronald=ɹˈɑnᵊld ronaldinho=ɹˌOnəldˈinjO ronaldo=ɹOnˈɑldO " +
  "ronsard=ɹɔnsˈɑɹ roosevelt=ɹˈOzəvˌɛlt rosales=ɹOsˈɑlɛs rosalia=ɹˌOzəlˈiə rosalind=ɹˈɑzələnd rosamund=ɹˈOzəmənd " +
  "rosanna=ɹOzˈænə rosanne=ɹOzˈæn roseanne=ɹOzˈæn rosina=ɹOzˈinə rossini=ɹOsˈini rosso=ɹˈɔsO " +
  "rostropovich=ɹˌɔstɹəpˈOvɪʧ roth=ɹˈɔθ rothschild=ɹˈɔθʧˌIld roundtrip=ɹˈWndtɹˈɪp rousseau=ɹusˈO rousseff=ɹusˈɛf " +
  "roussel=ɹusˈɛl rowena=ɹOwˈinə royale=ɹYˈæl ruairi=ɹˈɔɹi rublev=ɹublˈɛf rudy=ɹˈudi ruffalo=ɹˈʌfəlˌO ruger=ɹˈuɡəɹ " +
  "ruggiero=ɹuʤˈɛɹO ruiz=ɹuˈiz rupaul=ɹupˈɔl russo=ɹˈusO ruthven=ɹˈʌθvən ryland=ɹˈIlənd ryo=ɹiˈO ryota=ɹiˈOTə " +
  "saad=sɑˈAd sabalenka=sˌɑbəlˈɛŋkə saban=sˈAbən sabin=sˈAbɪn sabrina=səbɹˈinə sachiko=sˈɑʧikO sadat=sədˈɑt " +
  "saddam=sədˈɑm saeed=sɑˈid saens=sˈɑns safiya=səfˈiə sagan=sˈAɡən sagar=sˈɑɡəɹ saif=sˈIf " +
  "saint-exupery=sˌæntɛɡzˈupəɹˌi saint-saens=sˌænsˈɑns sainz=sˈInz saitama=sˈItəmˌɑ sakurai=sˌɑkuɹˈI salah=səlˈɑ " +
  "salam=səlˈɑm saldana=sɑldˈɑnjə saleem=səlˈim saleh=sɑlˈA salinger=sˈælɪnʤəɹ salk=sˈɔlk salma=sˈɑlmə " +
  "salman=sɑlmˈɑn sameer=səmˈɪɹ samir=səmˈɪɹ samira=səmˈɪɹə samuelson=sˈæmjəwəlsən samwise=sˈæmwˌIz " +
  "sanchez=sˈænʧɛz sanjay=sˈʌnʤA sankara=sæŋkˈɑɹə santana=sæntˈænə santorum=sæntˈɔɹəm santosh=sˈɑntOʃ " +
  "saoirse=sˈɜɹʃə sara=sˈɛɹə saramago=sˌɑɹəmˈɑɡO sarkozy=sˌɑɹkOzˈi sartre=sˈɑɹtɹə saruman=sˈæɹəmən sasaki=səsˈɑki " +
  "sasuke=sˈɑskA satie=sɑtˈi satya=sˈʌtjə sauteed=sɔtˈAd saville=səvˈɪl savio=sˈɑviO sayre=sˈɛɹ scalia=skəlˈiə " +
  "scalise=skəlˈis scania=skˈAniə schaefer=ʃˈAfəɹ schaeffer=ʃˈAfəɹ schaffer=ʃˈAfəɹ schell=ʃˈɛl " +
  "scherzinger=ʃˈɜɹzɪŋəɹ schick=ʃˈɪk schiele=ʃˈilə schiff=ʃˈɪf schindler=ʃˈɪndləɹ schiphol=skˈɪpəl " +
  "schlegel=ʃlˈAɡᵊl schlesinger=ʃlˈɛsɪnʤəɹ schneider=ʃnˈIdəɹ schneiderman=ʃnˈIdəɹmən schoen=ʃˈAn " +
  "schoenberg=ʃˈɜɹnbɜɹɡ scholl=ʃˈɔl scholz=ʃˈɔlts schon=ʃˈɑn schopenhauer=ʃˈOpənhˌWəɹ schott=ʃˈɑt " +
  "schreiber=ʃɹˈIbəɹ schrodinger=ʃɹˈOdɪŋəɹ schuller=ʃˈʊləɹ schulman=ʃˈʊlmən schultz=ʃˈʊlts schulz=ʃˈʊlts " +
  "schulze=ʃˈʊltsə schumacher=ʃˈumˌɑkəɹ schuster=ʃˈustəɹ schuyler=skˈIləɹ schwarz=ʃwˈɔɹts schweitzer=ʃwˈItsəɹ " +
  "scorsese=skɔɹsˈAzi scriabin=skɹiˈɑbɪn seagal=səɡˈɔl seamus=ʃˈAməs sean=ʃˈɔn searcy=sˈɪɹsi sebastien=səbˌæstjˈɛn " +
  "seco=sˈɛkO sedgwick=sˈɛʤwɪk seeger=sˈiɡəɹ segal=sˈiɡᵊl seger=sˈiɡəɹ seguin=səɡˈin segundo=səɡˈʊndO " +
  "segura=səɡˈʊɹə seibert=sˈIbəɹt sein=zˈIn seinfeld=sˈInfˌɛld seitz=sˈIts selassie=səlˈɑsi senghor=sɑŋɡˈɔɹ " +
  "sengupta=sɛnɡˈʊptə seo=sˈʌ seojun=sʌʤˈun seokjin=sʌkʤˈin sepulveda=səpˈʌlvədə seraphina=sˌɛɹəfˈinə " +
  "serena=səɹˈinə sergei=sɜɹɡˈA sergey=sɜɹɡˈA sergio=sˈɜɹʤiO seumas=ʃˈAməs seurat=səɹˈɑ seuss=sˈus " +
  "seyfried=sˈIfɹɛd seymour=sˈimˌɔɹ shabazz=ʃəbˈæz shadrach=ʃˈædɹæk shaffer=ʃˈAfəɹ shaheed=ʃəhˈid shaheen=ʃəhˈin " +
  "shakira=ʃəkˈɪɹə shakur=ʃəkˈʊɹ shana=ʃˈAnə shanice=ʃənˈis shaolin=ʃˈWlɪn shaquille=ʃəkˈil sheila=ʃˈilə " +
  "sheinbaum=ʃˈAnbWm shephard=ʃˈɛpəɹd sheryl=ʃˈɛɹəl shigeru=ʃɪɡˈɛɹu shimizu=ʃɪmˈizu shimon=ʃimˈOn shinichi=ʃɪnˈiʧi " +
  "shohei=ʃˈOhA shostakovich=ʃˌɑstəkˈOvɪʧ shri=ʃɹˈi shula=ʃˈulə shulman=ʃˈʊlmən shultz=ʃˈʊlts shyamalan=ʃˈɑməlɑn " +
  "sian=ʃˈɑn sibelius=səbˈAliəs siddharth=sɪdˈɑɹt siddhartha=sɪdˈɑɹTə siddiqui=sɪdˈiki siegel=sˈiɡᵊl sigel=sˈiɡəl " +
  "signac=sinjˈɑk sigourney=səɡˈɔɹni silas=sˈIləs silvester=sɪlvˈɛstəɹ simeone=sˌimiˈOni simi=sˈimi simon=sˈImən " +
  "simone=sɪmˈOn sinatra=sənˈɑtɹə sinead=ʃənˈAd sino=sˈInO siobhan=ʃəvˈɔn sipho=sˈipO sisi=sˈisi siu=sjˈu " +
  "slobodan=slˈObədˌɑn smaug=smˈWɡ smeagol=smˈiəɡəl smetana=smˈɛtənə soares=swˈɑɹɛs sobieski=sObjˈɛski " +
  "sociedad=sˌOsiədˈɑd societe=sOsiˌAtˈA solange=sOlˈɑnʒ solaris=səlˈɛɹɪs soledad=sˌOlədˈɑd soleil=sOlˈA " +
  "solene=sOlˈɛn solis=sOlˈis solzhenitsyn=sˌOlʒənˈitsən sommer=sˈʌməɹ sommers=sˈʌməɹz sonia=sˈOnjə sonja=sˈOnjə " +
  "sonya=sˈOnjə sophia=sOfˈiə sotomayor=sˌOTOmIˈɔɹ sousa=sˈuzə soutine=sutˈin sowell=sˈOəl soyinka=ʃɔjˈɪŋkə " +
  "spiegel=spˈiɡᵊl spielberg=spˈilbɜɹɡ squier=skwˈIəɹ squirtle=skwˈɜɹTᵊl srinivas=sɹˈinivˌɑs " +
  "srinivasan=sɹˌinivˈɑsən stalin=stˈɑlɪn stallone=stəlˈOn stamos=stˈAmOs stanislas=stˈænəslˌɔs " +
  "stanislaw=stˈænɪslˌɑf stearns=stˈɜɹnz stefan=stˈɛfɑn stefani=stˈɛfəni stefano=stˈɛfənO steiger=stˈIɡəɹ " +
  "stendhal=stɛndˈɑl stephane=stɛfˈɑn stephenson=stˈivənsən stockhausen=stˈɑkhWzən stoughton=stˈOtᵊn " +
  "stowell=stˈOəl straub=stɹˈWb stravinsky=stɹəvˈɪnski streisand=stɹˈIsænd stromberg=stɹˈɑmbəɹɡ " +
  "struthers=stɹˈʌðəɹz sturgis=stˈɜɹʤɪs suarez=swˈɑɹɛz subic=sˈubɪk subramaniam=sˌubɹəmˈɑnjəm " +
  "subramanian=sˌubɹəmˈɑnjən sulzberger=sˈʌlzbɜɹɡəɹ sunak=sˈunæk sundar=sˈʊndɑɹ sunil=sunˈil suresh=sʊɹˈɛʃ " +
  "susannah=suzˈænə susanoo=susɑnˈO susy=sˈuzi sutskever=sˈʊtskəvəɹ suzy=sˈuzi svoboda=svəbˈOdə swiatek=ʃfjˈɔntɛk " +
  "sylvain=sɪlvˈAn sylvester=sɪlvˈɛstəɹ szymborska=ʃɪmbˈɔɹskə t'challa=təʧˈɑlə tabitha=tˈæbəθə tadashi=tədˈɑʃi " +
  "tadhg=tˈIɡ tae=tˈA taehyung=tˌAhjˈʌŋ tagore=təɡˈɔɹ takahashi=tˌɑkəhˈɑʃi takashi=təkˈɑʃi takeda=təkˈAdə " +
  "takei=təkˈA takeshi=tɑkˈɛʃi takeuchi=tˌɑkAˈuʧi takumi=tˈɑkumi talal=təlˈɑl tallulah=təlˈulə tamayo=təmˈIO " +
  "tami=tˈæmi tanaka=tənˈɑkə tania=tˈɑnjə tannehill=tˈænəhˌɪl tapia=tˈɑpiə taras=təɹˈɑs targaryen=tɑɹɡˈɛɹiən " +
  "tariq=tˈɑɹɪk tarkovsky=tɑɹkˈɔfski tatiana=tˌɑtiˈɑnə tatum=tˈATəm tatyana=tɑtjˈɑnə taub=tˈWb tavares=təvˈɑɹəs " +
  "taylor-joy=tˌAləɹʤˈY tayyip=tˈIip tchaikovsky=ʧIkˈɔfski teheran=tˌɛɹˈɑn teigen=tˈIɡən teixeira=tAʃˈɛɹə " +
  "telemann=tˈAləmˌɑn telemundo=tˌɛləmˈundO teng=tˈʌŋ teo=tˈAO teodoro=tˌAədˈɔɹO teresa=təɹˈisə tetsuya=tˈɛtsujə " +
  "teva=tˈAvə thabo=tˈɑbO thandiwe=tɑndˈiwA thanh=tˈɑn thanos=θˈænOs thea=θˈiə thein=θˈIn theis=tˈIs themba=tˈɛmbə " +
  "theo=θˈiO theobald=θˈiəbˌɔld theoden=θˈAOdən theodor=tˈAOdˌɔɹ theodora=θˌiədˈɔɹə theodore=θˈiədˌɔɹ " +
  "theresa=təɹˈisə therese=təɹˈAs theron=θˈɛɹən theroux=θəɹˈu thiago=tiˈɑɡO thibault=tibˈO thierry=tjɛɹˈi " +
  "thomason=tˈɑməsən thomsen=tˈɑmsən thoreau=θəɹˈO thorsten=tˈɔɹstən thunberg=tˈunbɜɹɡ thuy=twˈi tiamat=tˈiəmˌɑt " +
  "tian=tjˈɑn tighe=tˈI timothee=tˌimətˈA tinubu=tinˈubu tobin=tˈObɪn toews=tˈAvz togepi=tˈOɡəpi " +
  "tokarczuk=tOkˈɑɹʧʊk tokarev=tˈOkəɹˌɛf tokio=tˈOkiˌO tolkien=tˈOlkin tolstoy=tˈOlstY tomas=tOmˈɑs tomasz=tˈOmɑʃ " +
  "tonawanda=tˌɑnəwˈɑndə torres=tˈɔɹɛs torvalds=tˈɔɹvɑlts toshio=tˈOʃiO totoro=tˈOTəɹO " +
  "toulouse-lautrec=tulˌuzlOtɹˈɛk toussaint=tusˈæn townsend=tˈWnzənd toyama=tOjˈɑmə traci=tɹˈAsi tran=tɹˈɑn " +
  "trang=tɹˈɑŋ treacy=tɹˈAsi tremaine=tɹəmˈAn trevino=tɹəvˈinjO treviso=tɹəvˈizO tricia=tɹˈɪʃə triomphe=tɹiˈɔmf " +
  "trudeau=tɹudˈO trudy=tɹˈudi truex=tɹˈuɛks truffaut=tɹufˈO tsitsipas=tsˌitsipˈɑs tuan=twˈɑn tunde=tˈundA " +
  "turgenev=tʊɹɡˈAnjəf turismo=tuɹˈizmO tutankhamun=tˌutᵊnkɑmˈun tutu=tˈutu tycho=tˈIkO tyree=tIɹˈi tyrrell=tˈɪɹəl " +
  "ueda=uˈAdə ueno=wˈAnO umar=ˈumɑɹ umberto=ʊmbˈɛɹTO unamuno=ˌunəmˈunO underhill=ˈʌndəɹhˌɪl unger=ˈʌŋəɹ " +
  "unwin=ˈʌnwɪn updike=ˈʌpdˌIk upham=ˈʌpəm uri=ˈʊɹi uribe=uɹˈibA urquhart=ˈɜɹkhɑɹt ursula=ˈɜɹsələ usain=jusˈAn " +
  "utamaro=ˌutəmˈɑɹO vaclav=vˈɑtslɑf vadim=vədˈim valdez=vɑldˈɛz valentin=vˌɑlɛntˈin valenzuela=vˌælənzwˈAlə " +
  "valery=vˈæləɹi valkyrie=vˈælkəɹi vanya=vˈɑnjə vaporeon=vəpˈɔɹiən varane=vəɹˈɑn varela=vəɹˈɛlə vasily=vəsˈili " +
  "vasquez=vˈæskɛz vaughan=vˈɔn vaughn=vˈɔn vazquez=vˈæskɛz velasco=vəlˈɑskO velazquez=vəlˈæskɛz velez=vˈɛlɛz " +
  "venkatesh=vˌɛnkətˈɛʃ vera=vˈɪɹə verdes=vˈɜɹdiz verdi=vˈɛɹdi verlaine=vɛɹlˈɛn verma=vˈɜɹmə vermeer=vəɹmˈɪɹ " +
  "vero=vˈɛɹO veronese=vˌɛɹənˈAzi veronique=vˌɛɹOnˈik verstappen=vəɹstˈɑpən vicente=vɪsˈɛntA vida=vˈidə " +
  "vidal=vɪdˈɑl viera=viˈɛɹə viet=viˈɛt villanueva=vˌilənwˈAvə villarreal=vˌiɑɹAˈɑl villegas=vijˈAɡəs " +
  "villeneuve=vˌilnˈʊv villiers=vˈɪljəɹz vingegaard=vˈɪŋəɡˌɔɹ vinicius=vɪnˈisiəs visconti=vɪskˈɔnti vishal=vɪʃˈɑl " +
  "vitale=vɪtˈæli vitaly=vitˈɑli vivaldi=vɪvˈɑldi vivek=vɪvˈAk vivienne=vˌɪviˈɛn vladimir=vlˈædəmɪɹ " +
  "vladislav=vlˈædəslˌɑv vogel=vˈOɡᵊl vogt=vˈOt volk=vˈOlk volker=fˈOlkəɹ volodymyr=vˌOlOdˈɪmɪɹ voorhees=vˈɔɹhiz " +
  "vries=vɹˈis vu=vˈu vyacheslav=vjˌɑʧəslˈɑf waddell=wɑdˈɛl wagner=vˈɑɡnəɹ waldemar=vˈɑldəmˌɑɹ waleed=wəlˈid " +
  "walesa=vəlˈɛnsə walid=wɑlˈid wallis=wˈɔlɪs walmsley=wˈɔmzli walz=wˈɔlz wanamaker=wˈɑnəmˌAkəɹ wanda=wˈɑndə " +
  "wanjiru=wɑnʤˈɪɹu warhol=wˈɔɹhˌɔl wartortle=wˈɔɹtˌɔɹTᵊl watanabe=wˌɑtənˈɑbi waylon=wˈAlən waynesboro=wˈAnzbɜɹO " +
  "weasley=wˈizli webern=vˈAbəɹn wegener=vˈAɡənəɹ weinberger=wˈInbɜɹɡəɹ weis=wˈIs weise=wˈIs weisz=vˈIs " +
  "weitz=wˈIts weiwei=wAwˈA wembanyama=wˌɛmbənjˈɑmə wenger=vˈɛŋəɹ Wes=wˈɛs wilde=wˈIld Wilder=wˈIldəɹ " +
  "wilhelmina=wˌɪləmˈinə willis=wˈɪlɪs winkler=wˈɪŋkləɹ wisniewski=vɪʃnjˈɛfski witham=wˈɪðəm " +
  "wittgenstein=vˈɪtɡənʃtˌIn wodehouse=wˈʊdhWs wojciech=vˈYʧɛk wojtek=vˈYtɛk wojtyla=vYtˈɪlə wolcott=wˈʊlkət " +
  "wole=wˈOlA wolfgang=wˈʊlfɡæŋ wolsey=wˈʊlzi womack=wˈOmæk wong=wˈɔŋ wookiee=wˈʊki wulf=wˈʊlf wyatt=wˈIət " +
  "wylde=wˈIld wynonna=wInˈOnə xanthe=zˈænθi xavi=ʧˈɑvi xena=zˈinə xenakis=zənˈɑkɪs xi=ʃˈi xiao=ʃˈW " +
  "xiaoping=ʃWpˈɪŋ xie=ʃjˈɛ ximena=himˈAnə xin=ʃˈɪn xing=ʃˈɪŋ xiomara=ʃˌiəmˈɑɹə xu=ʃˈu xuan=ʃwˈɛn xue=ʃwˈA " +
  "yahweh=jˈɑwA yahya=jˈɑjə yamada=jəmˈɑdə yamaguchi=jˌɑməɡˈuʧi yamamoto=jˌɑməmˈOTO yamazaki=jˌɑməzˈɑki yann=jˈɑn " +
  "yaroslav=jˈɑɹəslˌɑf yasir=jˈɑsɪɹ yasser=jˈɑsəɹ yasuo=jˈɑsuO yau=jˈW yeager=jˈAɡəɹ yeats=jˈAts yelena=jəlˈAnə " +
  "yeol=jˈʌl yevgeny=jɛvɡˈAni yewande=jAwˈɑndA yi=jˈi yolanda=jOlˈɑndə yoongi=jˈunɡi yoshida=jOʃˈidə yoshua=jˈɑʃuə " +
  "yost=jˈOst youn=jˈʌn younis=jˈunɪs yousef=jˈusɛf youssef=jˈusɛf yue=jwˈɛ yuen=juˈɛn yukio=jˈukiO yumi=jˈumi " +
  "yusuf=jˈusəf yves=ˈiv yvette=ivˈɛt yvonne=ivˈɑn zachariah=zˌækəɹˈIə zacharias=zˌækəɹˈIəs zaid=zˈAd " +
  "zainab=zˈAnəb zaki=zˈɑki zamora=zəmˈɔɹə zanu=zˈɑnu zapata=zəpˈɑTə zara=zˈɑɹə zavala=zəvˈɑlə zbigniew=zbˈɪɡnjɛf " +
  "zdenek=zdˈɛnɛk zedong=zədˈʊŋ zelensky=zəlˈɛnski zelenskyy=zəlˈɛnski zellweger=zˈɛlwɛɡəɹ zeman=zˈɛmən " +
  "zendaya=zɛndˈAə zeng=zˈʌŋ zeynep=zAnˈɛp zhang=ʤˈɑŋ zhanna=ʒˈɑnə zhao=ʤˈW zheng=ʤˈʌŋ zhenya=ʒˈɛnjə " +
  "zhivago=ʒəvˈɑɡO zhou=ʤˈO zhukov=ʒˈukɔf zidane=zidˈɑn ziegfeld=zˈɪɡfɛld zizek=ʒˈiʒɛk zoe=zˈOi zooey=zˈOi " +
  "zuniga=zˈunɪɡə zverev=zvˈɛɹɛf zweig=zwˈIɡ";

/**
 * Names of people, L to Z, whose spelling does not follow the rules of English. `name=phonemes` in small letters without accents; one
 * with a capital is a word of another kind in small letters.
 *
 * @module
 */

/** First names and family names. */
export const PEOPLE_L_TO_Z =
  "labeouf=ləbˈʌf lacroix=ləkɹwˈɑ lagerfeld=lˈɑɡəɹfɛld lago=lˈɑɡO lagrange=ləɡɹˈɑnʒ laguardia=ləɡwˈɑɹdiə " +
  "laila=lˈIlə laissez=lˌɛsA lamar=ləmˈɑɹ lamont=ləmˈɑnt lana=lˈɑnə landis=lˈændɪs lange=lˈæŋ lani=lˈɑni " +
  "lanier=lənˈɪɹ lapierre=lɑpjˈɛɹ laplace=ləplˈɑs lapointe=ləpwˈænt laroche=ləɹˈOʃ larue=ləɹˈu lasalle=ləsˈæl " +
  "laszlo=lˈɑzlO latour=lətˈʊɹ laval=ləvˈæl laverne=ləvˈɜɹn lavigne=ləvˈin lavine=ləvˈin lavinia=ləvˈɪniə " +
  "lavoisier=ləvwˈɑziA lazaro=lˈɑzəɹO leahy=lˈAhi leandro=liˈændɹO leann=liˈæn leavitt=lˈɛvɪt leblanc=ləblˈɑŋk " +
  "lebowski=ləbˈWski leclerc=ləklˈɛɹ lecun=ləkˈʌn lefebvre=ləfˈɛv lefevre=ləfˈɛv legolas=lˈɛɡələs lehman=lˈimən " +
  "leibniz=lˈIbnɪts leigh=lˈi leitch=lˈiʧ lejeune=ləʒˈun leland=lˈilənd lemieux=ləmjˈu lenore=lənˈɔɹ " +
  "leonard=lˈɛnəɹd leong=liˈɔŋ leonidas=liˈɑnədəs leonie=lˈAəni leonora=lˌiənˈɔɹə leopold=lˈiəpˌOld leroy=lˈiɹˌY " +
  "letitia=lətˈɪʃə levi-strauss=lˌAvistɹˈWs levine=ləvˈin lewandowski=lˌɛvəndˈɔfski leyden=lˈIdᵊn lian=liˈɑn " +
  "liliana=lˌɪliˈɑnə limbaugh=lˈɪmbˌɔ lindberg=lˈɪndbəɹɡ lindsay=lˈɪnzi lindsey=lˈɪnzi linus=lˈInəs liu=ljˈu " +
  "llewellyn=luˈɛlɪn loew=lˈO lois=lˈOɪs lomax=lˈOmæks lonergan=lˈɑnəɹɡən loomis=lˈumɪs lorena=lɔɹˈAnə lorenz=lˈɔɹɛnts louisa=luˈizə " +
  "louise=luˈiz luc=lˈuk lucia=lusˈiə luciano=lˌuʧiˈɑnO lucille=lusˈil luhrmann=lˈʊɹmən luigi=luˈiʤi luis=luˈis " +
  "luisa=luˈisə luiz=luˈiz lupita=lupˈiTə lyell=lˈIəl maathai=mɑtˈI macarthur=məkˈɑɹθəɹ macaulay=məkˈɔli " +
  "macdonald=məkdˈɑnᵊld macfarlane=məkfˈɑɹlən macgregor=məɡɹˈɛɡəɹ macgyver=məɡˈIvəɹ machen=mˈækən " +
  "macintyre=mˈækɪntˌIəɹ mackay=məkˈI mackenzie=məkˈɛnzi mackinnon=məkˈɪnən maclean=məklˈAn macleod=məklˈWd " +
  "macomb=məkˈOm macpherson=məkfˈɜɹsᵊn macrae=məkɹˈA macron=mɑkɹˈOn madeline=mˈædələn madera=mədˈɛɹə mae=mˈA " +
  "maeterlinck=mˈAtəɹlˌɪŋk maeve=mˈAv magee=məɡˈi magritte=məɡɹˈit magruder=məɡɹˈudəɹ maguire=məɡwˈIəɹ " +
  "mahan=məhˈæn maher=mˈɑɹ mahesh=məhˈɛʃ mahindra=məhˈɪndɹə mahmood=mɑmˈud mahmoud=mɑmˈud mahmud=mɑmˈud " +
  "mahoney=məhˈOni majid=məʤˈid malala=məlˈɑlə malek=mˈælɪk malhotra=məlhˈOtɹə malia=məlˈiə malik=mɑlˈik " +
  "malkovich=mˈælkəvɪʧ malloy=məlˈY manafort=mˈænəfˌɔɹt mancini=mænsˈini manet=mænˈA manuel=mˈɑnwɛl " +
  "manuela=mɑnwˈAlə marais=məɹˈA marcellus=mɑɹsˈɛləs marcelo=mɑɹsˈɛlO maria=məɹˈiə mariana=mˌɑɹiˈɑnə " +
  "marianna=mˌɛɹiˈænə marin=məɹˈɪn maris=mˈɛɹɪs marmaduke=mˈɑɹmədˌuk marquez=mɑɹkˈɛz martine=mɑɹtˈin maslow=mˈæzlO " +
  "masood=mɑsˈud massimo=mˈɑsəmˌO mateo=mətˈAO mathias=məθˈIəs mathieu=mɑtjˈu mathilde=mətˈɪldə mathis=mˈæθɪs " +
  "matias=mətˈiəs matisse=mætˈis matteo=mətˈAO matthias=məθˈIəs mattis=mˈæTɪs maureen=mɔɹˈin maurice=mɔɹˈis " +
  "mauricio=mɔɹˈisiO maus=mˈWs mawr=mˈɑɹ maxime=mæksˈim maxine=mæksˈin mbappe=əmbˈɑpA mbeki=əmbˈAki " +
  "mcadoo=mˈækədˌu mcafee=mˈækəfˌi mcavoy=mˈækəvˌY mcbrien=məkbɹˈIən mccaughey=məkˈɔi mccay=məkˈA " +
  "mcconaughey=məkˈɑnəhˌA mcdonagh=məkdˈɑnə mcdonough=məkdˈɑnə mcenroe=mˈækənɹˌO mcevoy=mˈækəvˌY mcewan=məkjˈuən " +
  "mcewen=məkjˈuən mcgaughey=məɡˈɔi mcgeorge=məkʤˈɔɹʤ mcginnis=məɡˈɪnəs mcginty=məɡˈɪnti mcgough=məɡˈɔf " +
  "mcgregor=məɡɹˈɛɡəɹ mchenry=məkhˈɛnɹi mchugh=məkjˈu mcilroy=mˈækəlɹˌY mcinnes=məkˈɪnəs mcinnis=məkˈɪnəs " +
  "mcintosh=mˈækɪntˌɑʃ mcintyre=mˈækɪntˌIəɹ mckeown=məkjˈuən mclachlan=məklˈɑklən mclaughlin=məklˈɑklɪn " +
  "mcleod=məklˈWd mcmahon=məkmˈæn mcnamara=mˈæknəmˌɛɹə meagher=mˈɑɹ mehdi=mˈɛdi mehmet=mˈɛmɛt mejia=məhˈiə " +
  "melo=mˈɛlO meloni=məlˈOni menard=mənˈɑɹd mendeleev=mˌɛndəlˈAəf mendelssohn=mˈɛndᵊlsən mendes=mˈɛndɛs " +
  "menon=mˈɛnən menuhin=mˈɛnjuɪn mercier=mɛɹsjˈA meryl=mˈɛɹəl metcalfe=mˈɛtkæf metzger=mˈɛtsɡəɹ meyer=mˈIəɹ " +
  "meyers=mˈIəɹz michaela=məkˈAlə micheal=mˈIkᵊl michele=mɪʃˈɛl michelle=mɪʃˈɛl miguel=miɡˈɛl mikael=mɪkˈIl " +
  "mikhail=mɪkˈIl mila=mˈilə milei=milˈA mimi=mˈimi mindy=mˈɪndi minogue=mɪnˈOɡ miro=miɹˈO mischa=mˈiʃə " +
  "mises=mˈizᵻs misha=mˈiʃə mishra=mˈɪʃɹə mitsui=mɪtsˈui mittal=mˈɪTᵊl mitterrand=mˈitəɹˌɑn miyamoto=mˌijəmˈOTO " +
  "miyazaki=mˌijəzˈɑki mjolnir=mjˈOlnɪɹ moana=mOˈɑnə mobius=mˈObiəs modigliani=mOdˌiljˈɑni modric=mˈOdɹɪʧ moe=mˈO " +
  "moen=mˈOən mohamad=mOhˈɑməd mohamed=mOhˈɑməd mohammad=mOhˈɑməd mohammed=mOhˈɑməd moira=mˈYɹə moliere=mOljˈɛɹ " +
  "moloney=məlˈOni moltke=mˈOltkə monet=mOnˈA monsanto=mɑnsˈæntO montagu=mˈɑntəɡjˌu montague=mˈɑntəɡjˌu " +
  "montaigne=mɑntˈAn montesquieu=mˈɑntəskjˌu morales=mɔɹˈɑlɛs moreau=mɔɹˈO morelli=mɔɹˈɛli moreno=məɹˈAnO " +
  "moretti=mɔɹˈɛTi morgana=mɔɹɡˈɑnə moriarty=mˌɔɹiˈɑɹTi moritz=mˈɔɹɪts morrell=mɔɹˈɛl moshe=mOʃˈA mosley=mˈOzli " +
  "mourinho=mɔɹˈinjO mozart=mˈOtsɑɹt muammar=mˈuəmˌɑɹ mubarak=mubˈɑɹək mugabe=muɡˈɑbi muhammad=mOhˈɑməd " +
  "muhammed=mOhˈɑməd mukherjee=mˈʊkəɹʤi mulan=mulˈɑn mulcahy=mʌlkˈAhi mulholland=mʌlhˈɑlənd munoz=munjˈOz " +
  "munro=mənɹˈO murakami=mˌʊɹəkˈɑmi mussolini=mˌusəlˈini mussorgsky=məsˈɔɹɡski nabil=nəbˈil nabokov=nəbˈOkəf " +
  "nacional=nˌɑsjənˈɑl nadal=nədˈɑl nadella=nədˈɛlə nadia=nˈɑdiə nadine=nədˈin nagel=nˈAɡᵊl nagy=nˈɑʒ " +
  "naipaul=nIpˈɔl najib=nəʤˈib nakamura=nˌɑkəmˈʊɹə naomi=nAˈOmi napolitano=nəpˌɑlətˈɑnO narayan=nəɹˈIən " +
  "narendra=nəɹˈɛndɹə natalia=nətˈɑliə natalie=nˈæTəli natasha=nətˈɑʃə nathalie=nˌɑtəlˈi nathan=nˈAθən " +
  "nathaniel=nəθˈænjəl nationale=nˌɑsjənˈɑl navalny=nəvˈɑlni ncuti=ʃˈuTi neha=nˈAhɑ nemo=nˈimO " +
  "netanyahu=nˌɛTənjˈɑhu neto=nˈɛTO neue=nˈYə neuer=nˈYəɹ nguyen=wˈɪn niamh=nˈiv nicholls=nˈɪkᵊlz nicolai=nˈɪkəlI " +
  "nicolas=nˈɪkələs nicole=nɪkˈOl nieto=njˈɛTO nikhil=nˈɪkɪl nikko=nˈikO nikola=nˈikələ niro=nˈɪɹO noelle=nOˈɛl " +
  "noemi=nOˈAmi noether=nˈɜɹTəɹ notre=nˈOtɹə nowak=nˈOvæk nuevo=nwˈAvO nunes=nˈunɛs nunez=nˈunjɛz nur=nˈʊɹ " +
  "nuria=nˈʊɹiə nyong'o=njˈɔŋO o'brien=ObɹˈIən o'connell=Okˈɑnᵊl o'shea=OʃˈA obi-wan=ˌObiwˈɑn obrador=ˌObɹədˈɔɹ " +
  "ocasio=OkˈɑsiO oceana=ˌOʃiˈænə octavio=ɑktˈɑviO ogilvie=ˈOɡəlvi ogilvy=ˈOɡəlvi oisin=əʃˈin okafor=ˈOkəfˌɔɹ " +
  "olga=ˈOlɡə olin=ˈOlɪn oliveira=ˌɑləvˈAɹə olivier=ɔlˈɪviA olney=ˈOlni olsen=ˈOlsən olson=ˈOlsən olsson=ˈOlsən " +
  "omar=ˈOmɑɹ ona=ˈOnə opel=ˈOpᵊl ophelia=Ofˈiljə oprah=ˈOpɹə orban=ˈɔɹbɑn orsay=ɔɹsˈA ortega=ɔɹtˈAɡə ortiz=ɔɹtˈiz " +
  "osorio=OsˈɔɹiO oswald=ˈɑzwᵊld overton=ˈOvəɹtən oyelowo=ɔjˈɛləwO ozil=ˈOzɪl pacheco=pəʧˈAkO paco=pˈɑkO " +
  "padraig=pˈɔdɹɪɡ paget=pˈæʤɪt palacio=pəlˈɑsiO palacios=pəlˈɑsiOs palahniuk=pˈɔlənɪk palais=pælˈA palme=pˈɑlmə " +
  "palo=pˈælO pamela=pˈæmələ pandey=pˈɑndA pantera=pæntˈɛɹə papadopoulos=pˌɑpədˈɑpələs paradis=pæɹədˈi " +
  "paradiso=pˌɑɹədˈizO paredes=pəɹˈAdɛs parnell=pɑɹnˈɛl pasquale=pɑskwˈɑlA patel=pətˈɛl paterno=pətˈɜɹnO " +
  "patrice=pətɹˈis patricio=pɑtɹˈisiO Pauline=pɔlˈin pavel=pˈɑvᵊl paz=pˈɑz pearce=pˈɪɹs pearson=pˈɪɹsᵊn " +
  "pedro=pˈAdɹO peirce=pˈɜɹs pele=pˈɛlA pelletier=pˌɛlətˈɪɹ pena=pˈAnjə pepe=pˈɛpA pepys=pˈips peralta=pəɹˈɑltə " +
  "pere=pˈɛɹ pereira=pəɹˈɛɹə perera=pəɹˈɛɹə peres=pˈɛɹɛs perez=pˈɛɹɛz pero=pˈɛɹO pfeiffer=fˈIfəɹ philippa=fˈɪləpə " +
  "philippe=fəlˈip phuong=fˈuŋ phyllis=fˈɪlɪs piaf=piˈɑf piaget=pjɑʒˈA pichai=pɪʧˈI pierre=piˈɛɹ pieter=pˈiTəɹ " +
  "pietro=piˈɛtɹO pikachu=pˈikəʧˌu pilar=pilˈɑɹ pilate=pˈIlət pineda=pinˈAdə pinocchio=pənˈOkiˌO pinochet=pˈinOʃˌA " +
  "pires=pˈɪɹɛs pirie=pˈɪɹi pius=pˈIəs pizarro=pəzˈɑɹO podesta=pədˈɛstə poincare=pwˌæŋkɑɹˈA poirier=pwˈɑɹiA " +
  "poirot=pwɑɹˈO poisson=pwɑsˈOn polk=pˈOk pompeo=pɑmpˈAO popov=pˈɑpɔf popovich=pˈɑpəvɪʧ portillo=pɔɹtˈɪlO " +
  "potemkin=pətˈɛmpkɪn poulenc=pulˈæŋk pradeep=pɹədˈip praeger=pɹˈAɡəɹ prakash=pɹəkˈɑʃ presley=pɹˈɛsli " +
  "principe=pɹˈɪnsəpA priya=pɹˈijə prokofiev=pɹəkˈOfiˌɛf proust=pɹˈust pruitt=pɹˈuɪt pucci=pˈuʧi puccini=puʧˈini " +
  "puente=pwˈɛntA pugh=pjˈu puig=pwˈiɡ pulitzer=pˈʊlɪtsəɹ purcell=pəɹsˈɛl putin=pˈutɪn qian=ʧjˈɛn qiu=ʧjˈO " +
  "quayle=kwˈAl quintana=kintˈɑnə quixote=kihˈOTi qureshi=kʊɹˈAʃi rabelais=ɹˈæbəlˌA rabi=ɹˈɑbi rabin=ɹɑbˈin " +
  "rachmaninoff=ɹɑkmˈɑnənˌɔf rachmaninov=ɹɑkmˈɑnənˌɔf rae=ɹˈA rafael=ɹˌɑfɑˈɛl raffaele=ɹˌɑfɑˈAlA rahim=ɹəhˈim " +
  "rajesh=ɹɑʤˈɛʃ raju=ɹˈɑʤu ralston=ɹˈɔlstən ramanujan=ɹɑmˈɑnuʤən ramaswamy=ɹˌɑməswˈɑmi ramesh=ɹəmˈɛʃ " +
  "ramirez=ɹəmˈɪɹɛz ramon=ɹəmˈOn ramone=ɹəmˈOn randolph=ɹˈændɔlf rangel=ɹæŋɡˈɛl ranieri=ɹɑnjˈɛɹi raoul=ɹɑˈul " +
  "rapunzel=ɹəpˈʌnzᵊl raquel=ɹəkˈɛl rashad=ɹəʃˈɑd rasheed=ɹəʃˈid rashid=ɹəʃˈid rasputin=ɹæspjˈutən raul=ɹɑˈul " +
  "Ravel=ɹəvˈɛl reba=ɹˈibə rees=ɹˈis regan=ɹˈiɡən reggie=ɹˈɛʤi reginald=ɹˈɛʤənᵊld rehman=ɹˈAmən reid=ɹˈid " +
  "reilly=ɹˈIli reimer=ɹˈIməɹ reina=ɹˈAnə reiner=ɹˈInəɹ reinhard=ɹˈInhɑɹd reinhart=ɹˈInhɑɹt reinhold=ɹˈInhOld " +
  "reiss=ɹˈIs reiter=ɹˈITəɹ remi=ɹˈɛmi remo=ɹˈɛmO remy=ɹˈɛmi rena=ɹˈinə renato=ɹənˈɑTO renaud=ɹənˈO rene=ɹənˈA " +
  "renee=ɹənˈA rensselaer=ɹˌɛnsəlˈɪɹ resnick=ɹˈɛznɪk reuter=ɹˈYTəɹ revis=ɹˈivəs reyes=ɹˈAɛs reynolds=ɹˈɛnᵊldz " +
  "reza=ɹˈAzɑ rhys=ɹˈis ribeiro=ɹibˈɛɹO rican=ɹˈikən ricard=ɹɪkˈɑɹd ricci=ɹˈiʧi richelieu=ɹˈiʃəljˌu " +
  "richter=ɹˈɪktəɹ rihanna=ɹiˈɑnə rilke=ɹˈɪlkə rimbaud=ɹæmbˈO rinaldo=ɹɪnˈɑldO ringo=ɹˈɪŋɡO riordan=ɹˈɪɹdən " +
  "rivera=ɹɪvˈɛɹə roberta=ɹəbˈɜɹTə rocha=ɹˈOʃə rochelle=ɹOʃˈɛl roderick=ɹˈɑdɹɪk rodin=ɹOdˈæn rodrigo=ɹədɹˈiɡO " +
  "rodrigues=ɹədɹˈiɡɛs rohan=ɹˈOhɑn roisin=ɹOʃˈin rojas=ɹˈOhɑs rolando=ɹOlˈɑndO rolfe=ɹˈɔlf rolland=ɹɔlˈɑn " +
  "romain=ɹOmˈAn ronald=ɹˈɑnᵊld ronaldo=ɹOnˈɑldO roosevelt=ɹˈOzəvˌɛlt rosalind=ɹˈɑzələnd rosamund=ɹˈOzəmənd " +
  "rosanna=ɹOzˈænə roseanne=ɹOzˈæn rosso=ɹˈɔsO roth=ɹˈɔθ rothschild=ɹˈɔθʧˌIld rousseau=ɹusˈO rowena=ɹOwˈinə " +
  "royale=ɹYˈæl rudy=ɹˈudi ruffalo=ɹˈʌfəlˌO ruger=ɹˈuɡəɹ ruiz=ɹuˈiz rupaul=ɹupˈɔl russo=ɹˈusO ryland=ɹˈIlənd " +
  "saban=sˈAbən sabin=sˈAbɪn sachiko=sˈɑʧikO sadat=sədˈɑt saddam=sədˈɑm saeed=sɑˈid saens=sˈɑns sagar=sˈɑɡəɹ " +
  "saif=sˈIf saint-exupery=sˌæntɛɡzˈupəɹˌi saitama=sˈItəmˌɑ sakurai=sˌɑkuɹˈI salah=səlˈɑ salam=səlˈɑm " +
  "saleem=səlˈim saleh=sɑlˈA salinger=sˈælɪnʤəɹ salk=sˈɔlk salman=sɑlmˈɑn sameer=səmˈɪɹ samira=səmˈɪɹə " +
  "samuelson=sˈæmjəwəlsən sanchez=sˈænʧɛz santana=sæntˈænə santorum=sæntˈɔɹəm saoirse=sˈɜɹʃə sara=sˈɛɹə " +
  "sarkozy=sˌɑɹkOzˈi sartre=sˈɑɹtɹə sasaki=səsˈɑki sasuke=sˈɑskA satie=sɑtˈi satya=sˈʌtjə saville=səvˈɪl " +
  "sayre=sˈɛɹ scalia=skəlˈiə schaefer=ʃˈAfəɹ schaeffer=ʃˈAfəɹ schaffer=ʃˈAfəɹ schell=ʃˈɛl schiele=ʃˈilə " +
  "schiff=ʃˈɪf schindler=ʃˈɪndləɹ schlegel=ʃlˈAɡᵊl schlesinger=ʃlˈɛsɪnʤəɹ schneider=ʃnˈIdəɹ schoenberg=ʃˈɜɹnbɜɹɡ " +
  "scholl=ʃˈɔl scholz=ʃˈɔlts schopenhauer=ʃˈOpənhˌWəɹ schott=ʃˈɑt schreiber=ʃɹˈIbəɹ schrodinger=ʃɹˈOdɪŋəɹ " +
  "schultz=ʃˈʊlts schulz=ʃˈʊlts schuster=ʃˈustəɹ schuyler=skˈIləɹ schwarz=ʃwˈɔɹts schweitzer=ʃwˈItsəɹ " +
  "scorsese=skɔɹsˈAzi seamus=ʃˈAməs sean=ʃˈɔn seco=sˈɛkO sedgwick=sˈɛʤwɪk seeger=sˈiɡəɹ segal=sˈiɡᵊl seguin=səɡˈin " +
  "segundo=səɡˈʊndO segura=səɡˈʊɹə sein=zˈIn seinfeld=sˈInfˌɛld seitz=sˈIts serena=səɹˈinə sergei=sɜɹɡˈA " +
  "sergey=sɜɹɡˈA sergio=sˈɜɹʤiO seurat=səɹˈɑ seuss=sˈus seymour=sˈimˌɔɹ shabazz=ʃəbˈæz shaffer=ʃˈAfəɹ " +
  "shaheed=ʃəhˈid shaheen=ʃəhˈin shakira=ʃəkˈɪɹə shakur=ʃəkˈʊɹ shana=ʃˈAnə shanice=ʃənˈis shaolin=ʃˈWlɪn " +
  "shaquille=ʃəkˈil sheila=ʃˈilə sheinbaum=ʃˈAnbWm shephard=ʃˈɛpəɹd sheryl=ʃˈɛɹəl shigeru=ʃɪɡˈɛɹu shimizu=ʃɪmˈizu " +
  "shimon=ʃimˈOn shohei=ʃˈOhA shri=ʃɹˈi shulman=ʃˈʊlmən shultz=ʃˈʊlts shyamalan=ʃˈɑməlɑn sian=ʃˈɑn " +
  "sibelius=səbˈAliəs siddhartha=sɪdˈɑɹTə siddiqui=sɪdˈiki siegel=sˈiɡᵊl silas=sˈIləs simeone=sˌimiˈOni simi=sˈimi " +
  "simon=sˈImən simone=sɪmˈOn sinatra=sənˈɑtɹə sinead=ʃənˈAd sino=sˈInO siobhan=ʃəvˈɔn siu=sjˈu smeagol=smˈiəɡəl " +
  "soares=swˈɑɹɛs sociedad=sˌOsiədˈɑd societe=sOsiˌAtˈA solange=sOlˈɑnʒ solaris=səlˈɛɹɪs soleil=sOlˈA solis=sOlˈis " +
  "solzhenitsyn=sˌOlʒənˈitsən sommer=sˈʌməɹ sommers=sˈʌməɹz sonia=sˈOnjə sonja=sˈOnjə sonya=sˈOnjə " +
  "sotomayor=sˌOTOmIˈɔɹ sousa=sˈuzə spiegel=spˈiɡᵊl spielberg=spˈilbɜɹɡ srinivas=sɹˈinivˌɑs " +
  "srinivasan=sɹˌinivˈɑsən stalin=stˈɑlɪn stallone=stəlˈOn stanislas=stˈænəslˌɔs stearns=stˈɜɹnz stefan=stˈɛfɑn " +
  "stefani=stˈɛfəni stefano=stˈɛfənO stephane=stɛfˈɑn stoughton=stˈOtᵊn stravinsky=stɹəvˈɪnski streisand=stɹˈIsænd " +
  "sturgis=stˈɜɹʤɪs suarez=swˈɑɹɛz sunak=sˈunæk sunil=sunˈil suresh=sʊɹˈɛʃ susannah=suzˈænə sutskever=sˈʊtskəvəɹ " +
  "suzy=sˈuzi swiatek=ʃfjˈɔntɛk sylvain=sɪlvˈAn sylvester=sɪlvˈɛstəɹ t'challa=təʧˈɑlə tabitha=tˈæbəθə tadhg=tˈIɡ tae=tˈA " +
  "tagore=təɡˈɔɹ takahashi=tˌɑkəhˈɑʃi takashi=təkˈɑʃi takeda=təkˈAdə takei=təkˈA takeshi=tɑkˈɛʃi tallulah=təlˈulə " +
  "tami=tˈæmi tania=tˈɑnjə tannehill=tˈænəhˌɪl targaryen=tɑɹɡˈɛɹiən tariq=tˈɑɹɪk tatiana=tˌɑtiˈɑnə tatum=tˈATəm " +
  "taub=tˈWb tavares=təvˈɑɹəs tayyip=tˈIip tchaikovsky=ʧIkˈɔfski teixeira=tAʃˈɛɹə teo=tˈAO teresa=təɹˈisə " +
  "thabo=tˈɑbO thanos=θˈænOs theobald=θˈiəbˌɔld theodor=tˈAOdˌɔɹ theodore=θˈiədˌɔɹ theresa=təɹˈisə therese=təɹˈAs " +
  "theron=θˈɛɹən theroux=θəɹˈu thiago=tiˈɑɡO thibault=tibˈO thierry=tjɛɹˈi thoreau=θəɹˈO thunberg=tˈunbɜɹɡ " +
  "thuy=twˈi tian=tjˈɑn timothee=tˌimətˈA tobin=tˈObɪn toews=tˈAvz tokarczuk=tOkˈɑɹʧʊk tokarev=tˈOkəɹˌɛf " +
  "tokio=tˈOkiˌO tolkien=tˈOlkin tolstoy=tˈOlstY tomas=tOmˈɑs torres=tˈɔɹɛs torvalds=tˈɔɹvɑlts totoro=tˈOTəɹO " +
  "toulouse-lautrec=tulˌuzlOtɹˈɛk toussaint=tusˈæn townsend=tˈWnzənd traci=tɹˈAsi treviso=tɹəvˈizO tricia=tɹˈɪʃə " +
  "triomphe=tɹiˈɔmf trudeau=tɹudˈO trudy=tɹˈudi truffaut=tɹufˈO turgenev=tʊɹɡˈAnjəf turismo=tuɹˈizmO " +
  "tutankhamun=tˌutᵊnkɑmˈun tycho=tˈIkO tyree=tIɹˈi tyrrell=tˈɪɹəl umberto=ʊmbˈɛɹTO underhill=ˈʌndəɹhˌɪl " +
  "unger=ˈʌŋəɹ unwin=ˈʌnwɪn updike=ˈʌpdˌIk upham=ˈʌpəm uri=ˈʊɹi uribe=uɹˈibA urquhart=ˈɜɹkhɑɹt ursula=ˈɜɹsələ " +
  "usain=jusˈAn vadim=vədˈim valdez=vɑldˈɛz valentin=vˌɑlɛntˈin valery=vˈæləɹi vanya=vˈɑnjə vasily=vəsˈili " +
  "vasquez=vˈæskɛz vaughan=vˈɔn vaughn=vˈɔn vazquez=vˈæskɛz velasco=vəlˈɑskO velazquez=vəlˈæskɛz vera=vˈɪɹə " +
  "verdes=vˈɜɹdiz verdi=vˈɛɹdi verma=vˈɜɹmə vermeer=vəɹmˈɪɹ vero=vˈɛɹO veronique=vˌɛɹOnˈik verstappen=vəɹstˈɑpən " +
  "vicente=vɪsˈɛntA vida=vˈidə vidal=vɪdˈɑl viet=viˈɛt villanueva=vˌilənwˈAvə villarreal=vˌiɑɹAˈɑl " +
  "villeneuve=vˌilnˈʊv villiers=vˈɪljəɹz vinicius=vɪnˈisiəs vitale=vɪtˈæli vitaly=vitˈɑli vivaldi=vɪvˈɑldi " +
  "vivek=vɪvˈAk vogel=vˈOɡᵊl vogt=vˈOt volk=vˈOlk volker=fˈOlkəɹ volodymyr=vˌOlOdˈɪmɪɹ voorhees=vˈɔɹhiz " +
  "vries=vɹˈis waddell=wɑdˈɛl wagner=vˈɑɡnəɹ walid=wɑlˈid wallis=wˈɔlɪs walz=wˈɔlz watanabe=wˌɑtənˈɑbi " +
  "weinberger=wˈInbɜɹɡəɹ wembanyama=wˌɛmbənjˈɑmə wenger=vˈɛŋəɹ Wes=wˈɛs wilde=wˈIld Wilder=wˈIldəɹ willis=wˈɪlɪs " +
  "wittgenstein=vˈɪtɡənʃtˌIn wojciech=vˈYʧɛk wolcott=wˈʊlkət wolfgang=wˈʊlfɡæŋ wolsey=wˈʊlzi womack=wˈOmæk " +
  "wong=wˈɔŋ xi=ʃˈi xiao=ʃˈW xiaoping=ʃWpˈɪŋ xie=ʃjˈɛ ximena=himˈAnə xing=ʃˈɪŋ xiomara=ʃˌiəmˈɑɹə xu=ʃˈu xuan=ʃwˈɛn " +
  "xue=ʃwˈA yahya=jˈɑjə yamaguchi=jˌɑməɡˈuʧi yamamoto=jˌɑməmˈOTO yamazaki=jˌɑməzˈɑki yann=jˈɑn yasir=jˈɑsɪɹ " +
  "yau=jˈW yeager=jˈAɡəɹ yeats=jˈAts yeol=jˈʌl yi=jˈi yolanda=jOlˈɑndə yoshida=jOʃˈidə yoshua=jˈɑʃuə yost=jˈOst " +
  "younis=jˈunɪs yousef=jˈusɛf youssef=jˈusɛf yuen=juˈɛn yusuf=jˈusəf yves=ˈiv zainab=zˈAnəb zamora=zəmˈɔɹə " +
  "zanu=zˈɑnu zapata=zəpˈɑTə zara=zˈɑɹə zedong=zədˈʊŋ zelensky=zəlˈɛnski zelenskyy=zəlˈɛnski zendaya=zɛndˈAə " +
  "zhang=ʤˈɑŋ zhao=ʤˈW zheng=ʤˈʌŋ zhou=ʤˈO zhukov=ʒˈukɔf zidane=zidˈɑn zizek=ʒˈiʒɛk zoe=zˈOi zooey=zˈOi";

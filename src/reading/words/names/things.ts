/**
 * Names of things whose spelling does not follow the rules of English. `name=phonemes` in small letters without accents; one
 * with a capital is a word of another kind in small letters.
 *
 * @module
 */

/** Companies, products, programs. */
export const BRANDS =
  "accor=ækˈɔɹ acura=ˈækjəɹə adidas=ədˈidəs adwords=ˈædwˌɜɹdz aetna=ˈɛtnə aipac=ˈApˌæk airbnb=ˌɛɹbiˌɛnbˈi " +
  "ajinomoto=ˌɑʤinOmˈOTO alcoa=ælkˈOə alibaba=ˌæləbˈɑbə allianz=ˈɑliˌɑnts altima=ˈɔltəmə anheuser=ˈænhYzəɹ " +
  "ansible=ˈænsəbᵊl arduino=ˌɑɹdwˈinO asus=ˈAsus audemars=ˌOdəmˈɑɹ avis=ˈAvɪs baidu=bˈIdˌu balenciaga=bəlˌɛnsiˈɑɡə " +
  "bandai=bˈændI beiersdorf=bˈIəɹzdˌɔɹf boehringer=bˈɛɹɪŋəɹ braun=bɹˈWn breitling=bɹˈItlɪŋ bridgestone=bɹˈɪʤstOn " +
  "budweiser=bˈʌdwˌIzəɹ bugatti=bʊɡˈɑTi bvlgari=bˈʊlɡəɹi cartier=kˈɑɹTiˌA celtics=sˈɛltɪks chanel=ʃənˈɛl " +
  "cheerios=ʧˈɪɹiˌOz chevrolet=ʃˌɛvɹəlˈA chipotle=ʧɪpˈOtlA cialis=siˈælɪs citi=sˈɪTi citroen=sˈɪtɹOən " +
  "clicquot=klˈikO clojure=klˈOʒəɹ cmos=sˈimˌɔs cobol=kˈObɔl colgate=kˈOlɡAt comcast=kˈɑmkˌæst compaq=kˈɑmpæk " +
  "coors=kˈʊɹz cunard=kjunˈɑɹd cuny=kjˈuni daewoo=dˈAwu daikin=dˈIkɪn danone=dənˈOn dassault=dəsˈO debian=dˈɛbiən " +
  "dior=diˈɔɹ directv=dəɹˈɛktˌivˈi douyin=dOjˈɪn elsevier=ˌɛlsəvˈɪɹ emacs=ˈimæks enron=ˈɛnɹɑn equinor=ˈɛkwɪnˌɔɹ " +
  "exxon=ˈɛksɑn fanta=fˈæntə ferrari=fəɹˈɑɹi fujifilm=fˈuʤifˌɪlm garnier=ɡˌɑɹniˈA geico=ɡˈIkO gillette=ʤəlˈɛt " +
  "givaudan=ʒivOdˈɑn givenchy=ʒivˈɑnʃi godaddy=ɡˈOdˌædi gojek=ɡˈOʤɛk gopro=ɡˈOpɹˌO grafana=ɡɹəfˈɑnə " +
  "guinness=ɡˈɪnəs haagen-dazs=hˈɑɡəndˌɑs hanes=hˈAnz haribo=hˈæɹibˌO heinz=hˈInz herbalife=hˈɜɹbəlˌIf " +
  "Hermes=ɛɹmˈɛz heroku=həɹˈOku heuer=hˈYəɹ hitachi=hɪtˈɑʧi hoegaarden=hˈuɡɑɹdən huawei=wˈɑwA hublot=ublˈO " +
  "humana=hjumˈɑnə hyundai=hˈʌndA iberdrola=ˌibɛɹdɹˈOlə ikea=Ikˈiə imax=ˈImˌæks inditex=ˈɪndətˌɛks " +
  "infiniti=ɪnfˈɪnəTi infosys=ˈɪnfOsˌɪs ingelheim=ˈɪŋɡəlhˌIm itunes=ˈItˌunz jaeger-lecoultre=ʒəʒˌɛɹləkˈultɹə " +
  "jagermeister=jˈAɡəɹmˌIstəɹ juilliard=ʤˈuliɑɹd jupyter=ʤˈupəTəɹ kakao=kˈɑkW kinect=kɪnˈɛkt kirin=kˈɪɹɪn " +
  "koenigsegg=kˈɜɹnɪɡzˌɛɡ komatsu=kOmˈɑtsu kroger=kɹˈOɡəɹ l'oreal=lˌɔɹiˈæl lacoste=ləkˈɔst lafarge=ləfˈɑɹʒ " +
  "lamborghini=lˌæmbəɹɡˈini lancome=lɑnkˈOm laravel=lˈɑɹəvɛl laurent=lɔɹˈɑn lavazza=ləvˈɑtsə lazada=ləzˈɑdə " +
  "legrand=ləɡɹˈɑn leica=lˈIkə loewe=lˈOwˈA longines=lˌɔnʤˈin lufthansa=lˈʊfthˌɑnzə lululemon=lˌululˈɛmən " +
  "luxottica=luksˈɔTikə macintosh=mˈækəntˌɑʃ maserati=mˌæzəɹˈɑTi mattel=mətˈɛl mercedes=məɹsˈAdiz miele=mˈilə " +
  "mistral=mɪstɹˈɑl moderna=mədˈɜɹnə moet=mOˈɛt moschino=mɔskˈinO muji=mˈuʤi myspace=mˈIspˌAs Nestle=nˈɛsli " +
  "nikkei=nˈikA nikon=nˈIkɑn nissan=nˈisɑn nissin=nˈisɪn nivea=nˈiviə novartis=nOvˈɑɹTɪs paribas=pˌæɹibˈɑ " +
  "paytm=pˌAtiˈɛm penske=pˈɛnski permanente=pˌɜɹmənˈɛntA peugeot=pˈuʒO piguet=piɡˈA pirelli=pɪɹˈɛli " +
  "pokemon=pˈOkAmˌɑn porsche=pˈɔɹʃə postgres=pˈOstɡɹɛs prisma=pɹˈɪzmə quattro=kwˈɑtɹO qwen=kwˈɛn radisson=ɹˈædəsən " +
  "rakuten=ɹˈækʊtˌɛn redis=ɹˈɛdɪs renault=ɹənˈO renesas=ɹˈɛnəsɑs revlon=ɹˈɛvlɑn rizzoli=ɹɪzˈOli Roche=ɹˈOʃ " +
  "rocher=ɹOʃˈA sachs=sˈæks saint-gobain=sˌænɡObˈæn scsi=skˈʌzi sephora=səfˈɔɹə shein=ʃˈiɪn shiseido=ʃɪsˈAdO " +
  "silverado=sˌɪlvəɹˈɑdO ssangyong=sˈæŋjɔŋ subaru=sˈubəɹu suntory=sˈʌntɔɹi suny=sˈuni supabase=sˈupəbˌAs " +
  "techcrunch=tˈɛkkɹˌʌnʧ telefonica=tˌɛləfˈOnikə temu=tˈimu texaco=tˈɛksəkˌO thyssenkrupp=tˈɪsᵊnkɹˌʊp tissot=tisˈO " +
  "toyota=tOjˈOTə tropicana=tɹˌɑpəkˈænə uber=ˈubəɹ unilever=jˈunɪlˌivəɹ uniqlo=jˈunɪklO usaid=jˌuˌɛsˈAd " +
  "vacheron=vˌæʃəɹˈɔn vercel=vəɹsˈɛl verizon=vəɹˈIzən versace=vəɹsˈɑʧi veuve=vˈɜɹv vite=vˈit vodafone=vˈOdəfˌOn " +
  "volkswagen=vˈOkswˌɑɡən vuitton=vwitˈɑn wechat=wˈiʧˌæt weibo=wˈAbO wget=dˈʌbᵊljuɡˌɛt wii=wˈi " +
  "wikipedia=wˌɪkəpˈidiə xiaomi=ʃˈWmi yamaha=jˈɑməhˌɑ zeiss=zˈIs zomato=zOmˈæTO zustand=tsˈuʃtɑnt";

/** Medicines, and words of medicine. */
export const MEDICINES =
  "adalimumab=ˌædəlˈɪmjəmˌæb amlodipine=æmlˈOdəpˌin apixaban=əpˈɪksəbˌæn atorvastatin=ətˌɔɹvəstˈætᵊn " +
  "ciprofloxacin=sˌɪpɹəflˈɑksəsən citalopram=sətˈæləpɹˌæm clopidogrel=klOpˈɪdəɡɹˌɛl difficile=dɪfˈɪsəli " +
  "doxycycline=dˌɑksəsˈIklˌin duloxetine=dulˈɑksətˌin escitalopram=ˌɛsətˈæləpɹˌæm fluticasone=flutˈɪkəsˌOn " +
  "gabapentin=ɡˌæbəpˈɛntən humira=hjumˈɪɹə hydrochlorothiazide=hˌIdɹəklˌɔɹəθˈIəzˌId hydrocodone=hˌIdɹəkˈOdˌOn " +
  "levothyroxine=lˌivOθIɹˈɑksən lexapro=lˈɛksəpɹˌO liraglutide=lˌɪɹəɡlˈutId lisinopril=lIsˈɪnəpɹəl " +
  "losartan=lOsˈɑɹtᵊn metformin=mɛtfˈɔɹmən metoprolol=mətˈOpɹəlˌɔl mounjaro=mWnʤˈɑɹO omeprazole=OmˈɛpɹəzˌOl " +
  "ozempic=Ozˈɛmpɪk pantoprazole=pæntˈOpɹəzˌOl pembrolizumab=pˌɛmbɹəlˈɪzumˌæb pregabalin=pɹɪɡˈæbələn " +
  "rituximab=ɹətˈʌksəmˌæb rivaroxaban=ɹˌɪvəɹˈɑksəbˌæn rosuvastatin=ɹOsˌuvəstˈætᵊn semaglutide=sˌɛməɡlˈutId " +
  "sertraline=sˈɜɹtɹəlˌin simvastatin=sˌɪmvəstˈætᵊn tirzepatide=tɜɹzˈɛpətˌId venlafaxine=vˌɛnləfˈæksˌin " +
  "wegovy=wɪɡˈOvi xarelto=zəɹˈɛltO zyrtec=zˈɜɹtˌɛk";

/** Dishes, animals, and words of other languages. */
export const FOREIGN =
  "acai=ˌɑsɑˈi adios=ˌɑdiˈOs affogato=ˌɑfəɡˈɑTO allez-vous=ˌɑlAvˈu amigo=əmˈiɡO appetit=ˌæpətˈi arigato=ˌɑɹiɡˈɑTO " +
  "arrivederci=ˌɑɹivədˈɛɹʧi auf=ˈWf beaucoup=bOkˈu bechamel=bˌAʃəmˈɛl bichon=biʃˈɑn bien=bjˈɛn bitte=bˈɪtə " +
  "bolognese=bˌOlənjˈAz bonjour=bɔnʒˈʊɹ bonsoir=bɔnswˈɑɹ bourguignon=bˌʊɹɡinjˈOn brulee=bɹulˈA buena=bwˈAnə " +
  "buenas=bwˈAnəs buongiorno=bwˌɔnʤˈɔɹnO c'est=sˈA callosum=kəlˈOsəm capita=kˈæpɪTə carpaccio=kɑɹpˈɑʧiˌO " +
  "carpe=kˈɑɹpA chocolat=ʃˌɑkəlˈɑ churrasco=ʧʊɹˈæskO churros=ʧˈʊɹOz ciabatta=ʧəbˈɑTə cliche=kliʃˈA cliches=kliʃˈAz " +
  "cogito=kˈɔɡɪTO coq=kˈɔk creme=kɹˈɛm crudites=kɹˌudɪtˈA cuanto=kwˈɑntO d'etat=dAtˈɑ d'etre=dˈɛtɹə d'oeuvre=dˈɜɹv " +
  "d'oeuvres=dˈɜɹvz dalai=dˈɑlI danke=dˈɑŋkə dari=dˈɑɹi deja=dˌAʒˈɑ dente=dˈɛntA deus=dˈAəs deutsch=dˈYʧ dich=dˈɪʃ " +
  "diem=dˈiɛm edelweiss=ˈAdᵊlvˌIs enfant=ˌɑnfˈɑn enjambment=ɛnʤˈæmmənt entendre=ɑntˈɑndɹə " +
  "entschuldigung=ɛntʃˈʊldɪɡˌʊŋ espanol=ˌɛspənjˈOl etouffee=ˌAtufˈA facie=fˈAʃi fatale=fətˈæl foie=fwˈɑ " +
  "fraiche=fɹˈɛʃ francais=fɹɑnsˈA frise=fɹizˈA gallo=ɡˈIO garam=ɡəɹˈɑm geht=ɡˈAt gemutlichkeit=ɡəmˈutlɪkˌIt " +
  "gewurztraminer=ɡəvˈɜɹtstɹəmˌinəɹ ghanoush=ɡənˈuʃ gochugaru=ɡˌOʧuɡˈɑɹu gozaimasu=ɡˌOzIimˈɑs gracias=ɡɹˈɑsiəs " +
  "gras=ɡɹˈɑ grazie=ɡɹˈɑtsiə guten=ɡˈutᵊn gyro=jˈɪɹO gyros=jˈɪɹOz habanero=hˌɑbənˈɛɹO habeas=hˈAbiəs hajj=hˈɑʤ " +
  "halva=hɑlvˈɑ harissa=həɹˈisə hashanah=həʃˈɑnə hasta=ˈɑstə heisse=hˈIsə hola=ˈOlə hors=ˈɔɹ ich=ˈɪʃ ihnen=ˈinən " +
  "itadakimasu=itˌɑdəkimˈɑs jalapeno=hˌɑləpˈAnjO jalapenos=hˌɑləpˈAnjOz je=ʒə joie=ʒwˈɑ kaputt=kəpˈʊt keto=kˈiTO " +
  "konnichiwa=kOnˈiʧiwˌɑ l'chaim=ləhˈIm l'oeil=lˈY laksa=lˈɑksə liebe=lˈibə llamo=jˈɑmO luego=lwˈAɡO " +
  "m'appelle=mɑpˈɛl machina=mˈɑkɪnə mademoiselle=mˌædəmwəzˈɛl manana=mənjˈɑnə marathi=məɹˈɑTi merci=mɛɹsˈi " +
  "mezcal=mɛzkˈæl mezze=mˈɛzA mignon=mɪnjˈɑn mille=mˈilA mise=mˈiz mochi=mˈOʧi monsieur=məsjˈɜ muy=mwˈi " +
  "narwhal=nˈɑɹwəl nasi=nˈɑsi natto=nˈɑTO ne=nə nein=nˈIn nino=nˈinjO ninos=nˈinjOz noches=nˈOʧAs " +
  "obrigado=ˌObɹiɡˈɑdO ohayo=OhˈIO ojibwe=OʤˈɪbwA okonomiyaki=ˌOkənOmijˈɑki oui=wˈi papier-mache=pˌApəɹməʃˈA " +
  "peperoncino=pˌɛpəɹOnʧˈinO pesach=pˈAsɑk plait=plˈA pozole=pəzˈOlA prego=pɹˈAɡO quoi=kwˈɑ quran=kəɹˈɑn " +
  "ragu=ɹæɡˈu raison=ɹˌAzˈOn remoulade=ɹˌAməlˈɑd revoir=ɹəvwˈɑɹ rosh=ɹˈOʃ sais=sˈA salsiccia=sɑlsˈiʧə " +
  "savoir-faire=sˌævwɑɹfˈɛɹ sayonara=sˌIənˈɑɹə scusi=skˈuzi senor=sAnjˈɔɹ senora=sAnjˈɔɹə senorita=sˌAnjəɹˈiTə " +
  "shih=ʃˈi souffle=suflˈA spatzle=ʃpˈɛtslə strasse=ʃtɹˈɑsə sturm=ʃtˈʊɹm sumimasen=sˌumimˈɑsɛn " +
  "tagliatelle=tˌɑljətˈɛli tapas=tˈɑpəs tardes=tˈɑɹdAs tete-a-tete=tˌAtətˈAt tonkatsu=tɑŋkˈɑtsu toum=tˈum " +
  "trompe=tɹˈɔmp tteokbokki=tʌkbˈOki und=ˈʊnt usted=ustˈɛd veinte=vˈAntA veloute=vəlutˈA veni=vˈAni vici=vˈiʧi " +
  "vidi=vˈidi vis-a-vis=vˌizəvˈi vitro=vˈitɹO vivre=vˈivɹə voce=vˈOʧA voila=vwɑlˈɑ vous=vˈu wabi-sabi=wˌɑbisˈɑbi " +
  "wiedersehen=vˈidəɹzˌAən";

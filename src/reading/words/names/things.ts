/**
 * Names of things whose spelling does not follow the rules of English. `name=phonemes` in small letters without accents; one with a capital is a word of
 * another kind in small letters.
 *
 * @module
 */

/** Companies, products, programs. */
export const BRANDS =
  "adidas=ədˈidəs airbnb=ˌɛɹbiˌɛnbˈi ansible=ˈænsəbᵊl asus=ˈAsus audemars=ˌOdəmˈɑɹ balenciaga=bəlˌɛnsiˈɑɡə " +
  "bugatti=bʊɡˈɑTi bvlgari=bˈʊlɡəɹi cartier=kˈɑɹTiˌA chanel=ʃənˈɛl chipotle=ʧɪpˈOtlA citroen=sˈɪtɹOən " +
  "clicquot=klˈikO clojure=klˈOʒəɹ daewoo=dˈAwu debian=dˈɛbiən dior=diˈɔɹ emacs=ˈimæks ferrari=fəɹˈɑɹi " +
  "garnier=ɡˌɑɹniˈA givenchy=ʒivˈɑnʃi grafana=ɡɹəfˈɑnə guinness=ɡˈɪnəs haagen-dazs=hˈɑɡəndˌɑs haribo=hˈæɹibˌO " +
  "Hermes=ɛɹmˈɛz heroku=həɹˈOku heuer=hˈYəɹ hoegaarden=hˈuɡɑɹdən huawei=wˈɑwA hublot=ublˈO hyundai=hˈʌndA " +
  "ikea=Ikˈiə jupyter=ʤˈupəTəɹ koenigsegg=kˈɜɹnɪɡzˌɛɡ l'oreal=lˌɔɹiˈæl lamborghini=lˌæmbəɹɡˈini lancome=lɑnkˈOm " +
  "laravel=lˈɑɹəvɛl laurent=lɔɹˈɑn loewe=lˈOwˈA lululemon=lˌululˈɛmən maserati=mˌæzəɹˈɑTi mercedes=məɹsˈAdiz " +
  "mistral=mɪstɹˈɑl moderna=mədˈɜɹnə moet=mOˈɛt moschino=mɔskˈinO Nestle=nˈɛsli novartis=nOvˈɑɹTɪs paribas=pˌæɹibˈɑ " +
  "peugeot=pˈuʒO piguet=piɡˈA porsche=pˈɔɹʃə postgres=pˈOstɡɹɛs prisma=pɹˈɪzmə qwen=kwˈɛn redis=ɹˈɛdɪs " +
  "renault=ɹənˈO Roche=ɹˈOʃ rocher=ɹOʃˈA sachs=sˈæks subaru=sˈubəɹu supabase=sˈupəbˌAs uber=ˈubəɹ vercel=vəɹsˈɛl " +
  "versace=vəɹsˈɑʧi veuve=vˈɜɹv vite=vˈit vuitton=vwitˈɑn wget=dˈʌbᵊljuɡˌɛt xiaomi=ʃˈWmi zustand=tsˈuʃtɑnt";

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
  "acai=ˌɑsɑˈi adios=ˌɑdiˈOs affogato=ˌɑfəɡˈɑTO amigo=əmˈiɡO arigato=ˌɑɹiɡˈɑTO arrivederci=ˌɑɹivədˈɛɹʧi " +
  "beaucoup=bOkˈu bechamel=bˌAʃəmˈɛl bichon=biʃˈɑn bitte=bˈɪtə bolognese=bˌOlənjˈAz bonjour=bɔnʒˈʊɹ " +
  "bonsoir=bɔnswˈɑɹ bourguignon=bˌʊɹɡinjˈOn brulee=bɹulˈA buena=bwˈAnə buenas=bwˈAnəs buongiorno=bwˌɔnʤˈɔɹnO " +
  "c'est=sˈA carpaccio=kɑɹpˈɑʧiˌO chocolat=ʃˌɑkəlˈɑ churrasco=ʧʊɹˈæskO churros=ʧˈʊɹOz ciabatta=ʧəbˈɑTə " +
  "cliche=kliʃˈA cliches=kliʃˈAz coq=kˈɔk creme=kɹˈɛm crudites=kɹˌudɪtˈA d'etat=dAtˈɑ d'etre=dˈɛtɹə d'oeuvre=dˈɜɹv " +
  "d'oeuvres=dˈɜɹvz danke=dˈɑŋkə deja=dˌAʒˈɑ deutsch=dˈYʧ entschuldigung=ɛntʃˈʊldɪɡˌʊŋ espanol=ˌɛspənjˈOl " +
  "etouffee=ˌAtufˈA foie=fwˈɑ fraiche=fɹˈɛʃ francais=fɹɑnsˈA frise=fɹizˈA gallo=ɡˈIO garam=ɡəɹˈɑm " +
  "gewurztraminer=ɡəvˈɜɹtstɹəmˌinəɹ ghanoush=ɡənˈuʃ gochugaru=ɡˌOʧuɡˈɑɹu gracias=ɡɹˈɑsiəs gras=ɡɹˈɑ grazie=ɡɹˈɑtsiə " +
  "guten=ɡˈutᵊn gyro=jˈɪɹO gyros=jˈɪɹOz habanero=hˌɑbənˈɛɹO halva=hɑlvˈɑ harissa=həɹˈisə hola=ˈOlə hors=ˈɔɹ " +
  "jalapeno=hˌɑləpˈAnjO jalapenos=hˌɑləpˈAnjOz joie=ʒwˈɑ keto=kˈiTO konnichiwa=kOnˈiʧiwˌɑ laksa=lˈɑksə " +
  "m'appelle=mɑpˈɛl mademoiselle=mˌædəmwəzˈɛl manana=mənjˈɑnə merci=mɛɹsˈi mezcal=mɛzkˈæl mezze=mˈɛzA " +
  "mignon=mɪnjˈɑn mochi=mˈOʧi monsieur=məsjˈɜ narwhal=nˈɑɹwəl nasi=nˈɑsi natto=nˈɑTO nein=nˈIn nino=nˈinjO " +
  "ninos=nˈinjOz noches=nˈOʧAs obrigado=ˌObɹiɡˈɑdO ohayo=OhˈIO okonomiyaki=ˌOkənOmijˈɑki oui=wˈi " +
  "peperoncino=pˌɛpəɹOnʧˈinO plait=plˈA pozole=pəzˈOlA prego=pɹˈAɡO ragu=ɹæɡˈu raison=ɹˌAzˈOn remoulade=ɹˌAməlˈɑd " +
  "revoir=ɹəvwˈɑɹ salsiccia=sɑlsˈiʧə sayonara=sˌIənˈɑɹə scusi=skˈuzi senor=sAnjˈɔɹ senora=sAnjˈɔɹə " +
  "senorita=sˌAnjəɹˈiTə shih=ʃˈi souffle=suflˈA spatzle=ʃpˈɛtslə strasse=ʃtɹˈɑsə sumimasen=sˌumimˈɑsɛn " +
  "tagliatelle=tˌɑljətˈɛli tapas=tˈɑpəs tardes=tˈɑɹdAs tonkatsu=tɑŋkˈɑtsu toum=tˈum tteokbokki=tʌkbˈOki " +
  "usted=ustˈɛd veloute=vəlutˈA vis-a-vis=vˌizəvˈi vivre=vˈivɹə voila=vwɑlˈɑ wabi-sabi=wˌɑbisˈɑbi " +
  "wiedersehen=vˈidəɹzˌAən";

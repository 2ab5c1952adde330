/**
 * Names of things whose spelling does not follow the rules of English. `name=phonemes` in small letters without accents; one
 * with a capital is a word of another kind in small letters.
 *
 * @module
 */

/** Companies, products, programs. */
export const BRANDS =
  "accenture=æksˈɛnʧəɹ accor=ækˈɔɹ acura=ˈækjəɹə adidas=ədˈidəs adwords=ˈædwˌɜɹdz adyen=ˈɑdjən aetna=ˈɛtnə " +
  "aipac=ˈApˌæk airbnb=ˌɛɹbiˌɛnbˈi airtable=ˈɛɹtˌAbᵊl ajinomoto=ˌɑʤinOmˈOTO alcoa=ælkˈOə aldi=ˈɑldi " +
  "alibaba=ˌæləbˈɑbə allianz=ˈɑliˌɑnts alstom=ˈɑlstəm altima=ˈɔltəmə amgen=ˈæmʤˌɛn anheuser=ˈænhYzəɹ " +
  "ansible=ˈænsəbᵊl arduino=ˌɑɹdwˈinO asda=ˈæzdə asus=ˈAsus athlon=ˈæθlˌɑn auchan=Oʃˈɑn audemars=ˌOdəmˈɑɹ " +
  "avis=ˈAvɪs aviva=əvˈivə baichuan=bIʧwˈɑn baidu=bˈIdˌu balenciaga=bəlˌɛnsiˈɑɡə bandai=bˈændI barclays=bˈɑɹkliz " +
  "bazel=bˈAzᵊl beiersdorf=bˈIəɹzdˌɔɹf bereal=biɹˈil biogen=bˈIəʤən biontech=bˈIOntˌɛk bluesky=blˈuskˌI " +
  "boehringer=bˈɛɹɪŋəɹ braun=bɹˈWn breitling=bɹˈItlɪŋ bridgestone=bɹˈɪʤstOn broadcom=bɹˈɔdkˌɑm brotli=bɹˈOtli " +
  "budweiser=bˈʌdwˌIzəɹ bugatti=bʊɡˈɑTi Bulgari=bˈʊlɡəɹi bvlgari=bˈʊlɡəɹi capgemini=kæpʤˈɛmənˌI cartier=kˈɑɹTiˌA " +
  "celtics=sˈɛltɪks chanel=ʃənˈɛl cheerios=ʧˈɪɹiˌOz chevrolet=ʃˌɛvɹəlˈA chipotle=ʧɪpˈOtlA chroot=sˈiˌAʧɹˌut " +
  "cialis=siˈælɪs citi=sˈɪTi citroen=sˈɪtɹOən clicquot=klˈikO clojure=klˈOʒəɹ cmos=sˈimˌɔs cobol=kˈObɔl " +
  "colgate=kˈOlɡAt comcast=kˈɑmkˌæst compaq=kˈɑmpæk coors=kˈʊɹz coursera=kɔɹsˈɛɹə criteo=kɹɪtˈAO crontab=kɹˈɑntˌæb " +
  "cunard=kjunˈɑɹd cuny=kjˈuni cupra=kˈupɹə daewoo=dˈAwu daihatsu=dIhˈɑtsu daikin=dˈIkɪn danone=dənˈOn " +
  "dassault=dəsˈO debian=dˈɛbiən diageo=diˈæʤiO dior=diˈɔɹ directv=dəɹˈɛktˌivˈi douyin=dOjˈɪn duckdb=dˈʌkdˌibˈi " +
  "elsevier=ˌɛlsəvˈɪɹ emacs=ˈimæks enron=ˈɛnɹɑn epoll=ˈipˌOl equinor=ˈɛkwɪnˌɔɹ etcd=ˌɛtsˌidˈi exxon=ˈɛksɑn " +
  "exynos=ˈɛksənˌOs fanta=fˈæntə ferrari=fəɹˈɑɹi flytek=flˈItˌɛk fujifilm=fˈuʤifˌɪlm garnier=ɡˌɑɹniˈA geely=ʤˈili " +
  "geico=ɡˈIkO gillette=ʤəlˈɛt givaudan=ʒivOdˈɑn givenchy=ʒivˈɑnʃi godaddy=ɡˈOdˌædi gojek=ɡˈOʤɛk gopro=ɡˈOpɹˌO " +
  "grafana=ɡɹəfˈɑnə grubhub=ɡɹˈʌbhˌʌb guinness=ɡˈɪnəs gunicorn=ʤˈiˌjunəkˌɔɹn gunzip=ʤˈiʌnzˌɪp " +
  "haagen-dazs=hˈɑɡəndˌɑs hadoop=hədˈup haier=hˈIəɹ hanes=hˈAnz haribo=hˈæɹibˌO heineken=hˈInəkən heinz=hˈInz " +
  "herbalife=hˈɜɹbəlˌIf Hermes=ɛɹmˈɛz heroku=həɹˈOku heuer=hˈYəɹ hisense=hˈIsˌɛns hitachi=hɪtˈɑʧi " +
  "hoegaarden=hˈuɡɑɹdən huawei=wˈɑwA hublot=ublˈO humana=hjumˈɑnə hunyuan=hˌʊnjuˈɛn hynix=hˈInɪks hyundai=hˈʌndA " +
  "iberdrola=ˌibɛɹdɹˈOlə ikea=Ikˈiə imagen=ˈɪməʤən imax=ˈImˌæks inditex=ˈɪndətˌɛks indycar=ˈɪndikˌɑɹ " +
  "infiniti=ɪnfˈɪnəTi infosys=ˈɪnfOsˌɪs ingelheim=ˈɪŋɡəlhˌIm inode=ˈInOd instacart=ˈɪnstəkˌɑɹt ioctl=ˌIˌOkəntɹˈOl " +
  "iptables=ˌIpˌitˈAbᵊlz isort=ˈIsˌɔɹt istio=ˈɪstiˌO itunes=ˈItˌunz jaeger-lecoultre=ʒəʒˌɛɹləkˈultɹə " +
  "jagermeister=jˈAɡəɹmˌIstəɹ juilliard=ʤˈuliɑɹd jupyter=ʤˈupəTəɹ kakao=kˈɑkW kinect=kɪnˈɛkt kirin=kˈɪɹɪn " +
  "koenigsegg=kˈɜɹnɪɡzˌɛɡ komatsu=kOmˈɑtsu kroger=kɹˈOɡəɹ kyocera=kˌiOsˈɛɹə l'oreal=lˌɔɹiˈæl lacoste=ləkˈɔst " +
  "lafarge=ləfˈɑɹʒ lamborghini=lˌæmbəɹɡˈini lancome=lɑnkˈOm laravel=lˈɑɹəvɛl laurent=lɔɹˈɑn lavazza=ləvˈɑtsə " +
  "lazada=ləzˈɑdə legrand=ləɡɹˈɑn leica=lˈIkə loewe=lˈOwˈA longines=lˌɔnʤˈin lufthansa=lˈʊfthˌɑnzə " +
  "lululemon=lˌululˈɛmən luxottica=luksˈɔTikə macintosh=mˈækəntˌɑʃ makefile=mˈAkfˌIl maserati=mˌæzəɹˈɑTi " +
  "mattel=mətˈɛl meituan=mAtwˈɑn mercedes=məɹsˈAdiz miele=mˈilə mistral=mɪstɹˈɑl moderna=mədˈɜɹnə moet=mOˈɛt " +
  "Moncler=mɑnklˈɛɹ moschino=mɔskˈinO muji=mˈuʤi mypy=mˈIpˌI myspace=mˈIspˌAs nemotron=nˈimOtɹˌɑn Nestle=nˈɛsli " +
  "netcat=nˈɛtkˌæt nikkei=nˈikA nikon=nˈIkɑn nissan=nˈisɑn nissin=nˈisɪn nivea=nˈiviə novartis=nOvˈɑɹTɪs " +
  "paribas=pˌæɹibˈɑ paytm=pˌAtiˈɛm penske=pˈɛnski permanente=pˌɜɹmənˈɛntA peugeot=pˈuʒO piguet=piɡˈA " +
  "pinduoduo=pˌɪndwOdwˈO pirelli=pɪɹˈɛli pokemon=pˈOkAmˌɑn porsche=pˈɔɹʃə postgres=pˈOstɡɹɛs prisma=pɹˈɪzmə " +
  "pytest=pˈItˌɛst qualcomm=kwˈɑlkˌɑm quattro=kwˈɑtɹO qwen=kwˈɛn radeon=ɹˈAdiˌɑn radisson=ɹˈædəsən " +
  "rakuten=ɹˈækʊtˌɛn raytheon=ɹˈAθiˌɑn redfin=ɹˈɛdfˌɪn redis=ɹˈɛdɪs renault=ɹənˈO renesas=ɹˈɛnəsɑs revlon=ɹˈɛvlɑn " +
  "revolut=ɹˈɛvəlˌut Ricoh=ɹˈikO rizzoli=ɹɪzˈOli Roche=ɹˈOʃ rocher=ɹOʃˈA sachs=sˈæks sainsbury=sˈAnzbəɹi " +
  "saint-gobain=sˌænɡObˈæn samsung=sˈæmsˌʌŋ scsi=skˈʌzi seatgeek=sˈitɡˌik sephora=səfˈɔɹə shein=ʃˈiɪn " +
  "shiseido=ʃɪsˈAdO silverado=sˌɪlvəɹˈɑdO ssangyong=sˈæŋjɔŋ subaru=sˈubəɹu suntory=sˈʌntɔɹi suny=sˈuni " +
  "supabase=sˈupəbˌAs symlink=sˈɪmlˌɪŋk systemd=sˌɪstəmdˈi techcrunch=tˈɛkkɹˌʌnʧ telefonica=tˌɛləfˈOnikə " +
  "temu=tˈimu texaco=tˈɛksəkˌO thyssenkrupp=tˈɪsᵊnkɹˌʊp tissot=tisˈO toyota=tOjˈOTə tropicana=tɹˌɑpəkˈænə " +
  "tulu=tˈulu uber=ˈubəɹ unilever=jˈunɪlˌivəɹ uniqlo=jˈunɪklO usaid=jˌuˌɛsˈAd uvicorn=jˈuvəkˌɔɹn " +
  "vacheron=vˌæʃəɹˈɔn valgrind=vˈælɡɹˌɪnd vercel=vəɹsˈɛl verizon=vəɹˈIzən versace=vəɹsˈɑʧi veuve=vˈɜɹv " +
  "vicuna=vɪkˈunjə vimeo=vˈɪmiˌO vite=vˈit vodafone=vˈOdəfˌOn volkswagen=vˈOkswˌɑɡən volvo=vˈOlvO vuitton=vwitˈɑn " +
  "walgreens=wˈɔlɡɹˌinz wayfair=wˈAfˌɛɹ wechat=wˈiʧˌæt weibo=wˈAbO wget=dˈʌbᵊljuɡˌɛt wii=wˈi wikipedia=wˌɪkəpˈidiə " +
  "wireshark=wˈIəɹʃˌɑɹk xcode=ˈɛkskˌOd xeon=zˈiˌɑn xiaomi=ʃˈWmi yamaha=jˈɑməhˌɑ zeiss=zˈIs zerodha=zɪɹˈOdə " +
  "zomato=zOmˈæTO zscaler=zˈiskˌAləɹ zustand=tsˈuʃtɑnt";

/** Medicines, and words of medicine. */
export const MEDICINES =
  "adalimumab=ˌædəlˈɪmjəmˌæb aleve=əlˈiv amiodarone=əmiˈOdəɹˌOn amlodipine=æmlˈOdəpˌin amyotrophic=ˌAmIətɹˈOfɪk " +
  "apatosaurus=əpˌæTəsˈɔɹəs apixaban=əpˈɪksəbˌæn aripiprazole=ˌæɹəpˈɪpɹəzˌOl atomoxetine=ˌæTəmˈɑksətˌin " +
  "atorvastatin=ətˌɔɹvəstˈætᵊn azithromycin=əzˌɪθɹəmˈIsᵊn benazepril=bənˈæzəpɹəl bevacizumab=bˌɛvəsˈɪzumˌæb " +
  "bisoprolol=bˌIsəpɹˈOlɔl brachialis=bɹˌAkiˈælɪs brachii=bɹˈAkiˌI brachiosaurus=bɹˌækiəsˈɔɹəs " +
  "bupivacaine=bjupˈɪvəkˌAn buprenorphine=bjˌupɹənˈɔɹfˌin buspirone=bjˈuspəɹˌOn canagliflozin=kˌænəɡləflˈOzən " +
  "candesartan=kˌændəsˈɑɹtᵊn captopril=kˈæptəpɹəl carnotaurus=kˌɑɹnətˈɔɹəs carvedilol=kɑɹvˈAdəlˌɔl " +
  "celecoxib=sˌɛləkˈɑksəb cephalexin=sˌɛfəlˈɛksən cetirizine=sətˈɪɹəzˌin chikungunya=ʧˌɪkənɡˈunjə " +
  "ciprofloxacin=sˌɪpɹəflˈɑksəsən citalopram=sətˈæləpɹˌæm clarithromycin=kləɹˌɪθɹəmˈIsᵊn clindamycin=klˌɪndəmˈIsᵊn " +
  "clonazepam=klənˈæzəpˌæm clopidogrel=klOpˈɪdəɡɹˌɛl coelophysis=sˌilOfˈIsɪs compsognathus=kɑmpsˈɑɡnəθəs " +
  "cyclobenzaprine=sˌIklObˈɛnzəpɹˌin dabigatran=dəbˈɪɡətɹˌæn dapagliflozin=dˌæpəɡləflˈOzən denosumab=dənˈOsumˌæb " +
  "desvenlafaxine=dˌɛsvɛnləfˈæksˌin difficile=dɪfˈɪsəli diltiazem=dɪltˈIəzˌɛm doxycycline=dˌɑksəsˈIklˌin " +
  "dulaglutide=dˌuləɡlˈutId duloxetine=dulˈɑksətˌin dupilumab=dupˈɪljəmˌæb dupixent=dupˈɪksᵊnt eliquis=ˈɛləkwɪs " +
  "empagliflozin=ˌɛmpəɡləflˈOzən enalapril=ɪnˈæləpɹəl enoxaparin=ɪnˌɑksəpˈɛɹən escitalopram=ˌɛsətˈæləpɹˌæm " +
  "esomeprazole=ˌɛsOmˈɛpɹəzˌOl eszopiclone=ˌɛszˈOpəklˌOn etanercept=ətˈænəɹsˌɛpt exenatide=ɛksˈɛnətˌId eylea=Ilˈiə " +
  "famotidine=fəmˈOTədˌin farxiga=fɑɹsˈiɡə felodipine=fəlˈOdəpˌin fexofenadine=fˌɛksəfˈɛnədˌin " +
  "finasteride=fənˈæstəɹˌId fluconazole=flukˈɑnəzˌOl fluticasone=flutˈɪkəsˌOn gabapentin=ɡˌæbəpˈɛntən " +
  "glimepiride=ɡlImˈɛpəɹˌId glipizide=ɡlˈɪpəzˌId humalog=hjˈuməlˌɔɡ humira=hjumˈɪɹə " +
  "hydrochlorothiazide=hˌIdɹəklˌɔɹəθˈIəzˌId hydrocodone=hˌIdɹəkˈOdˌOn imatinib=ɪmˈætənɪb infliximab=ɪnflˈɪksəmˌæb " +
  "ipilimumab=ˌɪpəlˈɪmjumˌæb irbesartan=ˌɜɹbəsˈɑɹtᵊn isotretinoin=ˌIsOtɹətˈɪnOən januvia=ʤənˈuviə " +
  "ketoacidosis=kˌiTOˌæsədˈOsɪs lamotrigine=ləmˈOtɹəʤˌin lansoprazole=lænsˈOpɹəzˌOl lateralis=lˌæTəɹˈælɪs " +
  "levetiracetam=lˌɛvəTɪɹˈæsətˌæm levofloxacin=lˌivəflˈɑksəsən levothyroxine=lˌivOθIɹˈɑksən lexapro=lˈɛksəpɹˌO " +
  "linagliptin=lˌɪnəɡlˈɪptən liraglutide=lˌɪɹəɡlˈutId lisdexamfetamine=lɪsdˌɛksæmfˈɛTəmˌin lisinopril=lIsˈɪnəpɹəl " +
  "loratadine=lɔɹˈæTədˌin losartan=lOsˈɑɹtᵊn lovastatin=lˌOvəstˈætᵊn lurasidone=lʊɹˈæsədˌOn meloxicam=məlˈɑksəkˌæm " +
  "metformin=mɛtfˈɔɹmən metoprolol=mətˈOpɹəlˌɔl mirtazapine=mɜɹtˈæzəpˌin modafinil=mədˈæfənɪl " +
  "montelukast=mˌɑntəlˈukæst motrin=mˈOtɹən mounjaro=mWnʤˈɑɹO moxifloxacin=mˌɑksəflˈɑksəsən nebivolol=nəbˈɪvəlˌɔl " +
  "nitrofurantoin=nˌItɹOfjʊɹˈæntOən nivolumab=nIvˈɑljəmˌæb olanzapine=Olˈænzəpˌin olmesartan=ˌOlməsˈɑɹtᵊn " +
  "omalizumab=ˌOməlˈɪzumˌæb omeprazole=OmˈɛpɹəzˌOl ondansetron=ɑndˈænsətɹˌɑn oseltamivir=ˌOsəltˈæməvɪɹ " +
  "oxcarbazepine=ˌɑkskɑɹbˈæzəpˌin ozempic=Ozˈɛmpɪk pachycephalosaurus=pˌækisˌɛfələsˈɔɹəs paclitaxel=pˌækləTˈæksəl " +
  "pantoprazole=pæntˈOpɹəzˌOl parasaurolophus=pˌæɹəsɔɹˈɑləfəs paroxetine=pəɹˈɑksətˌin paxlovid=pˈækslOvɪd " +
  "pectoralis=pˌɛktəɹˈælɪs pembrolizumab=pˌɛmbɹəlˈɪzumˌæb pioglitazone=pˌIəɡlˈɪTəzˌOn pothos=pˈOθɑs " +
  "pravastatin=pɹˌævəstˈætᵊn pregabalin=pɹɪɡˈæbələn prilosec=pɹˈIləsˌɛk propofol=pɹˈOpəfˌɔl quetiapine=kwətˈIəpˌin " +
  "rabeprazole=ɹəbˈɛpɹəzˌOl ramipril=ɹˈæməpɹəl retatrutide=ɹˌɛTətɹˈutId risperidone=ɹɪspˈɛɹədˌOn " +
  "rituximab=ɹətˈʌksəmˌæb rivaroxaban=ɹˌɪvəɹˈɑksəbˌæn rosuvastatin=ɹOsˌuvəstˈætᵊn rybelsus=ɹIbˈɛlsəs " +
  "secukinumab=sˌɛkjukˈɪnumˌæb semaglutide=sˌɛməɡlˈutId sertraline=sˈɜɹtɹəlˌin simvastatin=sˌɪmvəstˈætᵊn " +
  "sitagliptin=sˌɪTəɡlˈɪptən skyrizi=skIɹˈizi spina=spˈInə spinosaurus=spˌInəsˈɔɹəs suboxone=səbˈɑksOn " +
  "tadalafil=tədˈæləfɪl tamsulosin=tæmsˈuləsən telmisartan=tˌɛlməsˈɑɹtᵊn therizinosaurus=θˌɛɹəzˌɪnəsˈɔɹəs " +
  "tirzepatide=tɜɹzˈɛpətˌId tocilizumab=tˌOsəlˈɪzumˌæb tofacitinib=tˌOfəsˈɪtənɪb topiramate=təpˈɪɹəmˌAt " +
  "trastuzumab=tɹæstˈuzumˌæb trazodone=tɹˈæzədˌOn upadacitinib=jˌupədəsˈɪtənɪb ustekinumab=ˌʌstəkˈɪnumˌæb " +
  "valacyclovir=vˌæləsˈIkləvɪɹ valsartan=vælsˈɑɹtᵊn venlafaxine=vˌɛnləfˈæksˌin wegovy=wɪɡˈOvi xarelto=zəɹˈɛltO " +
  "zepbound=zˈɛpbˌWnd ziprasidone=zəpɹˈæsədˌOn zolpidem=zˈOlpədˌɛm zyrtec=zˈɜɹtˌɛk";

/** Dishes, animals, and words of other languages. */
export const FOREIGN =
  "acai=ˌɑsɑˈi adios=ˌɑdiˈOs affogato=ˌɑfəɡˈɑTO allez-vous=ˌɑlAvˈu aloo=ˈɑlu amigo=əmˈiɡO anglaise=ɑŋɡlˈAz " +
  "appetit=ˌæpətˈi arigato=ˌɑɹiɡˈɑTO arrivederci=ˌɑɹivədˈɛɹʧi auf=ˈWf banh=bˈɑn bearnaise=bˌɛɹnˈAz beaucoup=bOkˈu " +
  "bechamel=bˌAʃəmˈɛl bharatanatyam=bˌʌɹətənˈɑtjəm bichon=biʃˈɑn bien=bjˈɛn birria=bˈɪɹiə bitte=bˈɪtə " +
  "bolognese=bˌOlənjˈAz bonjour=bɔnʒˈʊɹ bonsoir=bɔnswˈɑɹ boucle=buklˈA bourguignon=bˌʊɹɡinjˈOn bourree=buɹˈA " +
  "broderie=bɹˈOdəɹi brulee=bɹulˈA buena=bwˈAnə buenas=bwˈAnəs buongiorno=bwˌɔnʤˈɔɹnO c'est=sˈA cacio=kˈɑʧO " +
  "callosum=kəlˈOsəm canape=kˈænəpˌA canapes=kˈænəpˌAz capita=kˈæpɪTə cappella=kəpˈɛlə carpaccio=kɑɹpˈɑʧiˌO " +
  "carpe=kˈɑɹpA chocolat=ʃˌɑkəlˈɑ churrasco=ʧʊɹˈæskO churros=ʧˈʊɹOz ciabatta=ʧəbˈɑTə cliche=kliʃˈA cliches=kliʃˈAz " +
  "cogito=kˈɔɡɪTO coq=kˈɔk creme=kɹˈɛm crepe=kɹˈAp crudites=kɹˌudɪtˈA cuanto=kwˈɑntO d'etat=dAtˈɑ d'etre=dˈɛtɹə " +
  "d'oeuvre=dˈɜɹv d'oeuvres=dˈɜɹvz dalai=dˈɑlI danke=dˈɑŋkə dari=dˈɑɹi decolletage=dAkˌɑlətˈɑʒ deja=dˌAʒˈɑ " +
  "dente=dˈɛntA deus=dˈAəs deutsch=dˈYʧ dich=dˈɪʃ diem=dˈiɛm edelweiss=ˈAdᵊlvˌIs elote=AlˈOtA enfant=ˌɑnfˈɑn " +
  "enjambment=ɛnʤˈæmmənt entendre=ɑntˈɑndɹə entschuldigung=ɛntʃˈʊldɪɡˌʊŋ espanol=ˌɛspənjˈOl etouffee=ˌAtufˈA " +
  "etude=ˈAtˌud facie=fˈAʃi fatale=fətˈæl flambe=flɑmbˈA foie=fwˈɑ fouette=fˌuətˈA fraiche=fɹˈɛʃ francais=fɹɑnsˈA " +
  "frise=fɹizˈA furikake=fˌuɹikˈɑkA gallo=ɡˈIO garam=ɡəɹˈɑm garni=ɡɑɹnˈi geht=ɡˈAt gemutlichkeit=ɡəmˈutlɪkˌIt " +
  "gewurztraminer=ɡəvˈɜɹtstɹəmˌinəɹ ghanoush=ɡənˈuʃ gochugaru=ɡˌOʧuɡˈɑɹu goryeo=ɡˈɔɹjʌ gozaimasu=ɡˌOzIimˈɑs " +
  "gracias=ɡɹˈɑsiəs gras=ɡɹˈɑ grazie=ɡɹˈɑtsiə guten=ɡˈutᵊn guzheng=ɡuʤˈʌŋ gyro=jˈɪɹO gyros=jˈɪɹOz " +
  "habanero=hˌɑbənˈɛɹO habeas=hˈAbiəs hajj=hˈɑʤ halva=hɑlvˈɑ harissa=həɹˈisə hashanah=həʃˈɑnə hasta=ˈɑstə " +
  "heisei=hˈAsA heisse=hˈIsə hola=ˈOlə hors=ˈɔɹ iberico=ibˈɛɹɪkˌO ich=ˈɪʃ idli=ˈɪdli ihnen=ˈinən " +
  "itadakimasu=itˌɑdəkimˈɑs jalapeno=hˌɑləpˈAnjO jalapenos=hˌɑləpˈAnjOz jamon=hɑmˈOn je=ʒə jete=ʒətˈA joie=ʒwˈɑ " +
  "kameez=kəmˈiz kaputt=kəpˈʊt katsu=kˈɑtsu keffiyeh=kəfˈiə keto=kˈiTO kizomba=kizˈɔmbə konnichiwa=kOnˈiʧiwˌɑ " +
  "l'chaim=ləhˈIm l'oeil=lˈY laksa=lˈɑksə leche=lˈɛʧA leches=lˈɛʧAs lehenga=lˈAhəŋɡə liebe=lˈibə llamo=jˈɑmO " +
  "luego=lwˈAɡO lumpia=lˈumpjə m'appelle=mɑpˈɛl machina=mˈɑkɪnə mademoiselle=mˌædəmwəzˈɛl manana=mənjˈɑnə " +
  "marathi=məɹˈɑTi massaman=mˈɑsəmˌɑn merci=mɛɹsˈi mezcal=mɛzkˈæl mezze=mˈɛzA mignon=mɪnjˈɑn mille=mˈil mise=mˈiz " +
  "mochi=mˈOʧi moire=mwɑɹˈA monsieur=məsjˈɜ mughal=mˈuɡᵊl muy=mwˈi narwhal=nˈɑɹwəl nasi=nˈɑsi natto=nˈɑTO ne=nə " +
  "nein=nˈIn nino=nˈinjO ninos=nˈinjOz noches=nˈOʧAs nuoc=nwˈɔk obrigado=ˌObɹiɡˈɑdO ohayo=OhˈIO ojibwe=OʤˈɪbwA " +
  "okonomiyaki=ˌOkənOmijˈɑki ottonian=ɑtˈOniən oui=wˈi paneer=pənˈɪɹ papier-mache=pˌApəɹməʃˈA " +
  "parmigiano=pˌɑɹmɪʤˈɑnO peperoncino=pˌɛpəɹOnʧˈinO pesach=pˈAsɑk plait=plˈA plie=pliˈA pozole=pəzˈOlA " +
  "prego=pɹˈAɡO qanun=kɑnˈun qipao=ʧˌipˈW quoi=kwˈɑ quran=kəɹˈɑn ragu=ɹæɡˈu raison=ɹˌAzˈOn reiwa=ɹˈAwə " +
  "releve=ɹˌɛləvˈA remoulade=ɹˌAməlˈɑd revoir=ɹəvwˈɑɹ rosh=ɹˈOʃ sais=sˈA salsiccia=sɑlsˈiʧə sarabande=sˌæɹəbˈɑnd " +
  "saree=sˈɑɹi savoir-faire=sˌævwɑɹfˈɛɹ sayonara=sˌIənˈɑɹə scusi=skˈuzi senor=sAnjˈɔɹ senora=sAnjˈɔɹə " +
  "senorita=sˌAnjəɹˈiTə shamisen=ʃˈæməsˌɛn shih=ʃˈi solfege=sOlfˈɛʒ souffle=suflˈA sous-vide=sˌuvˈid " +
  "spatzle=ʃpˈɛtslə spielbergian=spˌilbˈɜɹɡiən strasse=ʃtɹˈɑsə sturm=ʃtˈʊɹm sumimasen=sˌumimˈɑsɛn " +
  "tagliatelle=tˌɑljətˈɛli taisho=tˈIʃO tapas=tˈɑpəs tarantino=tˌæɹəntˈinO tarantinoesque=tˌæɹəntˌinOˈɛsk " +
  "tardes=tˈɑɹdAs tete-a-tete=tˌAtətˈAt tonkatsu=tɑŋkˈɑtsu toum=tˈum tres=tɹˈɛs trompe=tɹˈɔmp tteokbokki=tʌkbˈOki " +
  "und=ˈʊnt usted=ustˈɛd veinte=vˈAntA veloute=vəlutˈA veni=vˈAni vici=vˈiʧi vidi=vˈidi vis-a-vis=vˌizəvˈi " +
  "vitro=vˈitɹO vivre=vˈivɹə voce=vˈOʧA voila=vwɑlˈɑ vous=vˈu wabi-sabi=wˌɑbisˈɑbi wiedersehen=vˈidəɹzˌAən";

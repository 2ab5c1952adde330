/**
 * The lists of known abbreviations.
 *
 * @module
 */
/**
 * The context of an abbreviation.
 *
 * - `title`: a name follows; the period never ends a sentence (`Dr.`, `Sgt.`, `Mt.`).
 * - `joining`: something always follows (`vs.`, `approx.`).
 * - `number`: only an abbreviation before a number; its period never ends a sentence there (`No. 5`, `Fig. 3`).
 * - `month`, `day`: parts of dates.
 * - `closing`: it may end a sentence (`etc.`, `Inc.`, `Ave.`).
 * - `inner`: it may be a word too, so that its period counts only where the sentence goes on (`prev. owner`).
 */
export type AbbreviationKind = "title" | "joining" | "number" | "month" | "day" | "closing" | "inner";

/** `short=words` in a kind; `_` is a space; after the short form, `*`: no period needed; `^`: only with a capital; `!`: never a word. */
const TITLES =
  "sts^=saints mr*=mister mrs*=missus ms*=miz mx*=mix dr*^=doctor drs^=doctors prof*=professor profs^=professors st*^=saint " +
  "mt*^=mount mts^=mounts ft*^=fort gen^=general gens^=generals " +
  "col^=colonel lt*^=lieutenant sgt*^=sergeant capt*^=captain cpt*^=captain cmdr*^=commander cdr*^=commander " +
  "adm^=admiral maj^=major cpl*^=corporal pvt^=private pte*^=private brig^=brigadier ssgt*^=staff_sergeant " +
  "msgt*^=master_sergeant tsgt*^=technical_sergeant spc^=specialist const^=constable rev^=reverend revd*^=reverend hon^=honorable ven^=venerable " +
  "rt^=right gov^=governor govs^=governors sen^=senator sens^=senators rep^=representative reps^=representatives " +
  "pres^=president supt^=superintendent fr^=father msgr^=monsignor abp^=archbishop bp^=bishop " +
  "messrs=messieurs mme*^=madame mlle*^=mademoiselle sra^=senora srta^=senorita atty^=attorney det^=detective " +
  "insp^=inspector hr= bros^=brothers ald^=alderman cllr*^=councillor chmn*^=chairman comr^=commissioner amb^=ambassador " +
  "ret^=retired pfc^=private_first_class ens^=ensign wm^=william geo^=george chas^=charles jas^=james thos^=thomas " +
  "robt^=robert jos^=joseph benj^=benjamin";

const JOINING = "vs*=versus v= cf= viz=namely approx*=approximately ca=circa resp=respectively incl=including " +
  "excl=excluding bzw= ggf= evtl= asst=assistant esp=especially attn*=attention orig=originally lg*=large sm*=small " +
  "btwn*!=between betw=between abt*=about bef=before aft=after w=with usu=usually";

const NUMBER =
  "no=number sc=scene l=line m=married agg*=aggregate dim=diminished b=born c=circa d=died r=reigned nos=numbers nr=number num=number fig*=figure figs*=figures eq=equation " +
  "eqs=equations eqn=equation eqns=equations vol*=volume vols=volumes ch=chapter chap=chapter chs=chapters sec=section secs=sections sect=section " +
  "p=page pp=pages pg=page pgs=pages art=article arts=articles par=paragraph para=paragraph paras=paragraphs " +
  "cl=clause sched=schedule ver=version ed=edition ref=reference pt=part pts=parts bk=book ex=exercise exh=exhibit " +
  "n=note nn=notes op=opus ext*=extension apt*=apartment apts=apartments ste*^=suite thm=theorem lem=lemma cor=corollary prop=proposition rm*^=room app^=appendix tab=table cap=capital stat= cat=category " +
  "blk*^=block ll=lines vv=verses mag=magnitude lvl*=level lv=level ep=episode eps=episodes ser=series hwy*^=highway rte^=route exp=expires flt^=flight lab^=lab";

const MONTHS =
  "jan=january feb=february mar=march apr=april jun=june jul=july aug=august sep=september sept=september " +
  "oct=october nov=november dec=december okt=october dez=december";

const DAYS =
  "mon=monday tue=tuesday tues=tuesday wed=wednesday weds=wednesday thu=thursday thur=thursday thurs=thursday " +
  "fri=friday sat=saturday sun=sunday";

const STREETS =
  "ave*^=avenue blvd*^=boulevard rd*^=road ln*^=lane pkwy*^=parkway sq^=square ct^=court pl^=place ter^=terrace " +
  "terr*^=terrace cir^=circle cres*^=crescent hts*^=heights expy*^=expressway expwy*^=expressway fwy*^=freeway " +
  "tpke*^=turnpike plz*^=plaza trl*^=trail aly*^=alley xing*^=crossing hwy*^=highway bldg*=building bldgs=buildings " +
  "sta^=station stn*^=station jct*^=junction ctr*^=center mtn*^=mountain mtns*^=mountains twp*^=township cnty*^=county " +
  "fl=floor hosp*^=hospital pk^=park lk^=lake utd*!^=united";

const PLACES =
  "calif*^=california conn^=connecticut fla^=florida ariz^=arizona colo^=colorado minn^=minnesota okla^=oklahoma " +
  "tenn^=tennessee nev^=nevada neb^=nebraska nebr^=nebraska wis^=wisconsin wyo^=wyoming mont^=montana " +
  "penn^=pennsylvania mich^=michigan";

const CLOSING =
  "bdrm!=bedroom bdrms!=bedrooms ph^=phone amend^=amendment amdt!=amendment amdts!=amendments etc*=et_cetera jr*^=junior jnr*^=junior sr*^=senior snr*^=senior esq*^=esquire esqs*^=esquires inc*^=incorporated ltd*^=limited " +
  "corp*^=corporation co^=company cos^=companies llc= mfg!=manufacturing mfr!=manufacturer mfrs!=manufacturers " +
  "dept*!=department depts!=departments univ^=university assn*=association assoc=association govt*!=government " +
  "inst^=institute acad^=academy est=established usw= misc=miscellaneous max=maximum avg!=average " +
  "temps=temperatures tel=telephone admin= dist=district intl*!=international natl*!=national mgmt!=management mgr!=manager " +
  "mgrs!=managers msg!=message msgs!=messages acct!=account accts!=accounts amt!=amount amts!=amounts addr=address " +
  "appt!=appointment appts!=appointments qty!=quantity qtr!=quarter qtrs!=quarters pkg!=package pkgs!=packages pkt!=packet " +
  "pkts!=packets doz=dozen ea=each sched=schedule wk!=week wks!=weeks wkly!=weekly yr=year yrs!=years hr=hour hrs!=hours " +
  "min=minimum al= anon=anonymous wkt*!=wicket wkts*!=wickets recd!=received reqd!=required secy=secretary treas=treasurer " +
  "blks!=blocks mvt!=movement mvts!=movements mktg!=marketing mkt*!=market fwd*!=forward svc!=service svcs!=services wt=weight ht=height mtg!=meeting mtgs!=meetings " +
  "wkday!=weekday wkdays!=weekdays wknd!=weekend bday!=birthday abbr=abbreviation abbrev!=abbreviation bal=balance bibliog=bibliography " +
  "biol=biology econ=economics hdqrs!=headquarters comm=committee conf=conference deg=degrees encl=enclosure enc=enclosure " +
  "equip=equipment esq=esquire intro=introduction inv=invoice lang=language mos=months paren=parenthesis pct=percent pkwy=parkway " +
  "psych=psychology qual=quality recip=recipient sgd=signed tbs=tablespoon specs= std=standard supp=supplement vocab=vocabulary " +
  "pty*^=proprietary vit*^=vitamin vits=vitamins caps=capsules pcs=pieces mo=month reb=rebounds inn=innings ast=assists stl=steals shs=shares susp=suspension dmg!=damage";

/** Only where the sentence goes on: these letters may also be a word, or a clipped word. */
const INNER =
  "mol=molecular temp=temperature adj=adjective adv=adverb alt=alternate anniv=anniversary arr=arrives cert=certified coll=college cont=continued " +
  "corr=corrected def=definition del=delivery dep=departs desc=description diag=diagonal diff=difference dir=director " +
  "disc=discount div=division doc=document docs=documents ed=editor educ=education elec=electric elev=elevation eng=engineering " +
  "exc=except exec=executive fed=federal fem=feminine fin=finance freq=frequency gov=government hist=history " +
  "imm=immediate imp=imported ind=industrial info=information ins=insurance int=interior irreg=irregular lat=latitude long=longitude " +
  "lib=library lit=literally loc=location masc=masculine med=medium mem=memorial mod=moderate neg=negative obs=obsolete " +
  "occ=occasionally opp=opposite opt=optional org=organization perf=performance perm=permanent pers=personal phys=physical pl=plural " +
  "pop=population poss=possibly pref=preferred prelim=preliminary prep=preparation prev=previous prob=probably " +
  "prod=product proj=project pron=pronounced prov=province pub=published rec=recommended reg=regular regd=registered " +
  "req=required res=residence sci=science sec=seconds sel=selected sing=singular soc=society spec=special sub=subject " +
  "subj=subject surg=surgery sys=system tech=technical trans=translated univ=university util=utilities var=variable " +
  "vet=veterinary tot=total cust=customer comp=complimentary cond=condition dia=diameter maint=maintenance " +
  "ind=individual mil=military mun=municipal nat=national off=official";

/** The lists by kind. Entries of later lists override earlier ones. */
export const ABBREVIATION_LISTS: readonly (readonly [kind: AbbreviationKind, list: string])[] = [
  ["inner", INNER],
  ["closing", CLOSING],
  ["closing", PLACES],
  ["closing", STREETS],
  ["day", DAYS],
  ["month", MONTHS],
  ["number", NUMBER],
  ["joining", JOINING],
  ["title", TITLES],
];

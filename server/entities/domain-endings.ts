const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/** Country code endings in use. */
export const COUNTRY_CODES = words(`
  ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cc cd cf
  cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gd ge gf gg
  gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn
  kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na
  nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh
  si sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve
  vg vi vn vu wf ws ye yt za zm zw`)

/** Generic endings met in practice; `local`, `internal` and the like name hosts of one's own network. */
export const GENERIC_ENDINGS = words(`
  academy accountant accountants adult aero africa agency amsterdam app arpa army art asia associates attorney auction
  audio auto autos baby band bank bar bargains bayern beauty beer berlin best bet bid bike bingo bio biz black blog blue
  boats bond boo boutique broker build builders business buzz cab cafe cam camera camp capital car cards care career
  careers cars casa cash casino cat catering center ceo cfd charity chat cheap church city claims cleaning click clinic
  clothing cloud club coach codes coffee college cologne com community company computer condos construction consulting
  contact contractors cooking cool coop corsica country coupons courses credit creditcard cricket cruises cyou dad dance
  date dating day deals degree delivery democrat dental design dev diamonds diet digital direct directory discount dog
  domains download earth edu education email energy engineer engineering enterprises equipment esq estate eus events
  exchange expert exposed express fail faith family fans farm fashion finance financial fish fishing fit fitness flights
  florist flowers fly foo football forex forsale forum foundation fun fund furniture futbol fyi gallery game games garden
  gay gdn gift gifts gives glass global gmbh gold golf google goog gov graphics gratis green gripe group guide guitars
  guru hair hamburg haus health healthcare help hiphop hockey holdings holiday homes horse hospital host hosting house
  how icu immo immobilien inc industries info ing ink institute insurance insure int international investments irish
  jetzt jewelry jobs kaufen kim kitchen koeln land law lawyer lease legal lgbt life lighting limited limo link live llc
  loan loans lol london lotto love ltd ltda luxury maison makeup management market marketing markets mba media memorial
  men menu microsoft miami mil mobi moe monster mortgage mov moscow motorcycles museum music name navy net network new
  news nexus ngo ninja nyc okinawa one ong onion online ooo org organic osaka page paris partners parts party pet phd
  photo photography photos pics pictures pink pizza place plumbing plus poker porn post press pro productions prof promo
  properties property protection pub quest racing realty recipes red rehab reise reisen rent rentals repair report
  republican rest restaurant review reviews rich rip rocks rodeo rsvp ruhr run saarland sale salon sarl sbs school
  schule science security select services sex sexy shiksha shoes shop shopping show singles site ski skin soccer social
  software solar solutions space sport store stream studio study style sucks supplies supply support surf surgery
  systems tattoo tax taxi team tech technology tel tennis theater tickets tienda tips tires today tokyo tools top tours
  town toys trade trading training travel tube university uno vacations vegas ventures versicherung vet viajes video
  villas vin vip vision vodka vote voting voyage wales wang watch webcam website wedding wiki win wine work works world
  wtf xin xxx xyz yachts yoga yokohama zip zone
  local localdomain internal lan corp home intranet`)

/** Endings that are also file extensions or property names: two words joined by a dot with one of these prove nothing. */
export const WORD_ENDINGS = words(`
  day data date group host id md mov name new page post ps py select services sh so zip`)

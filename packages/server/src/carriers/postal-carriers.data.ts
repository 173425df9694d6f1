import { type Carrier, format, GS1, type NumberFormat, words } from './carrier.ts';

/** Followed by number alone, whoever delivers: for postal operators whose own page is unknown to us or wants a sign-in. */
const NEUTRAL_URL = 'https://t.17track.net/en#nums=%s';

/** Operators whose domestic numbers we do not know: S10 and name only. */
function operator(slug: string, name: string, country: string, aliases: string, url = NEUTRAL_URL): Carrier {
  return { slug, name, aliases: words(aliases), url, s10: [country], formats: [] };
}

const ROYAL_MAIL_DOMESTIC: readonly NumberFormat[] = [
  format('royal-mail-8', 'Royal Mail (2 letters, 8 digits, 2 letters)', '@{2}#{8}@{2}', 0),
  format('royal-mail-digits', 'Royal Mail (digits)', '#{9,16}', 0),
  format('royal-mail-service', 'Royal Mail (SD, SF, RM, PF)', '[PRS][DFM]#{8,12}', 0),
  format('royal-mail-4-letters', 'Royal Mail (4 letters, 10 digits)', '@{4}#{10}', 0),
  format('royal-mail-2d', 'Royal Mail (2D barcode)', '*{21}', 0),
];

/**
 * Postal operators: what they share is the UPU S10 number, whose last two letters name the issuing country. National
 * formats beside it are shape only: no check digit of theirs is published.
 */
export const POSTAL_CARRIERS: readonly Carrier[] = [
  {
    slug: 'royal-mail',
    name: 'Royal Mail',
    aliases: words(`
      royalmail royal_mail_uk royal_mail_group royal_mail_click_and_drop rm uk_post royalmailv3
      royal_mail_intersoft royal_mail_domestic royal_mail_stamped
    `),
    url: 'https://www.royalmail.com/track-your-item#/tracking-results/%s',
    family: 'royal-mail',
    s10: ['GB'],
    servicesInName: true,
    formats: ROYAL_MAIL_DOMESTIC,
  },
  {
    slug: 'canada-post',
    name: 'Canada Post',
    aliases: words(`
      canadapost canada_post_corporation postes_canada canada_post_corp poste_canada canadapost_ca
    `),
    url: 'https://www.canadapost-postescanada.ca/track-reperage/en#/search?searchFor=%s',
    s10: ['CA'],
    complete: true,
    servicesInName: true,
    formats: [format('canada-post-16', 'Canada Post (16 digits)', '#{16}', 0.7, GS1)],
  },
  {
    slug: 'australia-post',
    name: 'Australia Post',
    aliases: words(`
      australiapost auspost aus_post au_post aupost auspost_com_au eparcel australia_post_api
      australia_post_international
    `),
    url: 'https://auspost.com.au/mypost/track/details/%s',
    family: 'australia-post',
    s10: ['AU'],
    servicesInName: true,
    formats: [
      format('australia-post-digits', 'Australia Post (11–13 digits)', '#{11,13}', 0),
      format('australia-post-16', 'Australia Post (16 digits)', '[378]#{15}', 0),
      format('australia-post-article', 'Australia Post article', '*{10,12}#{10,11}', 0),
    ],
  },
  {
    slug: 'deutsche-post',
    name: 'Deutsche Post',
    aliases: words(`
      deutschepost deutsch_post deutsche_post_de deutsche_post_international deutsche_post_mail german_post
      deutsche_post_dhl warenpost
    `),
    url: 'https://www.deutschepost.de/de/s/sendungsverfolgung/verfolgen.html?piececode=%s&lang=en&cid=brief',
    family: 'dhl',
    s10: ['DE'],
    formats: [format('deutsche-post-20', 'Deutsche Post (20 characters)', '#{2}*{7}#{4}*{7}', 0)],
  },
  {
    slug: 'la-poste',
    name: 'La Poste',
    aliases: words(`
      laposte la_poste_france colissimo la_poste_colissimo laposte_colissimo coliposte la_poste_fr french_post
      lettre_suivie
    `),
    url: 'https://www.laposte.fr/outils/suivre-vos-envois?code=%s',
    family: 'la-poste',
    s10: ['FR'],
    formats: [
      format('colissimo-13', 'Colissimo', '[1-36-9]@#{11}', 0.55),
      format('la-poste-15', 'La Poste (15 characters)', '8[678]#{12}*', 0),
    ],
  },
  {
    slug: 'postnl',
    name: 'PostNL',
    aliases: words('post_nl postnl_3s postnl_international postnl_domestic tnt_post postnl_nl dutch_post'),
    url: 'https://www.postnl.nl/track-en-trace/%s',
    s10: ['NL'],
    formats: [format('postnl-3s', 'PostNL (3S)', '3S@{1,4}#{6,11}', 0.9)],
  },
  {
    slug: 'bpost',
    name: 'bpost',
    aliases: words('b_post bpost_international belgian_post belgianpost bpost_be bpost_domestic'),
    url: 'https://track.bpost.cloud/btr/web/#/search?itemCode=%s',
    s10: ['BE'],
    formats: [
      format('bpost-3232', 'bpost (24 digits, 3232)', '3232#{20}', 0.7),
      format('bpost-3299', 'bpost (24 digits, 3299)', '3299#{20}', 0.7),
      format('bpost-18', 'bpost (18 digits)', '32#{16}', 0),
    ],
  },
  {
    slug: 'correos',
    name: 'Correos',
    aliases: words(`
      correos_espana correos_es correos_de_espana spain_correos_es correos_spain correos_express spanish_post
    `),
    url: 'https://www.correos.es/es/en/tools/tracker/items/details?tracking-number=%s',
    s10: ['ES'],
    formats: [
      format('correos-23', 'Correos (23 characters)', '[CDP]@*{4}#{16}@', 0.85),
      format('correos-16', 'Correos (16 characters)', '[DP]@*{4}#{9}@', 0.5),
    ],
  },
  {
    slug: 'poste-italiane',
    name: 'Poste Italiane',
    aliases: words(`
      posteitaliane poste_italiane_paccocelere italian_post poste_it posta_italiana sda sda_italy
    `),
    url: 'https://www.poste.it/cerca/index.html#/risultati-spedizioni/%s',
    s10: ['IT'],
    formats: [
      format('poste-italiane-2ima', 'Poste Italiane (2IMA)', '2IMA#{10}', 0.8),
      format('poste-italiane-uw', 'Poste Italiane (UW)', '[13]UW*{10}', 0.6),
      format('poste-italiane-digits', 'Poste Italiane (digits)', '#{12,13}', 0),
    ],
  },
  {
    slug: 'japan-post',
    name: 'Japan Post',
    aliases: words(
      'japanpost jp_post jppost japan_post_en japan_post_ja yu_pack japan_ems 日本郵便 ゆうパック',
    ),
    url: 'https://trackings.post.japanpost.jp/services/srv/search/direct?reqCodeNo1=%s&locale=en',
    s10: ['JP'],
    formats: [format('japan-post-domestic', 'Japan Post (11 or 12 digits)', '#{11,12}', 0)],
  },
  {
    slug: 'austrian-post',
    name: 'Österreichische Post',
    aliases: words(`
      austrian_post post_at austria_post oesterreichische_post austrian_post_registered post_ag
    `),
    url: 'https://www.post.at/sv/sendungssuche?snr=%s',
    s10: ['AT'],
    formats: [format('austrian-post-22', 'Österreichische Post (22 digits)', '#{22}', 0)],
  },
  {
    slug: 'swiss-post',
    name: 'Swiss Post',
    aliases: words('swisspost post_ch die_post la_poste_suisse schweizerische_post swiss_post_international'),
    url: 'https://service.post.ch/ekp-web/ui/entry/search/%s',
    s10: ['CH'],
    formats: [format('swiss-post-18', 'Swiss Post (18 digits)', '99#{16}', 0.5)],
  },
  {
    slug: 'postnord',
    name: 'PostNord',
    aliases: words(`
      post_nord postnord_se postnord_dk postnord_no postnord_fi postnord_sweden postnord_denmark sweden_posten
      danmark_post post_danmark portal_postnord postnord_sverige
    `),
    url: 'https://tracking.postnord.com/en/?id=%s',
    s10: ['SE', 'DK'],
    formats: [
      // SSCCs behind application identifier 00, so GS1's digit holds.
      format('postnord-20', 'PostNord (20 digits)', '0037[03]#{15}', 0.6, GS1),
      format('postnord-se', 'PostNord (…SE)', '#{11}SE', 0.85),
      format('postnord-18', 'PostNord (18 digits)', '37[03]#{15}', 0),
    ],
  },
  {
    slug: 'bring',
    name: 'Posten / Bring',
    aliases: words('posten posten_norge posten_bring norway_post bring_no posten_norge_bring'),
    url: 'https://tracking.bring.com/tracking/%s',
    s10: ['NO'],
    formats: [
      format('bring-18', 'Bring (18 digits)', '37[03]#{15}', 0.6, GS1),
      format('bring-17', 'Bring (17 digits)', '70#{15}', 0),
    ],
  },
  {
    slug: 'posti',
    name: 'Posti',
    aliases: words('itella posti_fi posti_finland finland_posti itella_posti finland_post'),
    url: 'https://www.posti.fi/en/tracking#/lahetys/%s',
    s10: ['FI'],
    formats: [format('posti-jjfi', 'Posti (JJFI)', 'JJFI#{17}', 0.95)],
  },
  {
    slug: 'korea-post',
    name: 'Korea Post',
    aliases: words('koreapost korea_ems epost_korea south_korea_post'),
    url: NEUTRAL_URL,
    s10: ['KR'],
    formats: [format('korea-post-13', 'Korea Post (13 digits)', '#{13}', 0)],
  },
  operator(
    'an-post',
    'An Post',
    'IE',
    'anpost ireland_post irish_post',
    'https://www.anpost.com/Post-Parcels/Track/History?item=%s',
  ),
  operator(
    'new-zealand-post',
    'New Zealand Post',
    'NZ',
    'nz_post nzpost newzealandpost courierpost nz_couriers',
    'https://www.nzpost.co.nz/tools/tracking?trackid=%s',
  ),
  operator(
    'china-post',
    'China Post',
    'CN',
    'chinapost china_ems ems_china china_post_ems epacket eub china_post_registered',
  ),
  operator('hongkong-post', 'Hongkong Post', 'HK', 'hong_kong_post hongkongpost hkpost hk_post'),
  operator('singapore-post', 'Singapore Post', 'SG', 'singpost sing_post singaporepost speedpost'),
  operator('chunghwa-post', 'Chunghwa Post', 'TW', 'taiwan_post chunghwapost chunghwa'),
  operator('thailand-post', 'Thailand Post', 'TH', 'thai_post thailandpost'),
  operator('pos-malaysia', 'Pos Malaysia', 'MY', 'malaysia_post posmalaysia pos_laju'),
  operator('vietnam-post', 'Vietnam Post', 'VN', 'vnpost vietnampost'),
  operator('philpost', 'PHLPost', 'PH', 'phlpost philippine_post phil_post'),
  operator('pos-indonesia', 'Pos Indonesia', 'ID', 'indonesia_post posindonesia'),
  operator('india-post', 'India Post', 'IN', 'indiapost india_post_domestic india_post_int'),
  operator('israel-post', 'Israel Post', 'IL', 'israelpost israel_post_domestic'),
  operator(
    'correios',
    'Correios',
    'BR',
    'correios_br correios_brazil brazil_correios brazil_post correios_do_brasil',
  ),
  operator(
    'correos-mexico',
    'Correos de México',
    'MX',
    'sepomex correos_de_mexico mexico_post correosexpress_mexico',
  ),
  operator('correo-argentino', 'Correo Argentino', 'AR', 'correoargentino argentina_post'),
  operator('correos-chile', 'Correos Chile', 'CL', 'correos_de_chile chile_post correoschile'),
  operator('ctt', 'CTT', 'PT', 'ctt_correios ctt_express portugal_ctt ctt_portugal correios_de_portugal'),
  operator('poczta-polska', 'Poczta Polska', 'PL', 'polish_post pocztapolska poczta poland_post'),
  operator('ceska-posta', 'Česká pošta', 'CZ', 'czech_post ceskaposta czech_republic_post'),
  operator('slovenska-posta', 'Slovenská pošta', 'SK', 'slovak_post slovakia_post'),
  operator('magyar-posta', 'Magyar Posta', 'HU', 'hungarian_post magyarposta hungary_post mpl'),
  operator('hrvatska-posta', 'Hrvatska pošta', 'HR', 'croatian_post hrvatska_posta_croatia'),
  operator('posta-slovenije', 'Pošta Slovenije', 'SI', 'slovenia_post slovenian_post'),
  operator('posta-romana', 'Poșta Română', 'RO', 'romanian_post romania_post posta_romania'),
  operator('bulgarian-posts', 'Bulgarian Posts', 'BG', 'bulgarian_post bulgaria_post'),
  operator('elta', 'ELTA Hellenic Post', 'GR', 'elta elta_courier greek_post hellenic_post'),
  operator('cyprus-post', 'Cyprus Post', 'CY', 'cypruspost'),
  operator('ptt', 'PTT', 'TR', 'ptt_posta turkish_post ptt_turkey ptt_kargo'),
  operator('ukrposhta', 'Ukrposhta', 'UA', 'ukr_poshta ukraine_post ukraine_ems'),
  operator('omniva', 'Omniva', 'EE', 'omniva_ee eesti_post estonia_post'),
  operator('latvijas-pasts', 'Latvijas Pasts', 'LV', 'latvia_post latvian_post'),
  operator('lietuvos-pastas', 'Lietuvos paštas', 'LT', 'lithuania_post lietuvos_post lp_express'),
  operator('post-luxembourg', 'POST Luxembourg', 'LU', 'luxembourg_post'),
  operator('maltapost', 'MaltaPost', 'MT', 'malta_post'),
  operator('iceland-post', 'Pósturinn', 'IS', 'iceland_post islandspostur posturinn'),
  operator('jersey-post', 'Jersey Post', 'JE', 'jerseypost'),
  operator('guernsey-post', 'Guernsey Post', 'GG', 'guernseypost'),
  operator('south-african-post', 'South African Post Office', 'ZA', 'sapo south_africa_post sa_post_office'),
  operator('saudi-post', 'Saudi Post', 'SA', 'spl saudipost'),
  operator('emirates-post', 'Emirates Post', 'AE', 'emiratespost empost'),
  {
    slug: 'upu',
    name: 'International post',
    // Catches the operators that are not listed one by one; `UPU_COUNTRIES` says which countries those are.
    aliases: words(`
      universal_postal_union s10 international_mail ems international_post postal_service national_post
    `),
    url: NEUTRAL_URL,
    s10: [],
    formats: [],
  },
];

/**
 * Countries and territories whose operators issue S10 numbers: the members of the Universal Postal Union, and the
 * territories and Taiwan that issue numbers of their own. Anything else in the last two places is not S10.
 */
export const UPU_COUNTRIES: readonly string[] = words(`
  AD AE AF AG AI AL AM AO AR AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BM BN BO BR BS BT BW BY BZ
  CA CD CF CG CH CI CL CM CN CO CR CU CV CW CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FK FM FO FR
  GA GB GD GE GG GH GI GL GM GN GQ GR GT GW GY HK HN HR HT HU ID IE IL IM IN IQ IR IS IT JE JM JO JP
  KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MK ML MM MN MO MR MS MT MU MV MW MX MY MZ
  NA NC NE NG NI NL NO NP NR NZ OM PA PE PF PG PH PK PL PS PT PY QA RO RS RU RW SA SB SC SD SE SG SH SI SK SL SM SN SO SR SS ST SV SX SY SZ
  TC TD TG TH TJ TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VN VU WF WS XK YE ZA ZM ZW
`);

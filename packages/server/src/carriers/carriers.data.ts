import type { CheckRule } from './check-digits.ts';
import { POSTAL_CARRIERS } from './postal-carriers.data.ts';

/**
 * Carriers as data: how their numbers look, what they are called in other people's files, where a number is followed.
 * Facts (shapes, check-digit constants, sample numbers) are public and were collected from the carriers' label
 * specifications as gathered in jkeen/tracking_number_data 2.0.0, USPS Publication 199, UPU S10 and the provider list
 * of WooCommerce. Templates and shapes rot: an instance adds or replaces carriers with CARRIERS_FILE
 * (carriers.overrides.ts) without a new release.
 */

/** One way in which a carrier writes its numbers. */
export interface NumberFormat {
  /** Stable, unique over all carriers: recorded in tests and shown beside a guess. */
  id: string;
  /** For people. */
  name: string;
  /** See number-shape.ts. Always the whole number, upper case, without spaces. */
  shape: string;
  /** Absent: nothing in the number can be verified. */
  check?: CheckRule;
  /**
   * How far the format alone speaks for this carrier once shape and check digit fit, 0 to 1. 0: never guessed, it only
   * confirms a carrier that somebody named ("12 digits" is right for GLS, and says nothing by itself). One in ten
   * random numbers passes a mod-10 digit, hence the low values of formats that are bare digits.
   */
  confidence: number;
  /** The shape alone names the carrier, so that a wrong check digit is a typing slip and not another carrier's number. */
  distinctive?: boolean;
}

/** A carrier as Waybill knows it. Unknown carriers are allowed everywhere; they only lack guess and link. */
export interface Carrier {
  /** Kept in the database; never changes. */
  slug: string;
  name: string;
  /** Other spellings; compared without case, accents and punctuation. Name and slug count without being listed. */
  aliases: readonly string[];
  /** Tracking page, `%s` standing for the number; http(s) only. */
  url: string | null;
  /** Carriers of one house whose numbers are not told apart in people's files ("DHL"). */
  family?: string;
  /**
   * Countries whose UPU S10 numbers (two letters, nine digits, country) this carrier issues. Empty: it issues none but
   * hands out those of others (consolidators). Absent: S10 numbers are foreign to it.
   */
  s10?: readonly string[];
  formats: readonly NumberFormat[];
  /** All formats in use are listed, so that a number fitting none is a mismatch rather than unknown to us. */
  complete?: boolean;
  /** A service may follow the name: "USPS Priority Mail". Left out where that would be another company: "Correos de Chile". */
  servicesInName?: boolean;
}

/** GS1, USPS, Canada Post: weights 3 and 1 from the right. */
const GS1: CheckRule = { algorithm: 'mod10', weights: [3, 1] };
const FEDEX: CheckRule = { algorithm: 'mod11-mod10', weights: [1, 3, 7] };
const DPD: CheckRule = { algorithm: 'iso7064-mod37-36' };

/** Followed at USPS in the last mile, though another house sold the label: FedEx Ground Economy, UPS Mail Innovations, DHL eCommerce. */
function handedToUsps(prefix: string): NumberFormat[] {
  return [
    { id: `${prefix}-impb`, name: 'USPS IMpb of a consolidator', shape: '9[2-5]#{20}', check: GS1, confidence: 0 },
    { id: `${prefix}-impb-26`, name: 'USPS IMpb of a consolidator, 26 digits', shape: '9[2-5]#{24}', check: GS1, confidence: 0 },
    { id: `${prefix}-impb-zip5`, name: 'USPS IMpb of a consolidator with ZIP', shape: '420#{5}9[2-5]#{20}', check: { ...GS1, from: 8 }, confidence: 0 },
    { id: `${prefix}-impb-zip9`, name: 'USPS IMpb of a consolidator with ZIP+4', shape: '420#{9}9[2-5]#{20}', check: { ...GS1, from: 12 }, confidence: 0 },
  ];
}

const PARCEL_CARRIERS: readonly Carrier[] = [
  {
    slug: 'usps',
    name: 'USPS',
    aliases: ['united_states_postal_service', 'us_postal_service', 'us_post', 'us_mail', 'u_s_p_s', 'usps_com', 'stamps_com', 'stamps', 'endicia', 'usa_post', 'usps_api', 'usps_international'],
    url: 'https://tools.usps.com/go/TrackConfirmAction?tLabels=%s',
    s10: ['US'],
    complete: true,
    servicesInName: true,
    formats: [
      { id: 'usps-impb-n', name: 'USPS IMpb N (22 digits)', shape: '94#{20}', check: GS1, confidence: 0.97, distinctive: true },
      { id: 'usps-impb-n-26', name: 'USPS IMpb N (26 digits)', shape: '94#{24}', check: GS1, confidence: 0.95, distinctive: true },
      { id: 'usps-impb-n-30', name: 'USPS IMpb N (30 digits)', shape: '94#{28}', check: GS1, confidence: 0.9, distinctive: true },
      { id: 'usps-impb-n-zip5', name: 'USPS IMpb N with ZIP', shape: '420#{5}94#{20}', check: { ...GS1, from: 8 }, confidence: 0.97, distinctive: true },
      { id: 'usps-impb-n-zip9', name: 'USPS IMpb N with ZIP+4', shape: '420#{9}94#{20}', check: { ...GS1, from: 12 }, confidence: 0.97, distinctive: true },
      { id: 'usps-impb-c', name: 'USPS IMpb C (22 digits)', shape: '9[235]#{20}', check: GS1, confidence: 0.95, distinctive: true },
      { id: 'usps-impb-c-26', name: 'USPS IMpb C (26 digits)', shape: '9[235]#{24}', check: GS1, confidence: 0.9, distinctive: true },
      { id: 'usps-impb-c-zip5', name: 'USPS IMpb C with ZIP', shape: '420#{5}9[235]#{20}', check: { ...GS1, from: 8 }, confidence: 0.95, distinctive: true },
      { id: 'usps-impb-c-zip9', name: 'USPS IMpb C with ZIP+4', shape: '420#{9}9[235]#{20}', check: { ...GS1, from: 12 }, confidence: 0.95, distinctive: true },
      { id: 'usps-impb-c-26-zip5', name: 'USPS IMpb C (26 digits) with ZIP', shape: '420#{5}9[235]#{24}', check: { ...GS1, from: 8 }, confidence: 0.9, distinctive: true },
      { id: 'usps-legacy', name: 'USPS (old, 22 digits)', shape: '91#{20}', check: GS1, confidence: 0.9, distinctive: true },
      { id: 'usps-legacy-zip5', name: 'USPS (old, 22 digits) with ZIP', shape: '420#{5}91#{20}', check: { ...GS1, from: 8 }, confidence: 0.9, distinctive: true },
      { id: 'usps-legacy-20', name: 'USPS (old, 20 digits, 91 left away)', shape: '#{20}', check: { ...GS1, prefix: '91' }, confidence: 0.5 },
      { id: 'usps-20', name: 'USPS (20 digits)', shape: '#{20}', check: GS1, confidence: 0.5 },
    ],
  },
  {
    slug: 'ups',
    name: 'UPS',
    aliases: ['united_parcel_service', 'u_p_s', 'ups_com', 'ups_surepost', 'ups_sure_post', 'ups_mail_innovations', 'ups_mi', 'upsmi', 'upsmailinnovations', 'ups_iparcel', 'upsiparcel', 'i_parcel', 'upsdap', 'ups_dap', 'ups_walleted', 'ups_freight', 'ups_ground'],
    url: 'https://www.ups.com/track?tracknum=%s',
    complete: true,
    servicesInName: true,
    formats: [
      { id: 'ups-1z', name: 'UPS 1Z', shape: '1Z*{15}#', check: { algorithm: 'mod10', weights: [1, 2], from: 2 }, confidence: 0.99, distinctive: true },
      { id: 'ups-waybill', name: 'UPS waybill', shape: '[AHJKTV]#{10}', check: { algorithm: 'mod10', weights: [1, 2], from: 1 }, confidence: 0.6 },
      { id: 'ups-freight', name: 'UPS freight (9 digits)', shape: '#{9}', confidence: 0 },
      ...handedToUsps('ups'),
    ],
  },
  {
    slug: 'fedex',
    name: 'FedEx',
    aliases: ['federal_express', 'fed_ex', 'fdx', 'fedex_com', 'fedexsp', 'fedex_smartpost', 'fedexsmartpost', 'smartpost', 'fedex_ground_economy', 'fedex_ground', 'fedex_express', 'fedex_international', 'fedexdefault', 'fedex_default', 'fedex_fims', 'fedexmailview', 'fedexcrossborder', 'fedex_uk', 'fedex_freight'],
    url: 'https://www.fedex.com/fedextrack/?trknbr=%s',
    complete: true,
    servicesInName: true,
    formats: [
      { id: 'fedex-12', name: 'FedEx Express (12 digits)', shape: '#{12}', check: FEDEX, confidence: 0.7 },
      { id: 'fedex-15', name: 'FedEx Ground (15 digits)', shape: '#{15}', check: GS1, confidence: 0.7 },
      { id: 'fedex-96', name: 'FedEx Ground 96 (22 digits)', shape: '96#{20}', check: { ...GS1, from: 7 }, confidence: 0.93, distinctive: true },
      { id: 'fedex-gsn', name: 'FedEx Ground GSN (34 digits)', shape: '96#{32}', check: { ...FEDEX, from: 20 }, confidence: 0.93, distinctive: true },
      { id: 'fedex-34', name: 'FedEx Express (34 digits)', shape: '[0-8]#{33}', check: { ...FEDEX, from: 20 }, confidence: 0.7 },
      { id: 'fedex-astra', name: 'FedEx ASTRA (32 digits)', shape: '3#{31}', check: { ...FEDEX, from: 16, at: 27 }, confidence: 0.8 },
      { id: 'fedex-sscc', name: 'FedEx Ground SSCC-18', shape: '0[0124]#{16}', check: { ...GS1, from: 2 }, confidence: 0.5 },
      { id: 'fedex-sscc-any', name: 'FedEx Ground SSCC-18', shape: '#{18}', check: { ...GS1, from: 2 }, confidence: 0 },
      { id: 'fedex-economy-20', name: 'FedEx Ground Economy (20 digits, 92 left away)', shape: '#{3}9#{16}', check: { ...GS1, prefix: '92' }, confidence: 0.5 },
      ...handedToUsps('fedex'),
    ],
  },
  {
    slug: 'dhl',
    name: 'DHL',
    // The bare word: its numbers are those of the whole family, its page finds all of them.
    aliases: ['dhl_com', 'dhl_parcel', 'dhl_api', 'dhl_parcel_uk', 'dhl_uk', 'dhl_freight', 'dhl_benelux', 'dhl_parcel_nl', 'dhl_nl', 'dhl_sweden', 'dhl_poland', 'dhl_pl', 'dhl_es', 'dhl_spain', 'dhl_hk', 'dhl_sg'],
    url: 'https://www.dhl.com/ca-en/home/tracking/tracking-parcel.html?submit=1&tracking-id=%s',
    family: 'dhl',
    s10: [],
    servicesInName: true,
    formats: [],
  },
  {
    slug: 'dhl-express',
    name: 'DHL Express',
    aliases: ['dhlexpress', 'dhl_worldwide', 'dhl_express_worldwide', 'dhl_express_mydhl', 'dhl_international', 'dhl_express_international', 'dhl_worldwide_express', 'dhl_intl'],
    url: 'https://www.dhl.com/en/express/tracking.html?AWB=%s&brand=DHL',
    family: 'dhl',
    s10: [],
    servicesInName: true,
    formats: [
      { id: 'dhl-express-10', name: 'DHL Express (10 digits)', shape: '#{10}', check: { algorithm: 'mod7' }, confidence: 0.6 },
      { id: 'dhl-express-11', name: 'DHL Express (11 digits)', shape: '#{11}', check: { algorithm: 'mod7' }, confidence: 0.5 },
      { id: 'dhl-piece-jjd', name: 'DHL Express piece ID (JJD)', shape: 'JJD#{9,10}', confidence: 0.85 },
      { id: 'dhl-piece-jvgl', name: 'DHL piece ID (JVGL)', shape: 'JVGL#{9,10}', confidence: 0.85 },
      { id: 'dhl-piece', name: 'DHL Express piece ID', shape: 'J@{2,3}#{9,10}', confidence: 0.4 },
    ],
  },
  {
    slug: 'dhl-ecommerce',
    name: 'DHL eCommerce',
    aliases: ['dhl_e_commerce', 'dhlecs', 'dhl_ecs', 'dhl_global_mail', 'dhlglobalmail', 'dhl_gm', 'dhl_smartmail', 'dhl_ecommerce_us', 'dhl_ecommerce_asia', 'dhl_global_mail_asia', 'dhlecsasia', 'dhl_ecommerce_solutions', 'globalmail'],
    url: 'https://www.dhl.com/ca-en/home/tracking/tracking-parcel.html?submit=1&tracking-id=%s',
    family: 'dhl',
    s10: [],
    servicesInName: true,
    formats: [
      { id: 'dhl-ecommerce-gm', name: 'DHL eCommerce (GM)', shape: 'GM#{10,39}', confidence: 0.85 },
      { id: 'dhl-ecommerce', name: 'DHL eCommerce', shape: '[LR]X#{10,39}', confidence: 0.5 },
      { id: 'dhl-ecommerce-asia', name: 'DHL eCommerce (country prefix)', shape: '[CHIMSTU][GHKNVY]#{10,39}', confidence: 0 },
      { id: 'dhl-ecommerce-letters', name: 'DHL eCommerce (letters inside)', shape: '[CGHILMRSTU][GHKMNVXY]#*{9,38}', confidence: 0 },
      { id: 'dhl-ecommerce-14', name: 'DHL eCommerce (14 digits)', shape: '#{14}', confidence: 0 },
      ...handedToUsps('dhl-ecommerce'),
    ],
  },
  {
    slug: 'dhl-paket',
    name: 'DHL Paket',
    aliases: ['dhl_germany', 'dhl_de', 'dhl_deutschland', 'dhlpaket', 'dhl_parcel_de', 'dhl_paket_international', 'dhl_packet', 'dhl_paket_de'],
    url: 'https://www.dhl.com/ca-en/home/tracking/tracking-parcel.html?submit=1&tracking-id=%s',
    family: 'dhl',
    s10: [],
    servicesInName: true,
    formats: [
      // An SSCC behind application identifier 00, so GS1's digit holds.
      { id: 'dhl-paket-20', name: 'DHL Paket (20 digits)', shape: '00340#{15}', check: GS1, confidence: 0.9, distinctive: true },
      { id: 'dhl-paket-jjd', name: 'DHL Paket licence plate (JJD)', shape: 'JJD#{17,24}', confidence: 0.8 },
      { id: 'dhl-paket-jd', name: 'DHL Paket licence plate (JD)', shape: 'JD#{18}', confidence: 0.75 },
      { id: 'dhl-paket-j16', name: 'DHL licence plate (16 digits)', shape: 'JJD#{16}', confidence: 0 },
      { id: 'dhl-paket-12', name: 'DHL Paket (12 digits)', shape: '#{12}', confidence: 0 },
    ],
  },
  {
    slug: 'amazon',
    name: 'Amazon Logistics',
    aliases: ['amazon', 'amzl', 'amzl_us', 'amzn', 'amzn_us', 'amazon_logistics_us', 'amazon_logistics_uk', 'amazon_uk', 'amazon_fba', 'amazon_fba_usa', 'amazon_fba_us', 'amazon_mws', 'amazonmws', 'amazon_uk_mws', 'amazonukmws', 'amazon_shipping', 'amazonshipping', 'amazon_shipping_v2', 'amzn_uk', 'amazon_logistics_ca', 'amazon_mcf', 'amazon_multi_channel_fulfillment', 'swiship', 'swiship_usa'],
    url: 'https://track.amazon.com/tracking/%s',
    formats: [
      { id: 'amazon-tba', name: 'Amazon Logistics', shape: 'TB[ACM]#{12}', confidence: 0.98 },
      { id: 'amazon-eu', name: 'Amazon Logistics (Europe)', shape: '@{2}#{10}', confidence: 0 },
      { id: 'amazon-international', name: 'Amazon International', shape: '[ACF]#{10}', confidence: 0 },
    ],
  },
  {
    slug: 'ontrac',
    name: 'OnTrac',
    aliases: ['ontracv3', 'ontrac_v3', 'on_trac', 'ontrac_lasership', 'lasership_ontrac'],
    url: 'http://www.ontrac.com/tracking/?number=%s',
    family: 'ontrac',
    complete: true,
    servicesInName: true,
    formats: [
      // The letter counts in the sum (C as 4, D as 5): the rule of the labels, which also write C as 4 and D as 5.
      { id: 'ontrac', name: 'OnTrac', shape: '[CD]#{14}', check: { algorithm: 'mod10', weights: [2, 1] }, confidence: 0.95, distinctive: true },
    ],
  },
  {
    slug: 'lasership',
    name: 'LaserShip',
    aliases: ['laser_ship', 'lasershipv2', 'lasership_v2', 'ls'],
    url: 'http://www.ontrac.com/tracking/?number=%s',
    family: 'ontrac',
    complete: true,
    formats: [
      { id: 'lasership-l', name: 'LaserShip L', shape: 'L[AEHINX][1-3]#{7}', confidence: 0.75 },
      { id: 'lasership-1ls7', name: 'LaserShip 1LS7 (15)', shape: '1LS7[12]#{10}', confidence: 0.95 },
      { id: 'lasership-1ls7-18', name: 'LaserShip 1LS7 (18)', shape: '1LS7[12]#{2}01[1-4]#{6}-1', confidence: 0.95 },
      { id: 'lasership-1lscx', name: 'LaserShip 1LSCX', shape: '1LSCX*{10}', confidence: 0.95 },
    ],
  },
  {
    slug: 'purolator',
    name: 'Purolator',
    aliases: ['purolator_courier', 'purolator_ca', 'purolator_canada', 'purolator_international', 'purolator_inc'],
    url: 'https://www.purolator.com/en/shipping/tracker?searchValue=%s',
    complete: true,
    servicesInName: true,
    formats: [
      { id: 'purolator-12', name: 'Purolator (12 digits)', shape: '[0-5]#{11}', check: { algorithm: 'luhn' }, confidence: 0.5 },
      { id: 'purolator-alpha', name: 'Purolator (3 letters, 9 digits)', shape: '@{3}#{9}', confidence: 0.4 },
    ],
  },
  {
    slug: 'canpar',
    name: 'Canpar',
    aliases: ['canpar_express', 'canpar_courier', 'can_par'],
    url: 'https://www.canpar.com/en/track/tracking.jsp?reference=%s&locale=en',
    formats: [{ id: 'canpar-22', name: 'Canpar (22)', shape: '[CDKLSUXZ]#{21}', confidence: 0.85 }],
  },
  {
    slug: 'dpd',
    name: 'DPD',
    aliases: ['dpd_de', 'dpd_germany', 'dpd_uk', 'dpduk', 'dpd_local', 'dpd_group', 'dpdgroup', 'geopost', 'dynamic_parcel_distribution', 'dpd_fr', 'dpd_france', 'dpd_nl', 'dpd_be', 'dpd_belgium', 'dpd_ireland', 'dpd_ie', 'dpd_poland', 'dpd_austria', 'dpd_at', 'dpd_ch', 'interlink_express', 'interlinkexpress', 'dpd_local_uk', 'dpd_eu'],
    url: 'https://www.dpd.com/tracking/%s',
    servicesInName: true,
    formats: [
      { id: 'dpd-28', name: 'DPD (28)', shape: '#{27}*', check: DPD, confidence: 0.9 },
      { id: 'dpd-14-letter', name: 'DPD (14 digits and check letter)', shape: '#{14}@', check: DPD, confidence: 0.85 },
      { id: 'dpd-14', name: 'DPD (14 digits and check digit)', shape: '#{15}', check: DPD, confidence: 0.45 },
      { id: 'dpd-14-bare', name: 'DPD (14 digits)', shape: '#{14}', confidence: 0 },
      { id: 'dpd-france', name: 'DPD France (250…)', shape: '250#{12,13}', confidence: 0 },
      { id: 'dpd-consignment', name: 'DPD consignment', shape: '#{10}', confidence: 0 },
      { id: 'dpd-12', name: 'DPD (12 digits)', shape: '#{12}', confidence: 0 },
      { id: 'dpd-24', name: 'DPD (24 digits)', shape: '#{24}', confidence: 0 },
    ],
  },
  {
    slug: 'gls',
    name: 'GLS',
    aliases: ['gls_group', 'gls_germany', 'gls_us', 'gls_usa', 'gls_it', 'gls_italy', 'gls_spain', 'gls_nl', 'gls_netherlands', 'gls_cz', 'gls_canada', 'general_logistics_systems', 'gso', 'golden_state_overnight'],
    url: 'https://gls-group.eu/EU/en/parcel-tracking/%s',
    servicesInName: true,
    formats: [
      { id: 'gls-digits', name: 'GLS (11, 12 or 14 digits)', shape: '#{11,14}', confidence: 0 },
      { id: 'gls-track-id', name: 'GLS Track ID', shape: '*{8}', confidence: 0 },
    ],
  },
  {
    slug: 'evri',
    name: 'Evri',
    aliases: ['hermes', 'hermes_uk', 'myhermes', 'my_hermes', 'myhermes_uk', 'hermesworld', 'hermes_world', 'evri_uk', 'evri_hermes', 'hermes_evri', 'evri_household_delivery'],
    url: 'https://www.evri.com/track/%s',
    servicesInName: true,
    formats: [
      { id: 'evri-16', name: 'Evri (16 characters)', shape: '[HT]#{2}*{13}', confidence: 0.55 },
      { id: 'evri-16-digits', name: 'Evri (16 digits)', shape: '#{16}', confidence: 0 },
      { id: 'evri-letters', name: 'Evri (letters and digits)', shape: '@{1,2}#{14,16}', confidence: 0 },
      { id: 'evri-card', name: 'Evri calling card', shape: '#{8}', confidence: 0 },
    ],
  },
  {
    slug: 'yodel',
    name: 'Yodel',
    aliases: ['yodel_domestic', 'yodel_direct', 'yodel_uk', 'yodel_international', 'home_delivery_network'],
    url: 'https://www.yodel.co.uk/tracking/%s',
    servicesInName: true,
    formats: [
      { id: 'yodel-jd', name: 'Yodel (JD)', shape: 'JD#{16}', confidence: 0.75 },
      { id: 'yodel-jjd', name: 'Yodel (JJD)', shape: 'JJD#{16}', confidence: 0.7 },
    ],
  },
  {
    slug: 'inpost',
    name: 'InPost',
    aliases: ['inpost_paczkomaty', 'paczkomaty', 'inpost_poland', 'inpost_pl', 'inpost_uk', 'in_post'],
    url: 'https://inpost.pl/sledzenie-przesylek?number=%s',
    formats: [
      { id: 'inpost-24', name: 'InPost (24 digits)', shape: '#{24}', confidence: 0.4 },
      { id: 'inpost-jjd', name: 'InPost UK', shape: 'JJD#{16}', confidence: 0 },
    ],
  },
  {
    slug: 'yunexpress',
    name: 'YunExpress',
    aliases: ['yun_express', 'yuntu', 'yuntrack', 'yunexpress_us', 'yun_express_us'],
    url: 'https://www.yuntrack.com/parcelTracking?id=%s',
    s10: [],
    formats: [{ id: 'yunexpress', name: 'YunExpress', shape: 'YT#{16}', confidence: 0.97 }],
  },
  {
    slug: 'yanwen',
    name: 'Yanwen',
    aliases: ['yan_wen', 'yanwen_express', 'yanwen_logistics', 'yw56'],
    url: 'https://track.yw56.com.cn/en/querydel?nums=%s',
    s10: [],
    formats: [
      { id: 'yanwen-yp', name: 'Yanwen (…YP)', shape: '@{2}#{9}YP', confidence: 0.85 },
      { id: 'yanwen-bys', name: 'Yanwen (BYS)', shape: 'BYS#{9}', confidence: 0 },
    ],
  },
  {
    slug: '4px',
    name: '4PX',
    aliases: ['4px_express', 'fourpx', 'four_px', '4_px', '4px_worldwide_express'],
    url: 'https://track.4px.com/#/result/0/%s',
    s10: [],
    formats: [{ id: '4px', name: '4PX', shape: '4PX#{13}CN', confidence: 0.98 }],
  },
  {
    slug: 'cainiao',
    name: 'Cainiao',
    aliases: ['cainiao_global', 'aliexpress_standard_shipping', 'aliexpress', 'aliexpress_standard', 'cai_niao', 'cainiao_super_economy'],
    url: 'https://global.cainiao.com/newDetail.htm?mailNoList=%s',
    s10: [],
    formats: [
      { id: 'cainiao-lp', name: 'Cainiao (LP)', shape: 'LP#{14}', confidence: 0.9 },
      { id: 'cainiao-cng', name: 'Cainiao (CNG)', shape: 'CNG#{14}', confidence: 0.9 },
      { id: 'cainiao-dofr', name: 'Cainiao (DOFR)', shape: 'DOFR#{13}HD', confidence: 0.95 },
    ],
  },
  {
    slug: 'sf-express',
    name: 'SF Express',
    aliases: ['sfexpress', 'sf', 'shunfeng', 'shun_feng', 'sf_international', 'sf_express_cn', 's_f_express'],
    url: 'https://t.17track.net/en#nums=%s',
    s10: [],
    formats: [
      { id: 'sf-13', name: 'SF Express (SF)', shape: 'SF#{13}', confidence: 0.95 },
      { id: 'sf-12', name: 'SF Express (12 digits)', shape: '#{12}', confidence: 0 },
    ],
  },
  {
    slug: 'gofo',
    name: 'GOFO Express',
    aliases: ['gofo', 'gofo_us', 'cirro', 'cirro_ecommerce', 'gofoexpress'],
    url: 'https://www.gofoexpress.com/tracking.html?searchID=%s',
    formats: [{ id: 'gofo-us', name: 'GOFO Express (US)', shape: 'GFUS#{14}', confidence: 0.98 }],
  },
  {
    slug: 'landmark',
    name: 'Landmark Global',
    aliases: ['landmark_global', 'landmark_global_ltn', 'landmark_ltn', 'ltn'],
    url: 'https://track.landmarkglobal.com/?search=%s',
    s10: [],
    formats: [{ id: 'landmark-ltn', name: 'Landmark Global LTN', shape: 'LTN#{8}N1', confidence: 0.98 }],
  },
  {
    slug: 'asendia',
    name: 'Asendia',
    aliases: ['asendia_usa', 'asendia_us', 'asendiausa', 'asendia_uk', 'asendia_de', 'asendia_germany', 'asendia_hk', 'asendia_fr', 'asendia_wmp'],
    url: 'https://tracking.asendia.com/tracking/%s',
    s10: [],
    servicesInName: true,
    formats: handedToUsps('asendia'),
  },
  {
    slug: 'speedee',
    name: 'Spee-Dee Delivery',
    aliases: ['spee_dee', 'speedee_delivery', 'speedeedelivery', 'spee_dee_delivery_service'],
    url: 'https://www.speedeedelivery.com/track/?tracking=%s',
    formats: [{ id: 'speedee-20', name: 'Spee-Dee (20)', shape: 'SP#{18}', confidence: 0.95 }],
  },
  {
    slug: 'old-dominion',
    name: 'Old Dominion Freight Line',
    aliases: ['old_dominion', 'odfl', 'old_dominion_freight', 'odfl_freight'],
    url: 'https://www.odfl.com/Trace/standardResult.faces?pro=%s',
    complete: true,
    formats: [
      { id: 'old-dominion-77', name: 'Old Dominion', shape: '77[78]#{8}', check: { algorithm: 'luhn' }, confidence: 0.45 },
      { id: 'old-dominion-072', name: 'Old Dominion', shape: '072#{8}', check: { algorithm: 'luhn' }, confidence: 0.45 },
      { id: 'old-dominion-80', name: 'Old Dominion guaranteed', shape: '80#{9}', check: { algorithm: 'luhn' }, confidence: 0.45 },
    ],
  },
  {
    slug: 'sendle',
    name: 'Sendle',
    aliases: ['sendle_au', 'sendle_us', 'sendle_ca'],
    url: 'https://track.sendle.com/tracking?ref=%s',
    formats: [
      { id: 'sendle', name: 'Sendle', shape: 'S*{5,7}', confidence: 0 },
      ...handedToUsps('sendle'),
    ],
  },
  {
    slug: 'star-track',
    name: 'StarTrack',
    aliases: ['startrack', 'star_track_express', 'startrack_express'],
    url: 'https://auspost.com.au/mypost/track/details/%s',
    family: 'australia-post',
    formats: [{ id: 'star-track-33', name: 'StarTrack (33…)', shape: '33*{8,21}', confidence: 0 }],
  },
  {
    slug: 'chronopost',
    name: 'Chronopost',
    aliases: ['chronopost_france', 'chronopost_international', 'chrono_post', 'chronofreight'],
    url: 'https://www.chronopost.fr/tracking-no-cms/suivi-page?listeNumerosLT=%s',
    family: 'la-poste',
    s10: [],
    formats: [{ id: 'chronopost-15', name: 'Chronopost (15 characters)', shape: '#{14}*', confidence: 0 }],
  },
  {
    slug: 'parcelforce',
    name: 'Parcelforce',
    aliases: ['parcel_force', 'parcelforce_worldwide', 'parcel_force_worldwide', 'parcelforceworldwide'],
    url: 'https://www.parcelforce.com/track-trace?trackNumber=%s',
    family: 'royal-mail',
    s10: [],
    formats: [
      { id: 'parcelforce-pb', name: 'Parcelforce (PB)', shape: 'PB@{2}#{10}', confidence: 0.8 },
      { id: 'parcelforce-letters', name: 'Parcelforce', shape: '@{2}#{7}', confidence: 0 },
      { id: 'parcelforce-pf', name: 'Parcelforce (PF)', shape: 'PF#{8,12}', confidence: 0 },
    ],
  },
];

/** Every carrier that Waybill ships with. Order matters nowhere but in lists shown to people. */
export const CARRIERS: readonly Carrier[] = [...PARCEL_CARRIERS, ...POSTAL_CARRIERS];

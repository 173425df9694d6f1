import { type Carrier, DISTINCTIVE, format, GS1, type NumberFormat, words } from './carrier.ts';
import type { CheckRule } from './check-digits.ts';
import { POSTAL_CARRIERS } from './postal-carriers.data.ts';

/**
 * Carriers as data: how their numbers look, what they are called in other people's files, where a number is followed.
 * Facts (shapes, check-digit constants, sample numbers) are public and were collected from the carriers' label
 * specifications as gathered in jkeen/tracking_number_data 2.0.0, USPS Publication 199, UPU S10 and the provider list
 * of WooCommerce. Templates and shapes rot: an instance adds or replaces carriers with CARRIERS_FILE
 * (carriers.overrides.ts) without a new release.
 */

const FEDEX: CheckRule = { algorithm: 'mod11-mod10', weights: [1, 3, 7] };
const UPS: CheckRule = { algorithm: 'mod10', weights: [1, 2] };
const DPD: CheckRule = { algorithm: 'iso7064-mod37-36' };
const MOD7: CheckRule = { algorithm: 'mod7' };
const LUHN: CheckRule = { algorithm: 'luhn' };

/** The same rule, leaving out what stands before: routing prefixes are not covered. */
function after(from: number, rule: CheckRule): CheckRule {
  return { ...rule, from };
}

/** Brought by USPS though another house sold the label: FedEx Ground Economy, UPS Mail Innovations, DHL eCommerce. */
function handedToUsps(prefix: string): NumberFormat[] {
  return [
    format(`${prefix}-impb`, 'USPS IMpb of a consolidator', '9[2-5]#{20}', 0, GS1),
    format(`${prefix}-impb-26`, 'USPS IMpb of a consolidator, 26 digits', '9[2-5]#{24}', 0, GS1),
    format(
      `${prefix}-impb-zip5`,
      'USPS IMpb of a consolidator with ZIP',
      '420#{5}9[2-5]#{20}',
      0,
      after(8, GS1),
    ),
    format(
      `${prefix}-impb-zip9`,
      'USPS IMpb of a consolidator with ZIP+4',
      '420#{9}9[2-5]#{20}',
      0,
      after(12, GS1),
    ),
  ];
}

const PARCEL_CARRIERS: readonly Carrier[] = [
  {
    slug: 'usps',
    name: 'USPS',
    aliases: words(`
      united_states_postal_service us_postal_service us_post us_mail u_s_p_s usps_com stamps_com stamps
      endicia usa_post usps_api usps_international
    `),
    url: 'https://tools.usps.com/go/TrackConfirmAction?tLabels=%s',
    s10: ['US'],
    complete: true,
    servicesInName: true,
    formats: [
      format('usps-impb-n', 'USPS IMpb N (22 digits)', '94#{20}', 0.97, GS1, DISTINCTIVE),
      format('usps-impb-n-26', 'USPS IMpb N (26 digits)', '94#{24}', 0.95, GS1, DISTINCTIVE),
      format('usps-impb-n-30', 'USPS IMpb N (30 digits)', '94#{28}', 0.9, GS1, DISTINCTIVE),
      format('usps-impb-n-zip5', 'USPS IMpb N with ZIP', '420#{5}94#{20}', 0.97, after(8, GS1), DISTINCTIVE),
      format(
        'usps-impb-n-zip9',
        'USPS IMpb N with ZIP+4',
        '420#{9}94#{20}',
        0.97,
        after(12, GS1),
        DISTINCTIVE,
      ),
      format('usps-impb-c', 'USPS IMpb C (22 digits)', '9[235]#{20}', 0.95, GS1, DISTINCTIVE),
      format('usps-impb-c-26', 'USPS IMpb C (26 digits)', '9[235]#{24}', 0.9, GS1, DISTINCTIVE),
      format(
        'usps-impb-c-zip5',
        'USPS IMpb C with ZIP',
        '420#{5}9[235]#{20}',
        0.95,
        after(8, GS1),
        DISTINCTIVE,
      ),
      format(
        'usps-impb-c-zip9',
        'USPS IMpb C with ZIP+4',
        '420#{9}9[235]#{20}',
        0.95,
        after(12, GS1),
        DISTINCTIVE,
      ),
      format(
        'usps-impb-c-26-zip5',
        'USPS IMpb C (26 digits) with ZIP',
        '420#{5}9[235]#{24}',
        0.9,
        after(8, GS1),
        DISTINCTIVE,
      ),
      format('usps-legacy', 'USPS (old, 22 digits)', '91#{20}', 0.9, GS1, DISTINCTIVE),
      format(
        'usps-legacy-zip5',
        'USPS (old, 22 digits) with ZIP',
        '420#{5}91#{20}',
        0.9,
        after(8, GS1),
        DISTINCTIVE,
      ),
      format('usps-legacy-20', 'USPS (old, 20 digits, 91 left away)', '#{20}', 0.5, { ...GS1, prefix: '91' }),
      format('usps-20', 'USPS (20 digits)', '#{20}', 0.5, GS1),
    ],
  },
  {
    slug: 'ups',
    name: 'UPS',
    aliases: words(`
      united_parcel_service u_p_s ups_com ups_surepost ups_sure_post ups_mail_innovations ups_mi upsmi
      upsmailinnovations ups_iparcel upsiparcel i_parcel upsdap ups_dap ups_walleted ups_freight ups_ground
    `),
    url: 'https://www.ups.com/track?tracknum=%s',
    complete: true,
    servicesInName: true,
    formats: [
      format('ups-1z', 'UPS 1Z', '1Z*{15}#', 0.99, after(2, UPS), DISTINCTIVE),
      format('ups-waybill', 'UPS waybill', '[AHJKTV]#{10}', 0.6, after(1, UPS)),
      format('ups-freight', 'UPS freight (9 digits)', '#{9}', 0),
      ...handedToUsps('ups'),
    ],
  },
  {
    slug: 'fedex',
    name: 'FedEx',
    aliases: words(`
      federal_express fed_ex fdx fedex_com fedexsp fedex_smartpost fedexsmartpost smartpost
      fedex_ground_economy fedex_ground fedex_express fedex_international fedexdefault fedex_default
      fedex_fims fedexmailview fedexcrossborder fedex_uk fedex_freight
    `),
    url: 'https://www.fedex.com/fedextrack/?trknbr=%s',
    complete: true,
    servicesInName: true,
    formats: [
      format('fedex-12', 'FedEx Express (12 digits)', '#{12}', 0.7, FEDEX),
      format('fedex-15', 'FedEx Ground (15 digits)', '#{15}', 0.7, GS1),
      format('fedex-96', 'FedEx Ground 96 (22 digits)', '96#{20}', 0.93, after(7, GS1), DISTINCTIVE),
      format('fedex-gsn', 'FedEx Ground GSN (34 digits)', '96#{32}', 0.93, after(20, FEDEX), DISTINCTIVE),
      format('fedex-34', 'FedEx Express (34 digits)', '[0-8]#{33}', 0.7, after(20, FEDEX)),
      format('fedex-astra', 'FedEx ASTRA (32 digits)', '3#{31}', 0.8, { ...FEDEX, from: 16, at: 27 }),
      format('fedex-sscc', 'FedEx Ground SSCC-18', '0[0124]#{16}', 0.5, after(2, GS1)),
      format('fedex-sscc-any', 'FedEx Ground SSCC-18', '#{18}', 0, after(2, GS1)),
      format('fedex-economy-20', 'FedEx Ground Economy (20 digits, 92 left away)', '#{3}9#{16}', 0.5, {
        ...GS1,
        prefix: '92',
      }),
      ...handedToUsps('fedex'),
    ],
  },
  {
    slug: 'dhl',
    name: 'DHL',
    // The bare word: its numbers are those of the whole family, its page finds all of them.
    aliases: words(`
      dhl_com dhl_parcel dhl_api dhl_parcel_uk dhl_uk dhl_freight dhl_benelux dhl_parcel_nl dhl_nl dhl_sweden
      dhl_poland dhl_pl dhl_es dhl_spain dhl_hk dhl_sg
    `),
    url: 'https://www.dhl.com/ca-en/home/tracking/tracking-parcel.html?submit=1&tracking-id=%s',
    family: 'dhl',
    s10: [],
    servicesInName: true,
    formats: [],
  },
  {
    slug: 'dhl-express',
    name: 'DHL Express',
    aliases: words(`
      dhlexpress dhl_worldwide dhl_express_worldwide dhl_express_mydhl dhl_international
      dhl_express_international dhl_worldwide_express dhl_intl
    `),
    url: 'https://www.dhl.com/en/express/tracking.html?AWB=%s&brand=DHL',
    family: 'dhl',
    s10: [],
    servicesInName: true,
    formats: [
      format('dhl-express-10', 'DHL Express (10 digits)', '#{10}', 0.6, MOD7),
      format('dhl-express-11', 'DHL Express (11 digits)', '#{11}', 0.5, MOD7),
      format('dhl-piece-jjd', 'DHL Express piece ID (JJD)', 'JJD#{9,10}', 0.85),
      format('dhl-piece-jvgl', 'DHL piece ID (JVGL)', 'JVGL#{9,10}', 0.85),
      format('dhl-piece', 'DHL Express piece ID', 'J@{2,3}#{9,10}', 0.4),
    ],
  },
  {
    slug: 'dhl-ecommerce',
    name: 'DHL eCommerce',
    aliases: words(`
      dhl_e_commerce dhlecs dhl_ecs dhl_global_mail dhlglobalmail dhl_gm dhl_smartmail dhl_ecommerce_us
      dhl_ecommerce_asia dhl_global_mail_asia dhlecsasia dhl_ecommerce_solutions globalmail
    `),
    url: 'https://www.dhl.com/ca-en/home/tracking/tracking-parcel.html?submit=1&tracking-id=%s',
    family: 'dhl',
    s10: [],
    servicesInName: true,
    formats: [
      format('dhl-ecommerce-gm', 'DHL eCommerce (GM)', 'GM#{10,39}', 0.85),
      format('dhl-ecommerce', 'DHL eCommerce', '[LR]X#{10,39}', 0.5),
      format('dhl-ecommerce-asia', 'DHL eCommerce (country prefix)', '[CHIMSTU][GHKNVY]#{10,39}', 0),
      format('dhl-ecommerce-letters', 'DHL eCommerce (letters inside)', '[CGHILMRSTU][GHKMNVXY]#*{9,38}', 0),
      format('dhl-ecommerce-14', 'DHL eCommerce (14 digits)', '#{14}', 0),
      ...handedToUsps('dhl-ecommerce'),
    ],
  },
  {
    slug: 'dhl-paket',
    name: 'DHL Paket',
    aliases: words(`
      dhl_germany dhl_de dhl_deutschland dhlpaket dhl_parcel_de dhl_paket_international dhl_packet
      dhl_paket_de
    `),
    url: 'https://www.dhl.com/ca-en/home/tracking/tracking-parcel.html?submit=1&tracking-id=%s',
    family: 'dhl',
    s10: [],
    servicesInName: true,
    formats: [
      // An SSCC behind application identifier 00, so GS1's digit holds.
      format('dhl-paket-20', 'DHL Paket (20 digits)', '00340#{15}', 0.9, GS1, DISTINCTIVE),
      format('dhl-paket-jjd', 'DHL Paket licence plate (JJD)', 'JJD#{17,24}', 0.8),
      format('dhl-paket-jd', 'DHL Paket licence plate (JD)', 'JD#{18}', 0.75),
      format('dhl-paket-j16', 'DHL licence plate (16 digits)', 'JJD#{16}', 0),
      format('dhl-paket-12', 'DHL Paket (12 digits)', '#{12}', 0),
    ],
  },
  {
    slug: 'amazon',
    name: 'Amazon Logistics',
    aliases: words(`
      amazon amzl amzl_us amzn amzn_us amazon_logistics_us amazon_logistics_uk amazon_uk amazon_fba
      amazon_fba_usa amazon_fba_us amazon_mws amazonmws amazon_uk_mws amazonukmws amazon_shipping
      amazonshipping amazon_shipping_v2 amzn_uk amazon_logistics_ca amazon_mcf
      amazon_multi_channel_fulfillment swiship swiship_usa
    `),
    url: 'https://track.amazon.com/tracking/%s',
    formats: [
      format('amazon-tba', 'Amazon Logistics', 'TB[ACM]#{12}', 0.98),
      format('amazon-eu', 'Amazon Logistics (Europe)', '@{2}#{10}', 0),
      format('amazon-international', 'Amazon International', '[ACF]#{10}', 0),
    ],
  },
  {
    slug: 'ontrac',
    name: 'OnTrac',
    aliases: words('ontracv3 ontrac_v3 on_trac ontrac_lasership lasership_ontrac'),
    url: 'http://www.ontrac.com/tracking/?number=%s',
    family: 'ontrac',
    complete: true,
    servicesInName: true,
    formats: [
      // The letter counts in the sum (C as 4, D as 5): the rule of the labels, which also write C as 4 and D as 5.
      format('ontrac', 'OnTrac', '[CD]#{14}', 0.95, { algorithm: 'mod10', weights: [2, 1] }, DISTINCTIVE),
    ],
  },
  {
    slug: 'lasership',
    name: 'LaserShip',
    aliases: words('laser_ship lasershipv2 lasership_v2 ls'),
    url: 'http://www.ontrac.com/tracking/?number=%s',
    family: 'ontrac',
    complete: true,
    formats: [
      format('lasership-l', 'LaserShip L', 'L[AEHINX][1-3]#{7}', 0.75),
      format('lasership-1ls7', 'LaserShip 1LS7 (15)', '1LS7[12]#{10}', 0.95),
      format('lasership-1ls7-18', 'LaserShip 1LS7 (18)', '1LS7[12]#{2}01[1-4]#{6}-1', 0.95),
      format('lasership-1lscx', 'LaserShip 1LSCX', '1LSCX*{10}', 0.95),
    ],
  },
  {
    slug: 'purolator',
    name: 'Purolator',
    aliases: words('purolator_courier purolator_ca purolator_canada purolator_international purolator_inc'),
    url: 'https://www.purolator.com/en/shipping/tracker?searchValue=%s',
    complete: true,
    servicesInName: true,
    formats: [
      format('purolator-12', 'Purolator (12 digits)', '[0-5]#{11}', 0.5, LUHN),
      format('purolator-alpha', 'Purolator (3 letters, 9 digits)', '@{3}#{9}', 0.4),
    ],
  },
  {
    slug: 'canpar',
    name: 'Canpar',
    aliases: words('canpar_express canpar_courier can_par'),
    url: 'https://www.canpar.com/en/track/tracking.jsp?reference=%s&locale=en',
    formats: [format('canpar-22', 'Canpar (22)', '[CDKLSUXZ]#{21}', 0.85)],
  },
  {
    slug: 'dpd',
    name: 'DPD',
    aliases: words(`
      dpd_de dpd_germany dpd_uk dpduk dpd_local dpd_group dpdgroup geopost dynamic_parcel_distribution dpd_fr
      dpd_france dpd_nl dpd_be dpd_belgium dpd_ireland dpd_ie dpd_poland dpd_austria dpd_at dpd_ch
      interlink_express interlinkexpress dpd_local_uk dpd_eu
    `),
    url: 'https://www.dpd.com/tracking/%s',
    servicesInName: true,
    formats: [
      format('dpd-28', 'DPD (28)', '#{27}*', 0.9, DPD),
      format('dpd-14-letter', 'DPD (14 digits and check letter)', '#{14}@', 0.85, DPD),
      format('dpd-14', 'DPD (14 digits and check digit)', '#{15}', 0.45, DPD),
      format('dpd-14-bare', 'DPD (14 digits)', '#{14}', 0),
      format('dpd-france', 'DPD France (250…)', '250#{12,13}', 0),
      format('dpd-consignment', 'DPD consignment', '#{10}', 0),
      format('dpd-12', 'DPD (12 digits)', '#{12}', 0),
      format('dpd-24', 'DPD (24 digits)', '#{24}', 0),
    ],
  },
  {
    slug: 'gls',
    name: 'GLS',
    aliases: words(`
      gls_group gls_germany gls_us gls_usa gls_it gls_italy gls_spain gls_nl gls_netherlands gls_cz gls_canada
      general_logistics_systems gso golden_state_overnight
    `),
    url: 'https://gls-group.eu/EU/en/parcel-tracking/%s',
    servicesInName: true,
    formats: [
      format('gls-digits', 'GLS (11, 12 or 14 digits)', '#{11,14}', 0),
      format('gls-track-id', 'GLS Track ID', '*{8}', 0),
    ],
  },
  {
    slug: 'evri',
    name: 'Evri',
    aliases: words(`
      hermes hermes_uk myhermes my_hermes myhermes_uk hermesworld hermes_world evri_uk evri_hermes hermes_evri
      evri_household_delivery
    `),
    url: 'https://www.evri.com/track/%s',
    servicesInName: true,
    formats: [
      format('evri-16', 'Evri (16 characters)', '[HT]#{2}*{13}', 0.55),
      format('evri-16-digits', 'Evri (16 digits)', '#{16}', 0),
      format('evri-letters', 'Evri (letters and digits)', '@{1,2}#{14,16}', 0),
      format('evri-card', 'Evri calling card', '#{8}', 0),
    ],
  },
  {
    slug: 'yodel',
    name: 'Yodel',
    aliases: words('yodel_domestic yodel_direct yodel_uk yodel_international home_delivery_network'),
    url: 'https://www.yodel.co.uk/tracking/%s',
    servicesInName: true,
    formats: [
      format('yodel-jd', 'Yodel (JD)', 'JD#{16}', 0.75),
      format('yodel-jjd', 'Yodel (JJD)', 'JJD#{16}', 0.7),
    ],
  },
  {
    slug: 'inpost',
    name: 'InPost',
    aliases: words('inpost_paczkomaty paczkomaty inpost_poland inpost_pl inpost_uk in_post'),
    url: 'https://inpost.pl/sledzenie-przesylek?number=%s',
    formats: [
      format('inpost-24', 'InPost (24 digits)', '#{24}', 0.4),
      format('inpost-jjd', 'InPost UK', 'JJD#{16}', 0),
    ],
  },
  {
    slug: 'yunexpress',
    name: 'YunExpress',
    aliases: words('yun_express yuntu yuntrack yunexpress_us yun_express_us'),
    url: 'https://www.yuntrack.com/parcelTracking?id=%s',
    s10: [],
    formats: [format('yunexpress', 'YunExpress', 'YT#{16}', 0.97)],
  },
  {
    slug: 'yanwen',
    name: 'Yanwen',
    aliases: words('yan_wen yanwen_express yanwen_logistics yw56'),
    url: 'https://track.yw56.com.cn/en/querydel?nums=%s',
    s10: [],
    formats: [
      format('yanwen-yp', 'Yanwen (…YP)', '@{2}#{9}YP', 0.85),
      format('yanwen-bys', 'Yanwen (BYS)', 'BYS#{9}', 0),
    ],
  },
  {
    slug: '4px',
    name: '4PX',
    aliases: words('4px_express fourpx four_px 4_px 4px_worldwide_express'),
    url: 'https://track.4px.com/#/result/0/%s',
    s10: [],
    formats: [format('4px', '4PX', '4PX#{13}CN', 0.98)],
  },
  {
    slug: 'cainiao',
    name: 'Cainiao',
    aliases: words(`
      cainiao_global aliexpress_standard_shipping aliexpress aliexpress_standard cai_niao
      cainiao_super_economy
    `),
    url: 'https://global.cainiao.com/newDetail.htm?mailNoList=%s',
    s10: [],
    formats: [
      format('cainiao-lp', 'Cainiao (LP)', 'LP#{14}', 0.9),
      format('cainiao-cng', 'Cainiao (CNG)', 'CNG#{14}', 0.9),
      format('cainiao-dofr', 'Cainiao (DOFR)', 'DOFR#{13}HD', 0.95),
    ],
  },
  {
    slug: 'sf-express',
    name: 'SF Express',
    aliases: words('sfexpress sf shunfeng shun_feng sf_international sf_express_cn s_f_express'),
    url: 'https://t.17track.net/en#nums=%s',
    s10: [],
    formats: [
      format('sf-13', 'SF Express (SF)', 'SF#{13}', 0.95),
      format('sf-12', 'SF Express (12 digits)', '#{12}', 0),
    ],
  },
  {
    slug: 'gofo',
    name: 'GOFO Express',
    aliases: words('gofo gofo_us cirro cirro_ecommerce gofoexpress'),
    url: 'https://www.gofoexpress.com/tracking.html?searchID=%s',
    formats: [format('gofo-us', 'GOFO Express (US)', 'GFUS#{14}', 0.98)],
  },
  {
    slug: 'landmark',
    name: 'Landmark Global',
    aliases: words('landmark_global landmark_global_ltn landmark_ltn ltn'),
    url: 'https://track.landmarkglobal.com/?search=%s',
    s10: [],
    formats: [format('landmark-ltn', 'Landmark Global LTN', 'LTN#{8}N1', 0.98)],
  },
  {
    slug: 'asendia',
    name: 'Asendia',
    aliases: words(`
      asendia_usa asendia_us asendiausa asendia_uk asendia_de asendia_germany asendia_hk asendia_fr
      asendia_wmp
    `),
    url: 'https://tracking.asendia.com/tracking/%s',
    s10: [],
    servicesInName: true,
    formats: handedToUsps('asendia'),
  },
  {
    slug: 'speedee',
    name: 'Spee-Dee Delivery',
    aliases: words('spee_dee speedee_delivery speedeedelivery spee_dee_delivery_service'),
    url: 'https://www.speedeedelivery.com/track/?tracking=%s',
    formats: [format('speedee-20', 'Spee-Dee (20)', 'SP#{18}', 0.95)],
  },
  {
    slug: 'old-dominion',
    name: 'Old Dominion Freight Line',
    aliases: words('old_dominion odfl old_dominion_freight odfl_freight'),
    url: 'https://www.odfl.com/Trace/standardResult.faces?pro=%s',
    complete: true,
    formats: [
      format('old-dominion-77', 'Old Dominion', '77[78]#{8}', 0.45, LUHN),
      format('old-dominion-072', 'Old Dominion', '072#{8}', 0.45, LUHN),
      format('old-dominion-80', 'Old Dominion guaranteed', '80#{9}', 0.45, LUHN),
    ],
  },
  {
    slug: 'sendle',
    name: 'Sendle',
    aliases: words('sendle_au sendle_us sendle_ca'),
    url: 'https://track.sendle.com/tracking?ref=%s',
    formats: [format('sendle', 'Sendle', 'S*{5,7}', 0), ...handedToUsps('sendle')],
  },
  {
    slug: 'star-track',
    name: 'StarTrack',
    aliases: words('startrack star_track_express startrack_express'),
    url: 'https://auspost.com.au/mypost/track/details/%s',
    family: 'australia-post',
    formats: [format('star-track-33', 'StarTrack (33…)', '33*{8,21}', 0)],
  },
  {
    slug: 'chronopost',
    name: 'Chronopost',
    aliases: words('chronopost_france chronopost_international chrono_post chronofreight'),
    url: 'https://www.chronopost.fr/tracking-no-cms/suivi-page?listeNumerosLT=%s',
    family: 'la-poste',
    s10: [],
    formats: [format('chronopost-15', 'Chronopost (15 characters)', '#{14}*', 0)],
  },
  {
    slug: 'parcelforce',
    name: 'Parcelforce',
    aliases: words('parcel_force parcelforce_worldwide parcel_force_worldwide parcelforceworldwide'),
    url: 'https://www.parcelforce.com/track-trace?trackNumber=%s',
    family: 'royal-mail',
    s10: [],
    formats: [
      format('parcelforce-pb', 'Parcelforce (PB)', 'PB@{2}#{10}', 0.8),
      format('parcelforce-letters', 'Parcelforce', '@{2}#{7}', 0),
      format('parcelforce-pf', 'Parcelforce (PF)', 'PF#{8,12}', 0),
    ],
  },
];

/** Every carrier that Waybill ships with. Order matters nowhere but in lists shown to people. */
export const CARRIERS: readonly Carrier[] = [...PARCEL_CARRIERS, ...POSTAL_CARRIERS];

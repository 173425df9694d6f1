import { iso7064Mod37And36, mod10, mod11Mod10, mod7, s10 } from '../carriers/check-digits.ts';

/** Carriers the simulator sells, by the names EasyPost gives them. */
export type SimulatedCarrier =
  'USPS' | 'UPS' | 'FedEx' | 'DHLExpress' | 'AsendiaUsa' | 'RoyalMail' | 'CanadaPost' | 'DPD';

/**
 * The n-th number of a simulator for a carrier, with the carrier's own check digit: Waybill shows no warning that a
 * real label would not show. A different `n` is a different number.
 *
 * @param salt four digits that tell one simulator from another
 * @param n whole, below 10^7
 */
export function trackingCode(carrier: SimulatedCarrier, service: string, salt: string, n: number): string {
  const digits = salt + String(n).padStart(7, '0');
  switch (carrier) {
    case 'USPS':
      return /International/.test(service)
        ? international(/Express/.test(service) ? 'EC' : 'LZ', n, 'US')
        : usps(`${USPS_SERVICE[service] ?? '9400'}136895`, digits);
    case 'UPS':
      return ups(digits, UPS_SERVICE[service] ?? '03');
    case 'FedEx':
      return withCheck(digits, mod11Mod10(digits, 0, 11, [1, 3, 7]));
    case 'DHLExpress': {
      const body = String(400_000_000 + ((Number(salt) * 7919 + n) % 500_000_000));
      return withCheck(body, mod7(body, 0, 9));
    }
    case 'AsendiaUsa':
      return usps('9200190', `${digits}000`);
    case 'RoyalMail':
      return international('RN', n, 'GB');
    case 'CanadaPost': {
      const body = `7${salt}${String(n).padStart(10, '0')}`;
      return withCheck(body, mod10(body, 0, 15, 3, 1));
    }
    case 'DPD': {
      const body = `0155${salt.slice(1)}${String(n).padStart(7, '0')}`;
      return body + iso7064Mod37And36(body, 0, 14).toString(36).toUpperCase();
    }
  }
}

/** The first four digits say the service (USPS Publication 199). */
const USPS_SERVICE: Readonly<Record<string, string>> = {
  GroundAdvantage: '9400',
  Priority: '9405',
  Express: '9470',
};

const UPS_SERVICE: Readonly<Record<string, string>> = {
  Ground: '03',
  '2ndDayAir': '02',
  NextDayAirSaver: '13',
  UPSSaver: '04',
};

/** 22 digits: four of the service, the mailer's six, eleven that count, the check digit. */
function usps(head: string, serial: string): string {
  const body = (head + serial).padEnd(21, '0').slice(0, 21);
  return withCheck(body, mod10(body, 0, 21, 3, 1));
}

function ups(digits: string, service: string): string {
  const body = `1ZWB${digits.slice(0, 4)}${service}${digits.slice(4)}`;
  return withCheck(body, mod10(body, 2, body.length, 1, 2));
}

function international(service: string, n: number, country: string): string {
  const serial = String(30_000_000 + n).slice(-8);
  return `${service}${serial}${s10(serial, 0)}${country}`;
}

function withCheck(body: string, check: number): string {
  return body + String(check);
}

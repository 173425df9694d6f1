import { Arg, Query, Resolver } from 'type-graphql';
import {
  allCarriers,
  carrierBySlug,
  normaliseTrackingNumber,
  recogniseCarrier,
  trackingUrl,
} from './carrier-match.ts';
import { CarrierGuessType, CarrierType } from './carrier.type.ts';

/** Longer text is no number; it is not worth a look. */
const LONGEST_NUMBER = 80;

@Resolver()
export class CarrierResolver {
  @Query(() => [CarrierType], { description: 'Every known carrier, by name. Others are allowed everywhere.' })
  carriers(): CarrierType[] {
    return allCarriers()
      .map(({ slug, name }) => ({ id: slug, name }))
      .sort((a, b) => a.name.localeCompare(b.name, 'en'));
  }

  @Query(() => CarrierGuessType, {
    nullable: true,
    description: 'Which carrier a number looks like; null when it says nothing.',
  })
  carrierGuess(@Arg('trackingNumber', () => String) trackingNumber: string): CarrierGuessType | null {
    if (trackingNumber.length > LONGEST_NUMBER) return null;
    const number = normaliseTrackingNumber(trackingNumber);
    const guess = recogniseCarrier(number);
    const carrier = guess && carrierOf(guess.slug);
    if (!guess || !carrier) return null;
    return {
      carrier,
      confidence: guess.confidence,
      trackingUrl: trackingUrl(guess.slug, number),
      alternatives: (guess.alternatives ?? []).map((slug) => carrierOf(slug)).filter((one) => one !== null),
    };
  }
}

function carrierOf(slug: string): CarrierType | null {
  const carrier = carrierBySlug(slug);
  return carrier && { id: carrier.slug, name: carrier.name };
}

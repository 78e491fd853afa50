type Position = { latitude: number; longitude: number };

const earthRadiusKm = 6371;

/** Great-circle distance in kilometres (haversine). */
export function distanceKm(a: Position, b: Position): number {
  const latitude = toRadians(b.latitude - a.latitude) / 2;
  const longitude = toRadians(b.longitude - a.longitude) / 2;
  const h =
    Math.sin(latitude) ** 2 +
    Math.cos(toRadians(a.latitude)) * Math.cos(toRadians(b.latitude)) * Math.sin(longitude) ** 2;
  return 2 * earthRadiusKm * Math.asin(Math.min(1, Math.sqrt(h)));
}

function toRadians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

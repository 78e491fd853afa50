/** A well-known square in Berlin: nobody lives there. */
export const inventedPlace = { latitude: 52.521918, longitude: 13.413215 };

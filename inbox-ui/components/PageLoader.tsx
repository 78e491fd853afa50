import { Center, Loader } from '@mantine/core';

/** While a page or its words load. */
export function PageLoader() {
  return (
    <Center h="100%" mih={160} role="status" aria-busy="true">
      <Loader type="dots" />
    </Center>
  );
}

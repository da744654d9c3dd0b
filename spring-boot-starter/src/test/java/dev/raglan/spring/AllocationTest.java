package dev.raglan.spring;

import static dev.raglan.contract.AllocationCase.BY_HAND;
import static dev.raglan.contract.AllocationCase.IMMUTABLE;
import static dev.raglan.contract.AllocationCase.WITHOUT_CONTENT;

import dev.raglan.contract.AllocationFigures;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** No call of a proxied bean allocates more on its caller's thread than it did. */
class AllocationTest {

  private static final long WITHOUT_CONTENT_MORE = 0;
  private static final long IMMUTABLE_MORE = 0;

  private static AllocationFigures figures;

  @BeforeAll
  static void measure() throws Exception {
    figures = AllocationFigures.of(AllocationProgram.class);
  }

  @Test
  void aCallWithoutContentAllocatesNoMore() {
    figures.assertAtMost(WITHOUT_CONTENT, WITHOUT_CONTENT_MORE, BY_HAND);
  }

  @Test
  void aCallWithImmutableContentAllocatesNoMore() {
    figures.assertAtMost(IMMUTABLE, IMMUTABLE_MORE, BY_HAND);
  }
}
